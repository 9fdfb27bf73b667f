import { hopsOf } from '../report';
import { changePlan, realPlan } from '../estate/terraform/__testUtils__/plans';
import type { AwsReference } from './AwsReference';
import { checkPlan } from './checkPlan';

/** Of AWS's own policies, the one that the plan uses. */
const awsReference: AwsReference = {
  managedPolicies: async () => ({
    PowerUserAccess: {
      Statement: [
        {
          Effect: 'Allow',
          NotAction: ['iam:*', 'organizations:*', 'account:*'],
          Resource: '*',
        },
      ],
    },
  }),
  services: async () => [],
  actionsOf: async () => undefined,
};

async function check(plan: unknown = realPlan()) {
  const { reports, findings } = await checkPlan({
    plan,
    file: 'plan.json',
    awsReference,
  });
  const ailing = (health: string) =>
    reports
      .flatMap(report => hopsOf(report))
      .filter(hop => hop.health === health);
  return { reports, findings, ailing };
}

/** Without the statement of a policy document that Terraform will write. */
const withoutStatement = (address: string, sid: string) =>
  changePlan(address, (values, unknown) => {
    const index = values.statement.findIndex(
      (statement: { sid: string }) => statement.sid === sid,
    );
    if (index < 0) {
      throw new Error(`${address} has no statement ${sid}`);
    }
    values.statement.splice(index, 1);
    unknown?.statement.splice(index, 1);
  });

const replaced = (
  address: string,
  argument: string,
  from: string,
  to: string,
) =>
  changePlan(address, values => {
    if (!values[argument].includes(from)) {
      throw new Error(`${argument} of ${address} has no ${from}`);
    }
    values[argument] = values[argument].replaceAll(from, to);
  });

describe('a plan of Terraform with two accounts and two Regions', () => {
  it('is healthy where it is, although nothing was applied', async () => {
    const { reports, findings } = await check();
    expect(findings).toEqual([]);
    expect(reports).toMatchObject([
      {
        name: 'orders',
        account: { id: '111111111111' },
        region: 'eu-west-1',
        health: 'healthy',
      },
    ]);
    expect(
      reports[0].links.map(({ account, region }) => `${account.id} ${region}`),
    ).toEqual(['333333333333 us-east-1', '222222222222 eu-west-1']);
    expect(hopsOf(reports[0]).length).toBeGreaterThan(25);
  });

  it.each<[string, unknown, RegExp, string]>([
    [
      'entering the targets, to the pipeline',
      withoutStatement('data.aws_iam_policy_document.pipeline', 'EnterTargets'),
      /222222222222.*H1/,
      'aws_iam_role_policy.pipeline',
    ],
    [
      'the bucket of America, to its account',
      replaced(
        'aws_s3_bucket_policy.america',
        'policy',
        '333333333333',
        '444444444444',
      ),
      /333333333333.*H5/,
      'aws_s3_bucket_policy.america',
    ],
    [
      'the key, to the roles of staging',
      withoutStatement('data.aws_iam_policy_document.key', 'Targets'),
      /222222222222.*H6/,
      'aws_kms_key.artifacts',
    ],
    [
      'the key of America, to its account',
      replaced(
        'aws_kms_key_policy.america',
        'policy',
        '333333333333',
        '444444444444',
      ),
      /333333333333.*H6/,
      'aws_kms_key_policy.america',
    ],
    [
      'the trust of production',
      replaced(
        'module.production.aws_iam_role.action',
        'assume_role_policy',
        'role/orders-pipeline',
        'role/orders-other',
      ),
      /333333333333.*H1/,
      'module.production.aws_iam_role.action',
    ],
    [
      'passing the deploy role, in staging',
      withoutStatement(
        'module.staging.data.aws_iam_policy_document.action',
        'Pass',
      ),
      /222222222222.*H3/,
      'module.staging.aws_iam_role_policy.action',
    ],
    [
      'the deploy role, to CloudFormation',
      replaced(
        'module.staging.aws_iam_role.deploy',
        'assume_role_policy',
        'cloudformation',
        'codebuild',
      ),
      /222222222222.*H4/,
      'module.staging.aws_iam_role.deploy',
    ],
    [
      'artifacts, to the build',
      withoutStatement('data.aws_iam_policy_document.build', 'Artifacts'),
      /H5/,
      'aws_iam_role.build',
    ],
    [
      'starting builds',
      withoutStatement('data.aws_iam_policy_document.pipeline', 'Build'),
      /H2/,
      'aws_iam_role_policy.pipeline',
    ],
    [
      'the pipeline, to its service',
      replaced(
        'aws_iam_role.pipeline',
        'assume_role_policy',
        'codepipeline.',
        'codebuild.',
      ),
      /H0/,
      'aws_iam_role.pipeline',
    ],
  ])(
    'that does not grant %s is broken there',
    async (_what, plan, hop, address) => {
      const { ailing, findings } = await check(plan);
      expect(
        ailing('broken')
          .map(({ id }) => id)
          .join(' '),
      ).toMatch(hop);
      expect(
        findings
          .filter(({ level }) => level === 'error')
          .map(({ place }) => place),
      ).toContainEqual({ file: 'plan.json', line: undefined, address });
    },
  );

  it.each<[string, unknown]>([
    [
      'a policy as a whole',
      changePlan('aws_s3_bucket_policy.artifacts', (values, unknown) => {
        delete values.policy;
        unknown!.policy = true;
      }),
    ],
    [
      'what an action is configured with',
      changePlan('aws_codepipeline.orders', (values, unknown) => {
        delete values.stage[1].action[0].configuration;
        unknown!.stage[1].action[0].configuration = true;
      }),
    ],
    [
      'to which role a policy belongs',
      changePlan(
        'module.staging.aws_iam_role_policy.action',
        (values, unknown) => {
          delete values.role;
          unknown!.role = true;
        },
        configuration => {
          configuration.expressions.role = { references: ['local.role'] };
        },
      ),
    ],
  ])('that does not tell %s is unknown, not broken', async (_what, plan) => {
    const { reports, ailing } = await check(plan);
    expect(ailing('broken')).toEqual([]);
    expect(reports[0].health).toBe('unknown');
  });

  it('says for which providers it has no place', async () => {
    const plan = realPlan();
    plan.configuration.provider_config['aws.production'].expressions = {};
    plan.prior_state = {};
    const { findings } = await check(plan);
    expect(findings).toContainEqual({
      rule: 'terraform-plan',
      level: 'error',
      message:
        'The plan does not say in which account and Region the provider aws.production works.',
      remedy: expect.stringContaining('--provider aws.production='),
      place: { file: 'plan.json' },
    });
  });

  it('makes a pipeline or says that it makes none', async () => {
    const plan = realPlan();
    plan.planned_values.root_module.resources = [];
    expect((await check(plan)).findings).toMatchObject([
      {
        rule: 'pipeline-missing',
        message: 'The plan does not make a pipeline.',
      },
    ]);
  });
});
