import {
  coreServices,
  createServiceFactory,
  type PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type Permission,
} from '@backstage/plugin-permission-common';
import type { TaggedPipeline } from 'backstage-plugin-cross-account-pipelines-node';
import request from 'supertest';
import { createHop, createReport } from './__testUtils__/createReport';
import { pipelineAssessorServiceRef } from './assessment/pipelineAssessorServiceRef';
import { crossAccountPipelinesPlugin } from './plugin';

jest.setTimeout(60_000);

const base = '/api/cross-account-pipelines/v1';
const arnOf = (name: string) =>
  `arn:aws:codepipeline:eu-west-1:111111111111:${name}`;
const payments = arnOf('payments');
const orders = arnOf('orders');

const alice = 'user:default/alice';
const bob = 'user:default/bob';

function component(name: string, owner: string, annotation?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      ...(annotation && {
        annotations: { 'aws.amazon.com/aws-codepipeline-arn': annotation },
      }),
    },
    spec: { type: 'service', owner },
  };
}

/** Alice owns payments; Bob owns orders and a service that claims payments' pipeline. */
const entities = [
  component('payments', alice, payments),
  component('orders', bob),
  component('thief', bob, payments),
];

const ownerOf: Record<string, string> = {
  'component:default/payments': alice,
  'component:default/orders': bob,
  'component:default/thief': bob,
};

/** "Owners only", as a portal's policy decides it with the catalog's conditions. */
function ownersOnly(options: { accounts?: string[] } = {}): PermissionsService {
  const { accounts = ['111111111111', '012345678901'] } = options;
  const isGranted = (
    permission: Permission,
    resourceRef: string,
    user: string,
  ) =>
    (permission as { resourceType?: string }).resourceType === 'catalog-entity'
      ? ownerOf[resourceRef] === user
      : accounts.includes(resourceRef);
  return {
    async authorize(requests, { credentials }) {
      const { type, userEntityRef } = credentials.principal as any;
      return requests.map(({ permission, resourceRef }) => ({
        result:
          type === 'service' ||
          isGranted(permission, resourceRef as string, userEntityRef)
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      }));
    },
    async authorizeConditional(requests, { credentials }) {
      const { type } = credentials.principal as any;
      return requests.map(({ permission }) =>
        type === 'service'
          ? { result: AuthorizeResult.ALLOW }
          : {
              result: AuthorizeResult.CONDITIONAL,
              pluginId: 'catalog',
              resourceType: (permission as any).resourceType,
              conditions: {
                rule: 'IS_ENTITY_OWNER',
                resourceType: (permission as any).resourceType,
                params: {},
              },
            },
      ) as any;
    },
  };
}

async function startPortal(
  options: {
    permissions?: PermissionsService;
    tags?: Record<string, string>;
    broken?: boolean;
    warning?: boolean;
    data?: object;
    /** In the place of those above. */
    entities?: Entity[];
    /** Pipelines that have tags in AWS. */
    tagged?: TaggedPipeline[];
  } = {},
) {
  const readTaggedPipelines = jest.fn(async () => ({
    pipelines: options.tagged ?? [],
    unread: [],
  }));
  const assess = jest.fn(async ({ pipelineArn }: { pipelineArn: string }) => ({
    report: createReport({
      pipelineArn,
      linkHops: [
        ...(options.broken ? [createHop('key', 'broken')] : []),
        ...(options.warning ? [createHop('key', 'warning')] : []),
      ],
    }),
    taggedRef: options.tags?.[pipelineArn] ?? null,
  }));
  const { server } = await startTestBackend({
    features: [
      crossAccountPipelinesPlugin,
      catalogServiceMock.factory({ entities: options.entities ?? entities }),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => options.permissions ?? ownersOnly(),
      }),
      mockServices.rootConfig.factory({
        data: {
          crossAccountPipelines: {
            accounts: [
              { id: '111111111111', name: 'tools', regions: ['eu-west-1'] },
              { id: '012345678901', name: 'dev', regions: ['eu-west-1'] },
            ],
            ...options.data,
          },
        },
      }),
      createServiceFactory({
        service: pipelineAssessorServiceRef,
        deps: {},
        factory: () => ({ assess, readTaggedPipelines }),
      }),
    ],
  });
  const as = (user: string) => ({
    Authorization: mockCredentials.user.header(user),
  });
  const portal = request(server);
  return {
    assess,
    get: (path: string, user: string) =>
      portal.get(`${base}${path}`).set(as(user)),
    post: (path: string, user: string, body: object | string = {}) =>
      portal
        .post(`${base}${path}`)
        .set({ ...as(user), 'Content-Type': 'application/json' })
        .send(body),
    del: (path: string, user: string) =>
      portal.delete(`${base}${path}`).set(as(user)),
    portal,
  };
}

type Portal = Awaited<ReturnType<typeof startPortal>>;

const checkOf = (name: string) =>
  `/entities/component/default/${name}/pipelines`;
const of = (arn: string) => `/pipelines/${encodeURIComponent(arn)}`;

/** What everybody may try, and what a wrong owner is told. */
const deeds: Array<
  [string, (portal: Portal, user: string) => request.Test, number]
> = [
  ['read a report', (p, user) => p.get(checkOf('payments'), user), 403],
  ['check', (p, user) => p.post(`${checkOf('payments')}/check`, user), 403],
  [
    'read a report at a glance',
    (p, user) => p.get(`${checkOf('payments')}?detail=glance`, user),
    403,
  ],
  [
    'read what a report says of a link',
    (p, user) => p.get(`${of(payments)}/report?link=own`, user),
    404,
  ],
  ['read history', (p, user) => p.get(`${of(payments)}/history`, user), 404],
  ['read runs', (p, user) => p.get(`${of(payments)}/executions`, user), 404],
  ['read waivers', (p, user) => p.get(`${of(payments)}/waivers`, user), 404],
  [
    'waive',
    (p, user) =>
      p.post(`${of(payments)}/waivers`, user, {
        rule: 'H6',
        reason: 'agreed',
        until: '2999-01-01',
      }),
    404,
  ],
  ['start', (p, user) => p.post(`${of(payments)}/start`, user), 404],
  [
    'stop',
    (p, user) => p.post(`${of(payments)}/stop`, user, { executionId: '1' }),
    404,
  ],
  [
    'retry',
    (p, user) =>
      p.post(`${of(payments)}/retry`, user, { executionId: '1', stage: 'Dev' }),
    404,
  ],
  [
    'approve',
    (p, user) =>
      p.post(`${of(payments)}/approval`, user, {
        executionId: '1',
        stage: 'Dev',
        action: 'Approve',
        approve: true,
        comment: '',
      }),
    404,
  ],
  [
    'explain by its report',
    (p, user) =>
      p.post('/explain', user, { text: 'AccessDenied', pipelineArn: payments }),
    404,
  ],
  [
    'register',
    (p, user) =>
      p.post('/registrations', user, {
        entityRef: 'component:default/payments',
        pipelineArn: payments,
      }),
    403,
  ],
  [
    'unregister',
    (p, user) =>
      p.del(
        `/registrations?entityRef=component:default/payments&pipelineArn=${payments}`,
        user,
      ),
    403,
  ],
  [
    'read the spec of',
    (p, user) => p.get(`/pipelines/${encodeURIComponent(payments)}/spec`, user),
    404,
  ],
  [
    'plan',
    (p, user) =>
      p.post('/plan', user, {
        entityRef: 'component:default/payments',
        spec: { name: 'payments' },
      }),
    403,
  ],
];

describe('owners only', () => {
  it.each(deeds)('lets the owner %s', async (_, deed) => {
    const portal = await startPortal();
    await portal.post(`${checkOf('payments')}/check`, alice);
    const { status, body } = await deed(portal, alice);
    // What asks AWS gets no further: there are no credentials for it here.
    expect([401, 404, 429]).not.toContain(status);
    expect(body.error?.message ?? '').not.toContain('permission policy');
  });

  it.each(deeds)('lets no other %s', async (_, deed, status) => {
    const portal = await startPortal();
    await portal.post(`${checkOf('payments')}/check`, alice);
    portal.assess.mockClear();
    const refused = await deed(portal, bob);
    expect(refused.status).toBe(status);
    expect(JSON.stringify(refused.body)).not.toContain('012345678901');
    expect(portal.assess).not.toHaveBeenCalled();
  });

  it.each(deeds)('lets nobody anonymous %s', async (_, deed) => {
    const portal = await startPortal();
    const { status } = await deed(portal, alice).set(
      'Authorization',
      mockCredentials.none.header(),
    );
    expect(status).toBe(401);
  });

  it('shows a claim only that the pipeline exists and whose it is', async () => {
    const portal = await startPortal();
    await portal.post(`${checkOf('payments')}/check`, alice);
    portal.assess.mockClear();
    for (const response of [
      await portal.get(checkOf('thief'), bob),
      await portal.get(`${checkOf('thief')}?detail=glance`, bob),
      await portal.post(`${checkOf('thief')}/check`, bob),
    ]) {
      expect(response.status).toBe(200);
      expect(response.body.items).toEqual([
        {
          pipelineArn: payments,
          ownerRef: 'component:default/payments',
          error: expect.stringContaining('whose reports you may not read'),
        },
      ]);
    }
    expect(portal.assess).not.toHaveBeenCalled();
  });

  describe('pipelines that are named by tags', () => {
    const byTags = (name: string, owner: string, text: string): Entity => ({
      ...component(name, owner),
      metadata: {
        name,
        annotations: { 'aws.amazon.com/aws-codepipeline-tags': text },
      },
    });
    const tagged = [payments, orders].map(pipelineArn => ({
      pipelineArn,
      tags: { team: 'money' },
    }));
    const none = {
      pipelineArn: 'team=money',
      error: expect.stringMatching(
        /^No pipeline that you may see has the tags team=money, or more than 50 /,
      ),
    };

    it('are shown to whoever may read the one that has them', async () => {
      const portal = await startPortal({
        entities: [byTags('payments', alice, 'team = money,')],
        tagged,
      });
      const before = await portal.get(checkOf('payments'), alice);
      expect(before.body.items).toEqual([
        { ...none, pipelineArn: 'team = money,', error: expect.any(String) },
      ]);
      for (const response of [
        await portal.post(`${checkOf('payments')}/check`, alice),
        await portal.get(checkOf('payments'), alice),
        await portal.get(`${checkOf('payments')}?detail=glance`, alice),
      ]) {
        expect(response.body.items).toMatchObject(
          [orders, payments].map(pipelineArn => ({
            pipelineArn,
            ownerRef: 'component:default/payments',
            report: { pipelineArn },
          })),
        );
      }
      const list = await portal.get('/pipelines', alice);
      expect(list.body.items).toMatchObject([
        { pipelineArn: orders, entityRefs: ['component:default/payments'] },
        { pipelineArn: payments, entityRefs: ['component:default/payments'] },
      ]);
    });

    it('are not shown, by tags, to who may not read them', async () => {
      const portal = await startPortal({
        entities: [
          component('payments', alice, `${payments},${orders}`),
          byTags('thief', bob, 'team=money'),
        ],
        tagged,
      });
      await portal.post(`${checkOf('payments')}/check`, alice);
      const answers = [
        await portal.get(checkOf('thief'), bob),
        await portal.post(`${checkOf('thief')}/check`, bob),
        await portal.get(checkOf('thief'), bob),
        await portal.get(`${checkOf('thief')}?detail=glance`, bob),
      ];
      expect(answers.map(({ body }) => body.items)).toEqual(
        answers.map(() => [none]),
      );
      const list = await portal.get('/pipelines', bob);
      expect(list.body.items).toEqual([]);
    });

    it('are not shown while nobody knows whose they are', async () => {
      const portal = await startPortal({
        entities: [byTags('payments', alice, 'team=money')],
        tagged,
      });
      portal.assess.mockRejectedValue(new Error('AWS is down'));
      const { body } = await portal.post(`${checkOf('payments')}/check`, alice);
      expect(body.items).toEqual([none]);
    });

    it('are those of the annotation as it is now, beside those it names', async () => {
      const entity = byTags('payments', alice, 'payments');
      entity.metadata.annotations!['aws.amazon.com/aws-codepipeline-arn'] =
        payments;
      const portal = await startPortal({ entities: [entity], tagged });
      const { body } = await portal.post(`${checkOf('payments')}/check`, alice);
      expect(body.items).toMatchObject([
        { pipelineArn: payments, report: { pipelineArn: payments } },
        {
          pipelineArn: 'payments',
          error: expect.stringContaining(
            'aws-codepipeline-tags has to name tags like component=payments,tier=web, and "payments" has no =',
          ),
        },
      ]);
      entity.metadata.annotations!['aws.amazon.com/aws-codepipeline-tags'] =
        'team=money';
      const after = await portal.post(`${checkOf('payments')}/check`, alice);
      expect(after.body.items).toMatchObject([
        { pipelineArn: payments, report: { pipelineArn: payments } },
        { pipelineArn: orders, report: { pipelineArn: orders } },
      ]);
      entity.metadata.annotations!['aws.amazon.com/aws-codepipeline-tags'] =
        'team=stock';
      const { body: now } = await portal.get(checkOf('payments'), alice);
      expect(now.items).toMatchObject([{ pipelineArn: payments }]);
      expect(now.items).toHaveLength(1);
    });
  });

  it('asks AWS whose it is before it believes a first claim', async () => {
    const portal = await startPortal({
      tags: { [payments]: 'component:default/payments' },
    });
    const check = await portal.post(`${checkOf('thief')}/check`, bob);
    expect(check.body.items).toEqual([
      {
        pipelineArn: payments,
        ownerRef: 'component:default/payments',
        error: expect.stringContaining('may not read'),
      },
    ]);
    const own = await portal.get(checkOf('payments'), alice);
    expect(own.body.items[0].report).toEqual(createReport());
  });

  it.each([
    ['claimed first', {}],
    ['tagged', { tags: { [payments]: 'component:default/payments' } }],
  ])(
    'lets nobody register a pipeline for himself that another has %s',
    async (_, options) => {
      const portal = await startPortal(options);
      await portal.post(`${checkOf('payments')}/check`, alice);
      const taken = await portal.post('/registrations', bob, {
        entityRef: 'component:default/orders',
        pipelineArn: payments,
      });
      expect(taken.status).toBe(403);
      expect(taken.body.error.message).toContain('belongs to another entity');
      const list = await portal.get('/registrations', bob);
      expect(list.body.items).toEqual([]);
    },
  );

  it('registers nothing while AWS does not say whose it is', async () => {
    const portal = await startPortal();
    portal.assess.mockImplementation(
      async ({ pipelineArn }) =>
        ({ report: createReport({ pipelineArn }) } as any),
    );
    const response = await portal.post('/registrations', bob, {
      entityRef: 'component:default/orders',
      pipelineArn: orders,
    });
    expect(response.status).toBe(503);
    expect(response.body.error.message).toContain(
      'codepipeline:ListTagsForResource',
    );
  });

  it('withdraws a registration, and with it what it showed', async () => {
    const portal = await startPortal();
    const registration = {
      entityRef: 'component:default/orders',
      pipelineArn: orders,
    };
    await portal.post('/registrations', bob, registration);
    const shown = await portal.get(checkOf('orders'), bob);
    expect(shown.body.items).toHaveLength(1);
    const query = `entityRef=${registration.entityRef}&pipelineArn=${orders}`;
    const withdrawn = await portal.del(`/registrations?${query}`, bob);
    expect(withdrawn.status).toBe(204);
    const after = await portal.get(checkOf('orders'), bob);
    expect(after.body.items).toEqual([]);
    const again = await portal.del(`/registrations?${query}`, bob);
    expect(again.status).toBe(204);
  });

  it('lists only what the caller may see, and counts no more', async () => {
    const portal = await startPortal({ broken: true });
    await portal.post(`${checkOf('payments')}/check`, alice);
    await portal.post('/registrations', bob, {
      entityRef: 'component:default/orders',
      pipelineArn: orders,
    });

    const all = await portal.get('/links', alice);
    expect(all.body.totalItems).toBe(2);
    expect(new Set(all.body.items.map((row: any) => row.pipelineArn))).toEqual(
      new Set([payments]),
    );
    const listed = await portal.get('/pipelines', bob);
    expect(listed.body.items.map((each: any) => each.pipelineArn)).toEqual([
      orders,
    ]);
    const none = await portal.get(
      '/links?entity=component:default/payments',
      bob,
    );
    expect(none.body).toEqual({ items: [], totalItems: 0 });
    const owner = await portal.get(`${of(payments)}/owner`, bob);
    expect(owner.body).toEqual({ pipelineArn: payments });

    const service = await portal.portal
      .get(`${base}/pipelines`)
      .set('Authorization', mockCredentials.service.header());
    expect(service.body.items).toHaveLength(2);
  });

  it('pages through what the caller may see, as if there were nothing else', async () => {
    const portal = await startPortal();
    await portal.post(`${checkOf('payments')}/check`, alice);
    for (const name of ['aaa', 'orders', 'zzz']) {
      await portal.post('/registrations', bob, {
        entityRef: 'component:default/orders',
        pipelineArn: arnOf(name),
      });
    }
    const first = await portal.get('/pipelines?limit=2', bob);
    const second = await portal.get(
      `/pipelines?limit=2&cursor=${first.body.nextCursor}`,
      bob,
    );
    expect(
      [first, second].map(({ body }) =>
        body.items.map((each: any) => each.pipelineArn),
      ),
    ).toEqual([[arnOf('aaa'), orders], [arnOf('zzz')]]);
    expect(second.body).not.toHaveProperty('nextCursor');
    const owner = await portal.get('/pipelines?limit=1', alice);
    expect(owner.body).not.toHaveProperty('nextCursor');
    const invented = await portal.get('/pipelines?limit=1&cursor=abc', alice);
    expect(invented.status).toBe(400);
  });

  it('gives a glance first, what opens when it is asked for, and nothing that is known already', async () => {
    const portal = await startPortal({ broken: true });
    await portal.post(`${checkOf('payments')}/check?detail=glance`, alice);
    const glance = await portal.get(
      `${checkOf('payments')}?detail=glance`,
      alice,
    );
    expect(glance.body.items).toEqual([
      expect.objectContaining({ pipelineArn: payments, isAbridged: true }),
    ]);
    const again = await portal
      .get(`${checkOf('payments')}?detail=glance`, alice)
      .set('If-None-Match', glance.headers.etag);
    expect([again.status, again.text]).toEqual([304, '']);

    const link = await portal.get(
      `${of(payments)}/report?link=012345678901/eu-west-1`,
      alice,
    );
    expect(link.body).toMatchObject({ hops: [], links: [{ hops: [{}] }] });
    const none = await portal.get(
      `${of(payments)}/report?link=999999999999/eu-west-1`,
      alice,
    );
    expect(none.status).toBe(404);
    expect(none.body.error.message).toContain('load the page again');
  });

  it('hides accounts, and the links into them, from those who may not see them', async () => {
    const portal = await startPortal({
      permissions: ownersOnly({ accounts: ['111111111111'] }),
    });
    await portal.post(`${checkOf('payments')}/check`, alice);
    const accounts = await portal.get('/accounts', alice);
    expect(accounts.body.items.map(({ id }: any) => id)).toEqual([
      '111111111111',
    ]);
    const links = await portal.get('/links', alice);
    expect(links.body.totalItems).toBe(1);
    expect(JSON.stringify(links.body)).not.toContain('012345678901');
  });

  it('answers no pipeline that there is not differently from one that is hidden', async () => {
    const portal = await startPortal();
    await portal.post(`${checkOf('payments')}/check`, alice);
    const hidden = await portal.get(`${of(payments)}/history`, bob);
    const absent = await portal.get(`${of(arnOf('nothing'))}/history`, bob);
    expect(hidden.status).toBe(absent.status);
    expect(hidden.body.error.message.replace('payments', 'nothing')).toBe(
      absent.body.error.message,
    );
  });
});

describe('a pipeline whose entity was renamed', () => {
  /** Payments has become billing; what it deployed says payments still. */
  const startRenamed = async () => {
    const portal = await startPortal({
      tags: { [payments]: 'component:default/payments' },
      entities: [
        component('billing', alice, payments),
        component('orders', bob),
        component('thief', bob, payments),
      ],
    });
    await portal.post(`${checkOf('thief')}/check`, bob);
    return portal;
  };

  beforeAll(() => {
    ownerOf['component:default/billing'] = alice;
  });
  afterAll(() => {
    delete ownerOf['component:default/billing'];
  });

  it.each([
    ['others by an annotation', 'thief', bob],
    ['its owner by the new name, until it is deployed by it', 'billing', alice],
  ])('is not shown to %s', async (_, name, user) => {
    const portal = await startRenamed();
    for (const response of [
      await portal.get(checkOf(name), user),
      await portal.post(`${checkOf(name)}/check`, user),
    ]) {
      expect(response.body.items).toEqual([
        {
          pipelineArn: payments,
          ownerRef: 'component:default/payments',
          error: expect.stringContaining('whose reports you may not read'),
        },
      ]);
    }
    const history = await portal.get(`${of(payments)}/history`, user);
    expect(history.status).toBe(404);
  });

  it('is registered by nobody else', async () => {
    const portal = await startRenamed();
    const taken = await portal.post('/registrations', bob, {
      entityRef: 'component:default/orders',
      pipelineArn: payments,
    });
    expect(taken.status).toBe(403);
    expect(taken.body.error.message).toContain('belongs to another entity');
  });

  it.each(['PAYMENTS', 'payments%20', '..%2fdefault%2fpayments'])(
    'is not found as %s',
    async name => {
      const portal = await startRenamed();
      const response = await portal.get(checkOf(name), bob);
      expect(response.status).toBe(404);
    },
  );
});

describe('what people send', () => {
  it.each([
    [
      'an error text that is too long',
      '/explain',
      { text: 'x'.repeat(65_537) },
      'it has 65537 characters; at most 65536',
    ],
    [
      'a field that does not belong there',
      '/explain',
      { text: 'x', more: 1 },
      'more',
    ],
    [
      'a prototype',
      '/explain',
      JSON.parse('{"text":"x","__proto__":{"a":1}}'),
      '__proto__',
    ],
    [
      'a body that is nested too deep',
      '/explain',
      `{"text":${'['.repeat(5000)}${']'.repeat(5000)}}`,
      'more than 64 levels deep',
    ],
    [
      'a waiver with a NUL',
      `${of(payments)}/waivers`,
      { rule: 'H6', reason: 'a\0b', until: '2999-01-01' },
      'reason: has control characters',
    ],
    [
      'a waiver that is over',
      `${of(payments)}/waivers`,
      { rule: 'H6', reason: 'x', until: '2001-01-01' },
      'is over already',
    ],
  ])('refuses %s', async (_, path, body, message) => {
    const portal = await startPortal();
    const response = await portal.post(path, alice, body);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(message);
  });

  it.each([
    ['/links?sort=colour', 'sort'],
    ['/links?limit=100000', 'limit'],
    ['/links?cursor=nonsense', 'cursor'],
    ['/links?constructor=1', 'constructor'],
    ['/links?since=yesterday', 'since'],
    [`/links?${'account=111111111111&'.repeat(300)}`, 'account'],
    ['/entities/component/default/a%00b/pipelines', 'NUL'],
    ['/entities/..%2F..%2Fetc/default/payments/pipelines', 'entityRef'],
  ])('refuses to get %s', async (path, message) => {
    const portal = await startPortal();
    const response = await portal.get(path, alice);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(message);
  });

  it('reads no more pipelines of an entity than one can have', async () => {
    entities.push(
      component(
        'greedy',
        alice,
        Array.from({ length: 2000 }, (_, i) => arnOf(`p${i}`)).join(','),
      ),
    );
    ownerOf['component:default/greedy'] = alice;
    const portal = await startPortal();
    for (const response of [
      await portal.get(checkOf('greedy'), alice),
      await portal.post(`${checkOf('greedy')}/check`, alice),
    ]) {
      expect(response.status).toBe(400);
      expect(response.body.error.message).toContain('names 2000 pipelines; 50');
    }
    expect(portal.assess).not.toHaveBeenCalled();
    entities.pop();
  });

  it('lets each user do so much in a minute, whatever others do', async () => {
    const portal = await startPortal({ data: { requestsPerMinute: 2 } });
    const ask = (user: string) => portal.post('/explain', user, { text: 'x' });
    expect((await ask(bob)).status).toBe(200);
    expect((await ask(bob)).status).toBe(200);
    const refused = await ask(bob);
    expect(refused.status).toBe(429);
    expect(refused.body.error.message).toContain('At most 2');
    expect((await ask(alice)).status).toBe(200);
  });
});

describe('what an account has', () => {
  const dev = '/accounts/012345678901/things?kind=function&region=eu-west-1';

  const grantedOnly = (...names: string[]): PermissionsService => ({
    ...ownersOnly(),
    authorizeConditional: async requests =>
      requests.map(({ permission: { name } }) => ({
        result: names.includes(name)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      })),
  });
  const read = 'cross-account-pipelines.account.read';
  const deploy = 'cross-account-pipelines.account.deploy';

  it('is asked of AWS for those who may deploy into it', async () => {
    const portal = await startPortal({
      permissions: grantedOnly(read, deploy),
    });
    const { body } = await portal.get(dev, alice);
    // It gets as far as the credentials, which there are none of here.
    expect(body.error.message).toContain('account 012345678901');
    expect(body.error.message).not.toMatch(/permission policy|may see/);
  });

  it('is told nobody else', async () => {
    const reader = await startPortal({ permissions: grantedOnly(read) });
    const forbidden = await reader.get(dev, alice);
    expect(forbidden.status).toBe(403);
    expect(forbidden.body.error.message).toContain(deploy);

    const stranger = await startPortal({ permissions: grantedOnly(deploy) });
    const hidden = await stranger.get(dev, alice);
    const absent = await stranger.get(dev.replace('0123', '9999'), alice);
    expect([hidden.status, absent.status]).toEqual([404, 404]);
    expect(hidden.body.error.message.replace('0123', '9999')).toBe(
      absent.body.error.message,
    );
    const anonymous = await stranger.portal
      .get(`${base}${dev}`)
      .set('Authorization', mockCredentials.none.header());
    expect(anonymous.status).toBe(401);
  });

  it.each([
    [
      'a kind that there is not',
      dev.replace('function', 'secret'),
      400,
      'kind',
    ],
    ['a Region of its own', dev.replace('eu-', 'ap-'), 404, 'ap-west-1'],
  ])('takes no %s', async (_, path, status, message) => {
    const portal = await startPortal({
      permissions: grantedOnly(read, deploy),
    });
    const response = await portal.get(path, alice);
    expect(response.status).toBe(status);
    expect(response.body.error.message).toContain(message);
  });
});

it('judges again what somebody puts up with, and withdraws', async () => {
  const portal = await startPortal({ warning: true });
  await portal.post(`${checkOf('payments')}/check`, alice);
  const healthOf = async () => {
    const { body } = await portal.get(checkOf('payments'), alice);
    const links = await portal.get('/links?account=012345678901', alice);
    return [
      body.items[0].report.health,
      ...links.body.items.map(({ health }: { health: string }) => health),
    ];
  };
  expect(await healthOf()).toEqual(['warning', 'warning']);
  const waived = await portal.post(`${of(payments)}/waivers`, alice, {
    rule: 'H6',
    reason: 'agreed',
    until: '2999-01-01',
  });
  expect(await healthOf()).toEqual(['healthy', 'healthy']);
  await portal.del(`/waivers/${waived.body.id}`, alice);
  expect(await healthOf()).toEqual(['warning', 'warning']);
});
