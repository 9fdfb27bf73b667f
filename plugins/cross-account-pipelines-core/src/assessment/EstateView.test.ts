import {
  emptyAccount,
  type Estate,
  type EstateAccount,
  type RoleState,
  type ShareState,
} from '../estate';
import type { Words } from '../report';
import { EstateView } from './EstateView';

const home = '111111111111';
const other = '222222222222';
const region = 'eu-west-1';
const roleArn = `arn:aws:iam::${home}:role/team/service`;
const keyArn = `arn:aws:kms:${region}:${home}:key/k`;
const role: RoleState = { arn: roleArn, trustPolicy: {}, policies: [] };

function viewOf(
  known: Partial<EstateAccount> | undefined,
  more: Partial<Estate> = {},
): EstateView {
  return new EstateView({
    origin: 'observed',
    accounts: known ? { [home]: { ...emptyAccount(home), ...known } } : {},
    ...more,
  });
}

const predicted = { origin: 'predicted' } as const;

/** What is known of one thing, as a row. */
function told(found: {
  state: string;
  account: string;
  reason?: { text: string };
}): string {
  return [found.state, found.account, found.reason?.text]
    .filter(Boolean)
    .join(' | ');
}

describe('something by its ARN', () => {
  const unread = [{ id: roleArn, reason: 'Nobody may.' }];

  it.each<[string, EstateView, string]>([
    ['is found', viewOf({ roles: { [roleArn]: role } }), `found | ${home}`],
    ['was asked for', viewOf({ missing: [roleArn] }), `missing | ${home}`],
    [
      'is in no record of a whole account',
      viewOf({ complete: true }),
      `missing | ${home}`,
    ],
    [
      'is in no record of a part of one',
      viewOf({}),
      `unread | ${home} | Role ${roleArn} was not read.`,
    ],
    ['was hidden', viewOf({ unread }), `unread | ${home} | Nobody may.`],
    [
      'was hidden with its account',
      viewOf({ complete: true, unread: [{ id: home, reason: 'No way in.' }] }),
      `unread | ${home} | No way in.`,
    ],
    [
      'is of an account that nobody read',
      viewOf(undefined),
      `unread | ${home} | Account ${home} was not read.`,
    ],
  ])('%s', (_, view, expected) => {
    expect(told(view.role(roleArn))).toBe(expected);
  });

  it('is of an account that nobody checks', () => {
    const { state, account, ...more } = viewOf(undefined, predicted).role(
      roleArn,
    );
    expect([state, account]).toEqual(['unread', home]);
    expect('reason' in more && more.reason.phrases).toEqual([
      { id: 'reason.account-not-checked', values: { account: home } },
    ]);
  });

  it('is known after deployment only', () => {
    const name = `arn:aws:iam::${home}:role/{{no stack exports Role}}`;
    const found = viewOf({ complete: true }).role(name);
    expect(found.state === 'unread' && found.reason.phrases).toEqual([
      {
        id: 'reason.thing-unforeseen',
        values: { thing: `Role ${name}`, why: 'no stack exports Role' },
      },
    ]);
  });
});

describe('a key', () => {
  const key = {
    arn: keyArn,
    state: 'Enabled',
    manager: 'CUSTOMER' as const,
    aliases: ['alias/artifacts'],
  };
  const view = viewOf({ complete: true, keys: { [keyArn]: key } });
  const aliasIn = (place: string) =>
    `arn:aws:kms:${place}:${home}:alias/artifacts`;

  it('is found by its alias, in its Region', () => {
    expect(view.key(keyArn)).toMatchObject({ state: 'found', value: key });
    expect(view.key(aliasIn(region))).toMatchObject({
      state: 'found',
      value: key,
    });
    expect(view.key(aliasIn('us-east-1')).state).toBe('missing');
    expect(view.key(`${aliasIn(region)}-2`).state).toBe('missing');
  });

  it('is called an alias where that is all that is known of it', () => {
    expect(told(viewOf({}).key(aliasIn(region)))).toBe(
      `unread | ${home} | Key alias ${aliasIn(region)} was not read.`,
    );
    expect(told(viewOf({}).key(keyArn))).toBe(
      `unread | ${home} | Key ${keyArn} was not read.`,
    );
  });
});

describe('a bucket', () => {
  const ownKey = { algorithm: 'aws:kms', keyArn, bucketKey: true };
  const view = viewOf({
    complete: true,
    buckets: {
      a: { name: 'a', region, encryption: ownKey },
      b: {
        name: 'b',
        region,
        encryption: {
          algorithm: 'aws:kms',
          keyArn: `arn:aws:kms:${region}:${home}:alias/aws/s3`,
        },
      },
      c: { name: 'c', region },
      d: {
        name: 'd',
        region,
        encryption: { algorithm: 'aws:kms', keyArn: 'alias/artifacts' },
      },
      e: {
        name: 'e',
        region,
        encryption: { algorithm: 'aws:kms', keyArn: '1234-abcd' },
      },
    },
  });

  it('is looked for with its owner, or where it is presumed', () => {
    expect(told(view.bucket('a', other))).toBe(`found | ${home}`);
    expect(told(view.bucket('x', home))).toBe(`missing | ${home}`);
    expect(told(view.bucket('x', other))).toBe(
      `unread | ${other} | Account ${other} was not read.`,
    );
    expect(view.bucketOwner('a')).toBe(home);
    expect(view.bucketOwner('x')).toBeUndefined();
  });

  it('has a key among those of its account where no ARN names one', () => {
    const keys = `arn:aws:kms:${region}:${home}`;
    expect(['d', 'e'].map(name => view.bucketKey(name))).toEqual([
      `${keys}:alias/artifacts`,
      `${keys}:key/1234-abcd`,
    ]);
  });

  it('has a key of its own, or none that anybody could name', () => {
    expect(['a', 'b', 'c', 'x'].map(name => view.bucketKey(name))).toEqual([
      keyArn,
      undefined,
      undefined,
      undefined,
    ]);
    expect(['a', 'b', 'c', 'x'].map(name => view.usesBucketKey(name))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

it.each([
  ['project', 'Build project'],
  ['deploymentGroup', 'Deployment group'],
  ['cluster', 'Cluster'],
] as const)('a %s goes by its kind', (what, name) => {
  const arn = `arn:aws:x:${region}:${home}:thing`;
  expect(told(viewOf({})[what](arn))).toBe(
    `unread | ${home} | ${name} ${arn} was not read.`,
  );
});

describe('the roles of instances', () => {
  const arn = `arn:aws:codedeploy:${region}:${home}:deploymentgroup:web/fleet`;
  const group = { arn, application: 'web', deploymentGroup: 'fleet' };
  const view = (more: object) =>
    viewOf({ deploymentGroups: { [arn]: { ...group, ...more } } });

  it('are told, hidden or not read', () => {
    expect(
      view({ instanceRoleArns: [roleArn] }).instanceRoles(arn),
    ).toMatchObject({ state: 'found', value: [roleArn] });
    expect(
      told(view({ instancesUnreadable: 'Nobody may.' }).instanceRoles(arn)),
    ).toBe(`unread | ${home} | Nobody may.`);
    const unread = view({}).instanceRoles(arn);
    expect(unread.state === 'unread' && unread.reason.phrases?.[0].id).toBe(
      'reason.instances-unread',
    );
    expect(viewOf({ complete: true }).instanceRoles(arn).state).toBe('missing');
  });
});

describe('what AWS RAM shares', () => {
  const arn = `arn:aws:codeconnections:${region}:${other}:connection/c`;
  const share = (principals: string[], more: Partial<ShareState> = {}) =>
    ({
      arn: `arn:aws:ram:${region}:${other}:resource-share/s`,
      principals,
      ...more,
    } as ShareState);
  const asked = (
    user: Partial<EstateAccount>,
    shares?: Record<string, ShareState>,
    origin: Estate['origin'] = 'observed',
  ) =>
    told(
      new EstateView({
        origin,
        accounts: {
          [home]: { ...emptyAccount(home), ...user },
          [other]: { ...emptyAccount(other), shares },
        },
      }).share(arn, home),
    );
  const unread = `unread | ${other} | Whether AWS RAM shares c of ${other} with ${home} is in nothing that is checked: ram:ListResources in ${home} tells.`;

  it.each<[string, Parameters<typeof asked>, string]>([
    ['with it, as it says', [{ sharedWithIt: [arn] }], `found | ${other}`],
    ['with its id', [{}, { [arn]: share([home]) }], `found | ${other}`],
    [
      'with its root',
      [{}, { [arn]: share([`arn:aws:iam::${home}:root`]) }],
      `found | ${other}`,
    ],
    [
      'with its organization',
      [
        { organizationId: 'o-a' },
        {
          [arn]: share([`arn:aws:organizations::${other}:organization/o-a`]),
        },
      ],
      `found | ${other}`,
    ],
    [
      'with its unit',
      [
        { organizationPath: 'o-a/r-b/ou-c/' },
        {
          [arn]: share([`arn:aws:organizations::${other}:ou/o-a/ou-c`]),
        },
      ],
      `found | ${other}`,
    ],
    [
      'with others',
      [{}, { [arn]: share(['333333333333', '444444444444']) }],
      `unread | ${other} | AWS RAM shares s with 333333333333, 444444444444, of which none is known to be, or to hold, ${home}.`,
    ],
    [
      'with another root, organization and unit',
      [
        { organizationId: 'o-a', organizationPath: 'o-a/r-b/ou-c/' },
        {
          [arn]: share([
            `arn:aws:iam::333333333333:root`,
            `arn:aws:organizations::${other}:organization/o-b`,
            `arn:aws:organizations::${other}:ou/o-a/ou-d`,
          ]),
        },
      ],
      `unread | ${other} | AWS RAM shares s with arn:aws:iam::333333333333:root, arn:aws:organizations::${other}:organization/o-b, arn:aws:organizations::${other}:ou/o-a/ou-d, of which none is known to be, or to hold, ${home}.`,
    ],
    [
      'under a permission of its own',
      [{}, { [arn]: share([home], { ownPermission: 'arn:own' }) }],
      `unread | ${other} | AWS RAM shares s with ${home} under arn:own, and what that permission allows is not read.`,
    ],
    ['as far as nobody knows', [{}], unread],
    ['not, of a whole account', [{ complete: true }], `missing | ${other}`],
    ['not, as it was asked', [{ missing: [arn] }], `missing | ${other}`],
    [
      'as templates do not tell',
      [{ complete: true }, undefined, 'predicted'],
      unread,
    ],
    [
      'as nobody may see',
      [{ complete: true, unread: [{ id: arn, reason: 'Nobody may.' }] }],
      `unread | ${other} | Nobody may.`,
    ],
    [
      'as only a manifest says',
      [
        {
          complete: true,
          unread: [{ id: home, reason: 'It is there.', isDeclared: true }],
        },
      ],
      unread,
    ],
  ])('%s', (_, row, expected) => {
    expect(asked(...row)).toBe(expected);
  });
});

describe('what a definition names', () => {
  const arn = `arn:aws:lambda:${region}:${home}:function:f`;
  const thing = {
    type: 'function',
    name: 'function f',
    id: arn,
    account: home,
    region,
    gate: 'deploy',
  } as const;
  const hidden = [{ id: arn, reason: 'Nobody may.' }];
  const idOf = (view: EstateView, asked: object = {}) => {
    const found = view.existence({ ...thing, ...asked });
    return found.state === 'unread'
      ? found.reason.phrases?.[0].id ?? found.reason.text
      : found.state;
  };

  it.each<[string, EstateView, string]>([
    ['was found', viewOf({ present: [arn] }), 'found'],
    [
      'has a record',
      viewOf({ functions: { [arn]: { arn } as never } }),
      'found',
    ],
    [
      'has a record, and was not found all the same',
      viewOf({ missing: [arn], functions: { [arn]: { arn } as never } }),
      'missing',
    ],
    ['is in nothing of a whole account', viewOf({ complete: true }), 'missing'],
    ['was not asked for', viewOf({}), 'reason.existence-unread'],
    ['is hidden', viewOf({ complete: true, unread: hidden }), 'Nobody may.'],
    [
      'is hidden with its account',
      viewOf({ complete: true, unread: [{ id: home, reason: 'No way in.' }] }),
      'No way in.',
    ],
    [
      'is in no template',
      viewOf({ complete: true }, predicted),
      'reason.existence-not-asked',
    ],
    [
      'is in no template, and hidden',
      viewOf({ unread: hidden }, predicted),
      'Nobody may.',
    ],
    [
      'is in no template, and said to be there',
      viewOf({ unread: [{ ...hidden[0], isDeclared: true }] }, predicted),
      'reason.existence-not-asked',
    ],
    [
      'is of an account that nobody read',
      viewOf(undefined),
      'reason.existence-unread',
    ],
  ])('%s', (_, view, expected) => {
    expect(idOf(view)).toBe(expected);
  });

  it.each([
    'buckets',
    'clusters',
    'deploymentGroups',
    'functions',
    'pipelines',
    'repositories',
  ] as const)('may be among the %s', record => {
    expect(idOf(viewOf({ complete: true, [record]: { [arn]: { arn } } }))).toBe(
      'found',
    );
  });

  it('is looked for where its bucket is', () => {
    const view = viewOf({ buckets: { site: { name: 'site', region } } });
    expect(
      view.existence({ ...thing, type: 'bucket', id: 'site', account: other }),
    ).toMatchObject({ state: 'found', account: home });
  });

  it('is known after deployment only', () => {
    expect(
      idOf(viewOf({}, predicted), { id: 'arn:aws:x:::{{no output F}}' }),
    ).toBe('reason.existence-unforeseen');
  });
});

describe('what no template makes', () => {
  const named = `arn:aws:iam::${home}:role/action`;
  const others = { [`${named}-of-others`]: { arn: named } as never };
  const given = { ...predicted, givenNames: [named, 'artifacts'] };
  const stateOf = (found: { state: string; reason?: Words }) =>
    found.reason?.phrases?.[0].id ?? found.state;

  it.each<[string, EstateView, string]>([
    [
      'is missing where its templates make roles',
      viewOf({ complete: true, roles: others }, predicted),
      'missing',
    ],
    [
      'may be elsewhere where they make none',
      viewOf({ complete: true }, predicted),
      'reason.existence-not-asked',
    ],
    [
      'may be elsewhere if a parameter gives its name',
      viewOf({ complete: true, roles: others }, given),
      'reason.existence-not-asked',
    ],
    [
      'may be elsewhere if a program names it',
      viewOf(
        { complete: true, roles: others },
        { ...predicted, namesWhatIsThere: true },
      ),
      'reason.existence-not-asked',
    ],
    [
      'is missing where AWS was asked for all of the account',
      viewOf({ complete: true }),
      'missing',
    ],
  ])('%s: a role', (_, view, expected) => {
    expect(stateOf(view.role(named))).toBe(expected);
  });

  it.each<[string, EstateView, string]>([
    ['is missing', viewOf({ complete: true }, predicted), 'missing'],
    [
      'may be elsewhere if a parameter gives its name',
      viewOf({ complete: true }, given),
      'reason.existence-not-asked',
    ],
  ])('%s: a bucket', (_, view, expected) => {
    expect(stateOf(view.bucket('artifacts', home))).toBe(expected);
  });
});

describe('a name that AWS has chosen', () => {
  const complete = { complete: true };
  const connection = `arn:aws:codeconnections:${region}:${home}:connection/c`;
  const chosen = `arn:aws:iam::${home}:role/app-Role-1ABCDEFGHIJKL`;

  it.each([keyArn, connection, chosen])('may be of a template: %s', arn => {
    expect(viewOf(complete, predicted).unforetold(arn)?.phrases).toEqual([
      { id: 'reason.unforetold', values: { arn } },
    ]);
    expect(viewOf(complete).unforetold(arn)).toBeUndefined();
    expect(viewOf({}, predicted).unforetold(arn)).toBeUndefined();
    for (const id of [arn, home]) {
      const unread = [{ id, reason: 'Nobody may.' }];
      expect(
        viewOf({ ...complete, unread }, predicted).unforetold(arn),
      ).toBeUndefined();
    }
    const there = { [arn]: { arn } as never };
    for (const record of ['roles', 'keys', 'connections']) {
      expect(
        viewOf({ ...complete, [record]: there }, predicted).unforetold(arn),
      ).toBeUndefined();
    }
  });

  it.each([
    roleArn,
    `arn:aws:iam::${home}:role/app-role-1abcdefghijkl`,
    `arn:aws:iam::${home}:role/app-123456789012`,
  ])('is not one that somebody chose: %s', arn => {
    expect(viewOf(complete, predicted).unforetold(arn)).toBeUndefined();
  });
});

describe('what else is asked', () => {
  it('is which policies of a role nobody has found', () => {
    const policy = (name: string, more: object = {}) => ({
      name,
      arn: `arn:aws:iam::${home}:policy/${name}`,
      ...more,
    });
    const view = viewOf({
      roles: {
        [roleArn]: {
          ...role,
          policies: [
            policy('missing'),
            policy('read', { document: {} }),
            policy('harmless', { deniesNothing: true }),
            { name: 'inline' },
            { name: 'of-aws', arn: 'arn:aws:iam::aws:policy/of-aws' },
          ],
          permissionsBoundary: policy('bounds'),
        },
      },
    });
    expect(view.doubtfulPolicies(roleArn)).toEqual([
      { arn: policy('missing').arn, isBoundary: false },
      { arn: policy('bounds').arn, isBoundary: true },
    ]);
    expect(view.doubtfulPolicies(`${roleArn}-2`)).toEqual([]);
  });

  it('is whether a role goes by a unique id', () => {
    const view = viewOf({
      roles: { [roleArn]: { ...role, uniqueId: 'AROA1' } },
    });
    expect(view.hasUniqueId('AROA1')).toBe(true);
    expect(view.hasUniqueId('AROA2')).toBe(false);
  });

  it('is the ARN of a stack', () => {
    const arn = `arn:aws:cloudformation:${region}:${home}:stack/web/1`;
    const view = viewOf({
      stacks: {
        [arn]: { arn, name: 'web', region, status: 'CREATE_COMPLETE' },
      },
    });
    expect(view.stackArn({ account: home, region, name: 'web' })).toBe(arn);
    for (const more of [
      { name: 'api' },
      { region: 'us-east-1' },
      { account: other },
    ]) {
      expect(
        view.stackArn({ account: home, region, name: 'web', ...more }),
      ).toBeUndefined();
    }
  });

  it('is the role of a function, and a changed estate', () => {
    const arn = `arn:aws:lambda:${region}:${home}:function:f`;
    const view = viewOf({ functions: { [arn]: { arn, roleArn } as never } });
    expect(view.functionRole(arn)).toBe(roleArn);
    expect(view.functionRole(`${arn}-2`)).toBeUndefined();
    const changed = view.with({ origin: 'observed', accounts: {} });
    expect(changed.functionRole(arn)).toBeUndefined();
    expect(changed.documents).toBe(view.documents);
    expect(changed.memory).toBe(view.memory);
  });
});
