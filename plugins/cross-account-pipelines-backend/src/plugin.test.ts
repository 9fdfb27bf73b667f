import {
  createServiceFactory,
  type ServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  type MetricsService,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import { recordMetrics } from './__testUtils__/recordMetrics';
import { createReport } from './__testUtils__/createReport';
import { pipelineAssessorServiceRef } from './assessment/pipelineAssessorServiceRef';
import type { CheckResult } from './store/PipelineStore';
import { crossAccountPipelinesPlugin } from './plugin';

jest.setTimeout(60_000);

const base = '/api/cross-account-pipelines/v1';
const payments = 'arn:aws:codepipeline:eu-west-1:111111111111:payments';
const orders = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';

const config = {
  crossAccountPipelines: {
    accounts: [
      {
        id: '111111111111',
        name: 'tools',
        environment: 'tools',
        regions: ['eu-west-1'],
        uses: ['pipeline'],
      },
      { id: '012345678901', name: 'dev', regions: ['eu-west-1'] },
    ],
  },
};

const entities = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'payments',
      annotations: { 'aws.amazon.com/aws-codepipeline-arn': payments },
    },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'orders' },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'mistaken',
      annotations: {
        'aws.amazon.com/aws-codepipeline-arn': `my-pipeline,${payments}`,
      },
    },
  },
];

async function startPortal(
  options: {
    catalog?: ServiceFactory;
    data?: JsonObject;
    /** The entity that the tag of a pipeline names, by its ARN. */
    tags?: Record<string, string>;
    permissions?: ServiceFactory;
    metrics?: MetricsService;
  } = {},
) {
  const assess = jest.fn(
    async ({ pipelineArn }: { pipelineArn: string }): Promise<CheckResult> => ({
      report: createReport({ pipelineArn }),
      taggedRef: options.tags?.[pipelineArn] ?? null,
    }),
  );
  const audit = {
    success: jest.fn(async () => {}),
    fail: jest.fn(async () => {}),
  };
  const auditor = mockServices.auditor.mock({ createEvent: async () => audit });
  const { server } = await startTestBackend({
    features: [
      crossAccountPipelinesPlugin,
      options.catalog ?? catalogServiceMock.factory({ entities }),
      options.permissions ?? mockServices.permissions.factory(),
      mockServices.rootConfig.factory({ data: options.data ?? config }),
      auditor.factory,
      ...(options.metrics
        ? [
            createServiceFactory({
              service: metricsServiceRef,
              deps: {},
              factory: () => options.metrics!,
            }),
          ]
        : []),
      createServiceFactory({
        service: pipelineAssessorServiceRef,
        deps: {},
        factory: () => ({ assess }),
      }),
    ],
  });
  return { assess, audit, auditor, portal: request(server) };
}

describe('crossAccountPipelinesPlugin', () => {
  it('lists the configured accounts with their leading zeros', async () => {
    const { portal } = await startPortal();
    const response = await portal.get(`${base}/accounts`);
    expect(response.status).toBe(200);
    expect(response.body.items).toEqual([
      {
        id: '111111111111',
        name: 'tools',
        environment: 'tools',
        regions: ['eu-west-1'],
        uses: ['pipeline'],
      },
      {
        id: '012345678901',
        name: 'dev',
        regions: ['eu-west-1'],
        uses: ['pipeline', 'target'],
      },
    ]);
  });

  it('serves what was stored and reads AWS only when asked to', async () => {
    const { assess, portal } = await startPortal();
    const path = `${base}/entities/component/default/payments/pipelines`;

    const before = await portal.get(path);
    expect(before.body).toEqual({ items: [{ pipelineArn: payments }] });
    expect(assess).not.toHaveBeenCalled();

    const found = {
      items: [
        {
          pipelineArn: payments,
          ownerRef: 'component:default/payments',
          report: createReport(),
        },
      ],
    };
    const check = await portal.post(`${path}/check`);
    expect(check.status).toBe(200);
    expect(check.body).toEqual(found);
    expect(assess).toHaveBeenCalledTimes(1);

    const after = await portal.get(path);
    expect(after.body).toEqual(found);
    expect(assess).toHaveBeenCalledTimes(1);

    const all = await portal.get(`${base}/pipelines`);
    expect(all.body.items).toEqual([
      {
        pipelineArn: payments,
        ownerRef: 'component:default/payments',
        entityRefs: ['component:default/payments'],
        health: 'healthy',
        reaches: [{ id: '012345678901', name: 'dev' }],
        readAt: '2026-11-20T10:00:00.000Z',
      },
    ]);
  });

  it("counts its checks and its links by Backstage's metrics", async () => {
    const { metrics, read, recorded } = recordMetrics();
    const { assess, portal } = await startPortal({ metrics });
    const path = `${base}/entities/component/default/payments/pipelines/check`;
    await portal.post(path);
    assess.mockRejectedValueOnce(new NotFoundError('no credentials'));
    await portal.post(path);
    expect(
      recorded.filter(([name]) => name === 'cross_account_pipelines.checks'),
    ).toEqual(
      ['read', 'unread'].map(outcome => [
        'cross_account_pipelines.checks',
        { trigger: 'person', outcome },
      ]),
    );
    // One to the account, and one for what the pipeline needs in its own.
    await expect(read('cross_account_pipelines.links')).resolves.toContainEqual(
      [2, { health: 'healthy' }],
    );
  });

  it('answers with the reason when a pipeline cannot be read', async () => {
    const { assess, portal } = await startPortal();
    assess.mockRejectedValue(new NotFoundError('Account has no credentials'));
    const check = await portal.post(
      `${base}/entities/component/default/payments/pipelines/check`,
    );
    expect(check.status).toBe(200);
    expect(check.body).toEqual({
      items: [{ pipelineArn: payments, error: 'Account has no credentials' }],
    });
  });

  it('says what is wrong with an annotation and serves the rest', async () => {
    const { assess, portal } = await startPortal();
    const check = await portal.post(
      `${base}/entities/component/default/mistaken/pipelines/check`,
    );
    expect(check.body.items).toEqual([
      {
        pipelineArn: payments,
        ownerRef: 'component:default/mistaken',
        report: createReport(),
      },
      {
        pipelineArn: 'my-pipeline',
        error: expect.stringContaining('aws.amazon.com/aws-codepipeline-arn'),
      },
    ]);
    expect(assess).toHaveBeenCalledTimes(1);
  });

  it('registers a pipeline, once, and shows it with its entity', async () => {
    const { portal } = await startPortal();
    const registration = {
      entityRef: 'component:default/orders',
      pipelineArn: orders,
    };
    const first = await portal.post(`${base}/registrations`).send(registration);
    expect(first.status).toBe(204);
    const again = await portal
      .post(`${base}/registrations`)
      .send({ ...registration, entityRef: 'Component:Orders' });
    expect(again.status).toBe(204);

    const list = await portal.get(`${base}/registrations`);
    expect(list.body).toEqual({ items: [registration] });
    const shown = await portal.get(
      `${base}/entities/component/default/orders/pipelines`,
    );
    expect(shown.body.items).toEqual([
      expect.objectContaining({
        pipelineArn: orders,
        ownerRef: 'component:default/orders',
      }),
    ]);
  });

  it('forgets a registration at once, before the catalog has', async () => {
    const registered = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'orders',
        // As the catalog module left it.
        annotations: {
          'aws.amazon.com/aws-codepipeline-arn': `${payments},${orders}`,
          'cross-account-pipelines/registered': orders,
        },
      },
    };
    const { portal } = await startPortal({
      catalog: catalogServiceMock.factory({ entities: [registered] }),
    });
    const registration = {
      entityRef: 'component:default/orders',
      pipelineArn: orders,
    };
    const shown = async () => {
      const { body } = await portal.get(
        `${base}/entities/component/default/orders/pipelines`,
      );
      return body.items.map(
        ({ pipelineArn }: { pipelineArn: string }) => pipelineArn,
      );
    };
    await portal.post(`${base}/registrations`).send(registration);
    expect(await shown()).toEqual([payments, orders]);
    await portal.delete(`${base}/registrations`).query(registration);
    expect(await shown()).toEqual([payments]);
  });

  it.each([
    ['no body', undefined, 400, 'Invalid request'],
    [
      'no ARN',
      { entityRef: 'component:default/orders' },
      400,
      'pipelineArn: Invalid input',
    ],
    [
      'an entity without a kind',
      { entityRef: 'orders', pipelineArn: orders },
      400,
      'entityRef: expected an entity reference with its kind',
    ],
    [
      'a field that does not belong there',
      {
        entityRef: 'component:default/orders',
        pipelineArn: orders,
        registeredBy: 'user:default/somebody-else',
      },
      400,
      'registeredBy',
    ],
    [
      'an account id that lost its zero',
      {
        entityRef: 'component:default/orders',
        pipelineArn: 'arn:aws:codepipeline:eu-west-1:12345678901:orders',
      },
      400,
      'is not the ARN of a pipeline',
    ],
    [
      'an account that is not configured',
      {
        entityRef: 'component:default/orders',
        pipelineArn: 'arn:aws:codepipeline:eu-west-1:555555555555:orders',
      },
      404,
      'Account 555555555555 of pipeline orders is not configured',
    ],
    [
      'an entity that is not there',
      { entityRef: 'component:default/nothing', pipelineArn: orders },
      404,
      'The catalog has no component:default/nothing',
    ],
  ])('refuses a registration with %s', async (_, body, status, message) => {
    const { portal } = await startPortal();
    const response = await portal.post(`${base}/registrations`).send(body);
    expect(response.status).toBe(status);
    expect(response.body.error.message).toContain(message);
    const list = await portal.get(`${base}/registrations`);
    expect(list.body.items).toEqual([]);
  });

  it('does not find entities that the caller cannot see', async () => {
    const { portal } = await startPortal();
    for (const response of [
      await portal.get(`${base}/entities/component/default/no/pipelines`),
      await portal.post(
        `${base}/entities/component/default/no/pipelines/check`,
      ),
    ]) {
      expect(response.status).toBe(404);
      expect(response.body.error.message).toContain(
        'no component:default/no, or you may not read it',
      );
    }
  });

  it('lists only registrations of entities that the caller can see', async () => {
    const { portal } = await startPortal({
      catalog: catalogServiceMock.mock({
        getEntityByRef: async () => entities[1],
        getEntitiesByRefs: async () => ({ items: [undefined] }),
      }).factory,
    });
    await portal.post(`${base}/registrations`).send({
      entityRef: 'component:default/orders',
      pipelineArn: orders,
    });
    const forUser = await portal.get(`${base}/registrations`);
    expect(forUser.body.items).toEqual([]);
    const forPlugin = await portal
      .get(`${base}/registrations`)
      .set('Authorization', mockCredentials.service.header());
    expect(forPlugin.body.items).toHaveLength(1);
  });

  it.each([
    [
      'get',
      '/entities/component/default/payments/pipelines',
      'cross-account-pipelines.report.read',
    ],
    [
      'post',
      '/entities/component/default/payments/pipelines/check',
      'cross-account-pipelines.report.check',
    ],
    ['post', '/registrations', 'cross-account-pipelines.pipeline.register'],
  ] as const)('asks before %s %s', async (method, path, permission) => {
    const { assess, audit, portal } = await startPortal({
      permissions: mockServices.permissions.factory({
        result: AuthorizeResult.DENY,
      }),
    });
    const send = () =>
      portal[method](`${base}${path}`).send(
        method === 'post'
          ? { entityRef: 'component:default/orders', pipelineArn: orders }
          : undefined,
      );
    const refused = await send();
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain(permission);
    expect(audit.fail).toHaveBeenCalledTimes(method === 'post' ? 1 : 0);

    const anonymous = await send().set(
      'Authorization',
      mockCredentials.none.header(),
    );
    expect(anonymous.status).toBe(401);
    expect(assess).not.toHaveBeenCalled();
  });

  it.each(['/accounts', '/registrations'])(
    'lists nothing of %s to whoever is granted nothing',
    async path => {
      const { portal } = await startPortal({
        permissions: mockServices.permissions.factory({
          result: AuthorizeResult.DENY,
        }),
      });
      const response = await portal.get(`${base}${path}`);
      expect(response.status).toBe(200);
      expect(response.body).toEqual({ items: [] });
    },
  );

  it('tells the auditor who checked and registered what', async () => {
    const { audit, auditor, portal } = await startPortal();
    const createEvent = jest.spyOn(auditor, 'createEvent');
    await portal.post(
      `${base}/entities/component/default/payments/pipelines/check`,
    );
    await portal
      .post(`${base}/registrations`)
      .send({ entityRef: 'component:default/orders', pipelineArn: orders });
    expect(createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'pipeline-check',
        meta: { entityRef: 'component:default/payments' },
      }),
    );
    expect(createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'pipeline-register',
        meta: { entityRef: 'component:default/orders', pipelineArn: orders },
      }),
    );
    expect(audit.success).toHaveBeenCalledTimes(2);
  });

  it('refuses a schedule that is none', async () => {
    await expect(
      startPortal({
        data: { crossAccountPipelines: { schedule: { frequency: 'often' } } },
      }),
    ).rejects.toThrow('frequency');
  });
});
