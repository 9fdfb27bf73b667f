import fc from 'fast-check';
import unnamedPlan from './fixtures/unnamedPlan.json';
import { changePlan, realPlan } from './__testUtils__/plans';
import { estateFromPlan, isTerraformPlan } from './estateFromPlan';
import type { ProviderPlace } from './PlanProviders';

const read = (plan: unknown, providers?: Record<string, ProviderPlace>) =>
  estateFromPlan({ plan, file: 'plan.json', providers });

const unnamed = () => {
  const { estate, problems } = read(structuredClone(unnamedPlan), {
    aws: { account: '111111111111' },
  });
  expect(problems).toEqual([]);
  return estate.accounts['111111111111'];
};

/** A plan of resources that are there already, in the root module. */
function planOf(
  resources: Array<{ type: string; name: string; values: object }>,
  provider: object = {},
) {
  return {
    format_version: '1.2',
    planned_values: {
      root_module: {
        resources: resources.map(each => ({
          ...each,
          address: `${each.type}.${each.name}`,
          mode: 'managed',
        })),
      },
    },
    configuration: {
      provider_config: { aws: { name: 'aws', expressions: provider } },
      root_module: {
        resources: resources.map(({ type, name }) => ({
          address: `${type}.${name}`,
          provider_config_key: 'aws',
        })),
      },
    },
  };
}

const constant = (value: unknown) => ({ constant_value: value });

/** A plan of what is new, as one module of the root or as the root. */
function planOfNew(
  resources: Array<{
    type: string;
    name?: string;
    index?: string;
    values?: object;
    unknown?: object;
    expressions?: object;
    forEach?: object;
    module?: string;
  }>,
  outputs: object = {},
) {
  const all = resources.map(({ name = 'a', index, module, ...each }) => {
    const block = `${each.type}.${name}`;
    const local = index === undefined ? block : `${block}["${index}"]`;
    return {
      change: {
        address: module ? `module.${module}.${local}` : local,
        change: { after_unknown: each.unknown ?? {} },
      },
      module,
      state: {
        ...{ address: module ? `module.${module}.${local}` : local },
        ...{ type: each.type, name, mode: 'managed', values: each.values },
        ...(index !== undefined && { index }),
      },
      configuration: {
        address: block,
        provider_config_key: 'aws',
        expressions: each.expressions ?? {},
        for_each_expression: each.forEach,
      },
    };
  });
  const within = (module?: string) =>
    all.filter(each => each.module === module);
  const statesOf = (module?: string) =>
    within(module).map(({ state }) => state);
  const blocksOf = (module?: string) =>
    within(module).map(({ configuration }) => configuration);
  return {
    format_version: '1.2',
    resource_changes: all.map(({ change }) => change) as object[],
    planned_values: {
      root_module: {
        resources: statesOf(),
        child_modules: [{ address: 'module.m', resources: statesOf('m') }],
      },
    },
    configuration: {
      provider_config: {
        aws: {
          expressions: {
            region: constant('eu-west-1'),
            allowed_account_ids: constant(['111111111111']),
          },
        },
      },
      root_module: {
        resources: blocksOf(),
        module_calls: { m: { module: { resources: blocksOf('m'), outputs } } },
      },
    },
  };
}

const refersTo = (...references: string[]) => ({ references });

const homeOf = (plan: unknown) => read(plan).estate.accounts['111111111111'];

const role = (arn?: string) => ({
  type: 'aws_iam_role',
  name: 'a',
  values: { name: 'a', ...(arn && { arn }) },
});

describe('a plan of Terraform', () => {
  it('is told from other files', () => {
    expect(isTerraformPlan(realPlan())).toBe(true);
    for (const other of [null, 'x', [], {}, { format_version: '1.0' }]) {
      expect(isTerraformPlan(other)).toBe(false);
    }
  });

  it.each([undefined, null, 5, 'plan', [], {}, { values: {} }])(
    'is not mistaken for one that makes nothing: %j',
    other => {
      const { estate, problems } = read(other);
      expect(estate.accounts).toEqual({});
      expect(problems).toEqual([
        { message: expect.stringContaining('terraform show -json') },
      ]);
    },
  );

  it('is the accounts that it makes', () => {
    const { estate, problems } = read(realPlan());
    expect(problems).toEqual([]);
    expect(
      Object.values(estate.accounts).map(({ id, roles, complete }) => [
        id,
        Object.keys(roles),
        complete,
      ]),
    ).toEqual([
      [
        '111111111111',
        [
          'arn:aws:iam::111111111111:role/orders-build',
          'arn:aws:iam::111111111111:role/orders-pipeline',
        ],
        undefined,
      ],
      [
        '222222222222',
        [
          'arn:aws:iam::222222222222:role/orders-action',
          'arn:aws:iam::222222222222:role/orders-deploy',
        ],
        undefined,
      ],
      [
        '333333333333',
        [
          'arn:aws:iam::333333333333:role/orders-action',
          'arn:aws:iam::333333333333:role/orders-deploy',
        ],
        undefined,
      ],
    ]);
    const [home] = Object.values(estate.accounts);
    expect(Object.keys(home.buckets)).toHaveLength(3);
    expect(home.buckets['orders-artifacts-111111111111']).toMatchObject({
      region: 'eu-west-1',
      publicAccessBlock: { blockPublicPolicy: true },
      encryption: {
        algorithm: 'aws:kms',
        keyArn: expect.stringMatching(/:key\//),
        bucketKey: true,
      },
    });
    const keys = Object.values(home.keys);
    expect(keys.map(({ source }) => source?.logicalId)).toEqual([
      'aws_kms_key_policy.america',
      'aws_kms_key.artifacts',
    ]);
  });

  it('says how modules hand on what is known only afterwards', () => {
    const { estate } = read(realPlan());
    const { roles } = estate.accounts['333333333333'];
    const { keys } = estate.accounts['111111111111'];
    const [americanKey] = Object.keys(keys).filter(arn =>
      arn.includes('us-east-1'),
    );
    expect(
      JSON.stringify(
        roles['arn:aws:iam::333333333333:role/orders-action'].policies,
      ),
    ).toContain(`"Resource":["${americanKey}"]`);
  });

  describe('without names', () => {
    it('has a role for each of for_each, with its own policy', () => {
      const { roles } = unnamed();
      for (const name of ['staging', 'production']) {
        const arn = `arn:aws:iam::111111111111:role/many-${name}`;
        expect(roles[arn].policies).toMatchObject([
          { document: { Statement: expect.any(Array) } },
        ]);
      }
    });

    it('finds what a list of all instances means', () => {
      const counted = Object.values(unnamed().roles).filter(({ arn }) =>
        arn.includes('counted-'),
      );
      expect(counted).toHaveLength(2);
      expect(counted[0].trustPolicy).toMatchObject({
        Statement: [
          {
            Principal: {
              AWS: [
                'arn:aws:iam::111111111111:role/many-production',
                'arn:aws:iam::111111111111:role/many-staging',
              ],
            },
          },
        ],
      });
      expect(counted[0].policies).toMatchObject([
        { name: 'p', document: expect.stringContaining('{{') },
      ]);
    });

    it('never takes the ARN of a bucket for that of its objects', () => {
      const { roles } = unnamed();
      const [{ document }] =
        roles['arn:aws:iam::111111111111:role/many-staging'].policies;
      const [first, second] = (document as any).Statement;
      expect(first.Resource).toEqual([
        expect.stringMatching(/^arn:aws:s3:::terraform-.*\{\{.*\}\}$/),
        expect.stringMatching(/^arn:aws:s3:::terraform-.*\{\{.*\}\}$/),
      ]);
      // A dynamic block is not in the configuration.
      expect(second.Resource).toEqual([expect.stringMatching(/^\{\{.*\}\}$/)]);
    });
  });

  it.each<[string, object, ProviderPlace | undefined, string, string]>([
    [
      'the role that it assumes',
      {
        region: constant('us-east-1'),
        assume_role: [
          { role_arn: constant('arn:aws:iam::012345678901:role/x') },
        ],
      },
      undefined,
      '012345678901',
      'us-east-1',
    ],
    [
      'the only account that it may work in',
      {
        region: constant('eusc-de-east-1'),
        allowed_account_ids: constant(['222222222222']),
      },
      undefined,
      '222222222222',
      'eusc-de-east-1',
    ],
    [
      'what the person says',
      { region: constant('eu-west-1') },
      { account: '333333333333', region: 'eu-west-2' },
      '333333333333',
      'eu-west-2',
    ],
  ])('works where %s is', (_what, provider, given, account, region) => {
    const { estate, problems } = read(
      planOf(
        [role(), { type: 'aws_kms_key', name: 'k', values: {} }],
        provider,
      ),
      given && { aws: given },
    );
    expect(problems).toEqual([]);
    const [key] = Object.keys(estate.accounts[account].keys);
    expect(key.split(':').slice(3, 5)).toEqual([region, account]);
  });

  it('works where its things are already', () => {
    const { estate } = read(
      planOf([role('arn:aws-cn:iam::444444444444:role/path/a')], {
        region: constant('cn-north-1'),
      }),
    );
    expect(Object.keys(estate.accounts['444444444444'].roles)).toEqual([
      'arn:aws-cn:iam::444444444444:role/path/a',
    ]);
  });

  it('may have resources of another Region than its provider', () => {
    const { estate } = read(
      planOf(
        [
          {
            type: 'aws_codecommit_repository',
            name: 'r',
            values: { repository_name: 'r', region: 'eu-central-1' },
          },
        ],
        { region: constant('eu-west-1') },
      ),
      { aws: { account: '111111111111' } },
    );
    expect(estate.accounts['111111111111'].present).toEqual([
      'arn:aws:codecommit:eu-central-1:111111111111:r',
    ]);
  });

  it('does not guess between accounts', () => {
    const { problems } = read(
      planOf([
        role('arn:aws:iam::111111111111:role/a'),
        {
          ...role('arn:aws:iam::222222222222:role/b'),
          name: 'b',
        },
      ]),
    );
    expect(problems).toEqual([
      {
        message:
          'The plan does not say in which account and Region the provider aws works.',
        provider: 'aws',
      },
    ]);
    expect(read(planOf([]), { aws_typo: {} }).problems).toEqual([
      { message: 'The plan has no provider aws_typo.' },
    ]);
  });

  it('names who was granted a key', () => {
    const keyArn = 'arn:aws:kms:eu-west-1:111111111111:key/k';
    const { estate } = read(
      planOf([
        {
          type: 'aws_kms_key',
          name: 'k',
          values: { arn: keyArn, key_id: 'k' },
        },
        {
          type: 'aws_kms_grant',
          name: 'g',
          values: {
            key_id: keyArn,
            grantee_principal: 'arn:aws:iam::222222222222:role/r',
            operations: ['Decrypt'],
            constraints: [
              {
                encryption_context_equals: null,
                encryption_context_subset: { team: 'orders' },
              },
            ],
          },
        },
      ]),
    );
    expect(estate.accounts['111111111111'].keys[keyArn].grants).toEqual([
      {
        grantee: 'arn:aws:iam::222222222222:role/r',
        operations: ['Decrypt'],
        encryptionContext: { values: { team: 'orders' } },
      },
    ]);
  });

  it.each(['module.m.all["two"]', 'module.m.all["two"].arn'])(
    'has of a map that a module gives the one of the key: %s',
    reference => {
      const { projects } = homeOf(
        planOfNew(
          [
            ...['one', 'two'].map(index => ({
              ...{ type: 'aws_iam_role', module: 'm', index },
              values: { name: `a-${index}` },
              unknown: { arn: true },
            })),
            {
              type: 'aws_codebuild_project',
              values: { name: 'a' },
              unknown: { service_role: true },
              expressions: { service_role: refersTo(reference, 'module.m') },
            },
          ],
          { all: { expression: refersTo('aws_iam_role.a') } },
        ),
      );
      expect(Object.values(projects!)).toMatchObject([
        { serviceRole: 'arn:aws:iam::111111111111:role/a-two' },
      ]);
    },
  );

  it.each([
    ['aws_kms_key.a.arn', /:key\//],
    ['aws_kms_alias.a.target_key_arn', /:key\//],
    ['aws_kms_alias.a.arn', /^arn:aws:kms:eu-west-1:111111111111:alias\/x-/],
  ])('knows the key of an alias that is new: %s', (reference, expected) => {
    const { projects, keys } = homeOf(
      planOfNew([
        {
          type: 'aws_kms_key',
          values: {},
          unknown: { arn: true, key_id: true },
        },
        {
          type: 'aws_kms_alias',
          values: { name_prefix: 'alias/x-' },
          unknown: { name: true, arn: true, target_key_id: true },
          expressions: { target_key_id: refersTo('aws_kms_key.a.key_id') },
        },
        {
          type: 'aws_codebuild_project',
          values: { name: 'a' },
          unknown: { encryption_key: true },
          expressions: { encryption_key: refersTo(reference) },
        },
      ]),
    );
    const [project] = Object.values(projects!);
    expect(project.encryptionKey).toMatch(expected);
    expect(Object.values(keys)).toMatchObject([
      { aliases: ['alias/x-aws_kms_alias.a'] },
    ]);
  });

  it('takes no list of policies for whole of which a part is new', () => {
    const { roles } = homeOf(
      planOfNew([
        {
          type: 'aws_iam_policy',
          values: { name: 'p', policy: '{"Statement":[]}' },
          unknown: { arn: true },
        },
        {
          type: 'aws_iam_role',
          values: { name: 'a' },
          unknown: { managed_policy_arns: true },
          expressions: {
            managed_policy_arns: refersTo('aws_iam_policy.a.arn'),
          },
        },
      ]),
    );
    const [{ policies }] = Object.values(roles);
    expect(policies).toMatchObject([
      { name: 'p', document: { Statement: [] } },
      {
        unreadable:
          'only applying the plan gives aws_iam_role.a its managed_policy_arns',
      },
    ]);
  });

  it('may attach a policy to any role if it does not say to which', () => {
    const { roles } = homeOf(
      planOfNew([
        ...['a', 'b'].map(name => ({
          ...{ type: 'aws_iam_role', name },
          values: { name_prefix: name },
          unknown: { name: true },
        })),
        {
          type: 'aws_iam_policy_attachment',
          values: { policy_arn: 'arn:aws:iam::111111111111:policy/p' },
          unknown: { roles: true },
          expressions: {
            roles: refersTo('aws_iam_role.a.name', 'aws_iam_role.b.name'),
          },
        },
      ]),
    );
    expect(Object.values(roles).map(({ policies }) => policies)).toEqual(
      Array(2).fill([
        expect.objectContaining({
          unreadable: expect.stringContaining(
            'aws_iam_policy_attachment.a may belong to it',
          ),
        }),
      ]),
    );
  });

  it('says how a policy could be known that it does not tell', () => {
    const { roles } = homeOf(
      planOfNew([
        {
          type: 'aws_iam_role',
          values: { name: 'a' },
          unknown: { assume_role_policy: true },
          expressions: { assume_role_policy: refersTo('aws_iam_role.b.arn') },
        },
      ]),
    );
    expect(JSON.stringify(Object.values(roles))).toContain(
      'its assume_role_policy, unless an aws_iam_policy_document writes it',
    );
  });

  it('leaves to AWS what comes out as null', () => {
    const { roles } = homeOf(
      planOfNew([
        {
          type: 'aws_iam_role',
          values: { name_prefix: 'x-' },
          unknown: { name: true, managed_policy_arns: true },
          expressions: {
            name: refersTo('each.key'),
            managed_policy_arns: refersTo('each.key'),
          },
        },
      ]),
    );
    expect(Object.values(roles)).toMatchObject([
      { arn: expect.stringMatching(/role\/x-/), policies: [] },
    ]);
  });

  it('leaves nothing to AWS that may come of a local value', () => {
    const { roles, unread } = homeOf(
      planOfNew([
        {
          type: 'aws_iam_role',
          index: 'one',
          values: { name: 'a' },
          unknown: { managed_policy_arns: true },
          expressions: { managed_policy_arns: refersTo('each.value') },
          forEach: refersTo('local.policies'),
        },
        {
          type: 'aws_iam_role',
          name: 'b',
          unknown: { name: true },
          expressions: { name: refersTo('local.name') },
        },
      ]),
    );
    expect(Object.values(roles)).toMatchObject([
      { policies: [{ unreadable: expect.any(String) }] },
    ]);
    expect(unread).toMatchObject([
      { reason: expect.stringContaining('aws_iam_role.b its name') },
    ]);
  });

  it('does not count what an earlier run could not delete', () => {
    const plan = planOfNew([
      { type: 'aws_iam_role', values: { name: 'a' }, unknown: { arn: true } },
      {
        type: 'aws_codebuild_project',
        values: { name: 'a' },
        unknown: { service_role: true },
        expressions: { service_role: refersTo('aws_iam_role.a.arn') },
      },
    ]);
    plan.resource_changes.push({
      address: 'aws_codebuild_project.a',
      deposed: '00000001',
      change: { actions: ['delete'], after: null, after_unknown: {} },
    });
    expect(Object.values(homeOf(plan).projects!)).toMatchObject([
      { serviceRole: 'arn:aws:iam::111111111111:role/a' },
    ]);
  });

  it.each([
    ['known', { policy: '{"Statement":[]}' }, {}, undefined, { Statement: [] }],
    [
      'open',
      {},
      { policy: true },
      refersTo('aws_iam_role.b.arn'),
      expect.stringContaining('its policy, unless an aws_iam_policy_document'),
    ],
    ['none', {}, { policy: true }, undefined, undefined],
  ])(
    'reads the policy in a bucket itself: %s',
    (_, values, unknown, policy, expected) => {
      const { buckets } = homeOf(
        planOfNew([
          {
            type: 'aws_s3_bucket',
            values: { bucket: 'artifacts', ...values },
            unknown: { arn: true, ...unknown },
            expressions: policy && { policy },
          },
        ]),
      );
      expect(buckets.artifacts.policy).toEqual(expected);
    },
  );

  it('lets another account onto an event bus by a permission of its own', () => {
    const { eventBuses } = homeOf(
      planOfNew([
        {
          type: 'aws_cloudwatch_event_permission',
          values: {
            action: 'events:PutEvents',
            principal: '222222222222',
            statement_id: 'one',
            event_bus_name: 'default',
            condition: [],
          },
        },
      ]),
    );
    expect(Object.values(eventBuses!)).toMatchObject([
      {
        policy: {
          Statement: [
            {
              Principal: { AWS: '222222222222' },
              Action: 'events:PutEvents',
            },
          ],
        },
      },
    ]);
  });

  it.each([
    ['AVAILABLE', { connection_status: 'AVAILABLE' }],
    ['PENDING', {}],
  ])('has a connection that is %s', (status, values) => {
    const { connections } = homeOf(
      planOfNew([
        {
          type: 'aws_codestarconnections_connection',
          values: { name: 'a', ...values },
        },
      ]),
    );
    expect(Object.values(connections!)).toMatchObject([{ status }]);
  });

  describe('that is for a -target', () => {
    const leftOut = (
      type: string,
      expressions: object,
      more: object = { complete: false },
    ) => {
      const plan = planOfNew([
        {
          type: 'aws_iam_role',
          index: 'one',
          values: { name: 'a' },
          unknown: { arn: true },
        },
        { type: 'aws_iam_role', name: 'b', values: { name: 'b' } },
        { type: 'aws_s3_bucket', values: { bucket: 'artifacts' } },
        { type: 'aws_kms_key', values: {} },
      ]);
      plan.configuration.root_module.resources.push({
        address: `${type}.left`,
        mode: 'managed',
        type,
        name: 'left',
        expressions,
      } as never);
      return homeOf({ ...plan, ...more });
    };
    const policiesOf = ({ roles }: ReturnType<typeof leftOut>) =>
      Object.values(roles).map(({ policies }) => policies.length);

    it.each([
      ['by a reference', refersTo('aws_iam_role.a["one"].name'), [1, 0]],
      ['by its name', { constant_value: 'b' }, [0, 1]],
      ['by a variable', refersTo('var.role'), [1, 1]],
    ])('may leave out a policy of a role: %s', (_, named, expected) => {
      const home = leftOut('aws_iam_role_policy', { role: named });
      expect(policiesOf(home)).toEqual(expected);
      expect(JSON.stringify(home.roles)).toContain(
        'aws_iam_role_policy.left may belong to it: the plan is incomplete',
      );
    });

    it('may leave out the policy of a bucket, or of a key', () => {
      const bucket = refersTo('aws_s3_bucket.a.id');
      expect(
        leftOut('aws_s3_bucket_policy', { bucket }).buckets.artifacts,
      ).toMatchObject({ policyUnreadable: expect.any(String) });
      const key = refersTo('aws_kms_key.a.id');
      expect(
        Object.values(leftOut('aws_kms_key_policy', { key_id: key }).keys),
      ).toMatchObject([{ policyUnreadable: expect.any(String) }]);
    });

    it('leaves nothing out where it is complete, or of another kind', () => {
      const named = refersTo('aws_iam_role.a["one"].name');
      expect(
        policiesOf(
          leftOut('aws_iam_role_policy', { role: named }, { complete: true }),
        ),
      ).toEqual([0, 0]);
      expect(policiesOf(leftOut('aws_iam_group', { role: named }))).toEqual([
        0, 0,
      ]);
    });
  });

  it('says that Terraform ended before the plan was whole', () => {
    const { problems } = read({ ...realPlan(), errored: true });
    expect(problems).toEqual([
      { message: expect.stringContaining('Terraform ended with an error') },
    ]);
  });

  describe('that somebody made to do harm', () => {
    it('may refer in circles', () => {
      const plan = realPlan();
      const { root_module: root } = plan.configuration;
      const { staging } = root.module_calls;
      staging.module.outputs.action_role_arn.expression.references = [
        'var.key_arn',
      ];
      staging.expressions.key_arn.references = [
        'module.staging.action_role_arn',
        'module.staging.deploy_role_arn',
      ];
      staging.module.outputs.deploy_role_arn.expression.references = [
        'var.key_arn',
        'var.key_arn',
      ];
      expect(read(plan).problems).toEqual([]);
    });

    it('may put documents into each other without end', () => {
      const plan = changePlan(
        'data.aws_iam_policy_document.key',
        (values, unknown) => {
          values.source_policy_documents = [null, null];
          unknown.source_policy_documents = [true, true];
        },
        configuration => {
          const itself = 'data.aws_iam_policy_document.key.json';
          configuration.expressions.source_policy_documents = {
            references: [itself, itself],
          };
        },
      );
      const { keys } = read(plan).estate.accounts['111111111111'];
      expect(Object.keys(keys)).toHaveLength(2);
    });

    it('may double in every module', () => {
      const depth = 40;
      let module: object = {
        outputs: { o: { expression: { references: ['aws_iam_role.a.arn'] } } },
        resources: [],
      };
      for (let level = 0; level < depth; level++) {
        module = {
          module_calls: { m: { module, expressions: {} } },
          outputs: {
            o: {
              expression: { references: ['module.m.o', 'module.m.o', 'x.y'] },
            },
          },
        };
      }
      const plan: any = planOf([role()], { region: constant('eu-west-1') });
      plan.configuration.root_module.module_calls = { m: { module } };
      let state: any = plan.planned_values.root_module;
      for (let level = 1; level <= depth; level++) {
        const child = {
          address: Array(level).fill('module.m').join('.'),
          resources: [],
        };
        state.child_modules = [child];
        state = child;
      }
      const [block] = plan.configuration.root_module.resources;
      block.expressions = {
        permissions_boundary: { references: ['module.m.o'] },
      };
      plan.resource_changes = [
        {
          address: 'aws_iam_role.a',
          change: { after_unknown: { permissions_boundary: true } },
        },
      ];
      const started = performance.now();
      read(plan, { aws: { account: '111111111111' } });
      expect(performance.now() - started).toBeLessThan(10_000);
    });

    it('may be large', () => {
      const resources = Array.from({ length: 20_000 }, (_, index) => ({
        type: 'aws_iam_role',
        name: `r${index}`,
        values: { name: `r${index}` },
      }));
      const started = performance.now();
      const { estate } = read(
        planOf(resources, { region: constant('eu-west-1') }),
        { aws: { account: '111111111111' } },
      );
      expect(Object.keys(estate.accounts['111111111111'].roles)).toHaveLength(
        20_000,
      );
      expect(performance.now() - started).toBeLessThan(60_000);
    });

    it('may have names of the language', () => {
      const plan = JSON.parse(
        '{"format_version":"1.2","planned_values":{"root_module":{"resources":[{"address":"__proto__","mode":"managed","type":"constructor","name":"__proto__","values":{"__proto__":{"polluted":1}}}]}},"configuration":{"provider_config":{"__proto__":{"expressions":{"region":{"constant_value":"eu-west-1"}}}}}}',
      );
      expect(read(plan).estate.accounts).toEqual({});
      expect(({} as any).polluted).toBeUndefined();
    });

    it('may have anything anywhere', () => {
      const places: Array<Array<string | number>> = [];
      const walk = (value: unknown, path: Array<string | number>) => {
        places.push(path);
        for (const [name, inner] of Object.entries(Object(value))) {
          if (typeof value === 'object') {
            walk(inner, [...path, name]);
          }
        }
      };
      walk(realPlan(), []);
      const junk = fc.constantFrom<unknown>(
        null,
        true,
        7,
        '',
        '{{x}}',
        [],
        {},
        [null],
        { references: ['var.a', 'each.value', 'module.x', '.', '['] },
      );
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.constantFrom(...places.slice(1)), junk), {
            minLength: 1,
            maxLength: 6,
          }),
          changes => {
            const plan = realPlan();
            for (const [path, value] of changes) {
              const parent = path
                .slice(0, -1)
                .reduce((at, part) => Object(at)[part], plan);
              if (typeof parent === 'object' && parent !== null) {
                // As in a file, nothing is within itself.
                parent[path.at(-1)!] = structuredClone(value);
              }
            }
            expect(read(plan).estate.origin).toBe('predicted');
          },
        ),
        { numRuns: 300 },
      );
    });
  });
});
