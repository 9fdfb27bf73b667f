import type { CauseId } from './causes/causes';
import { explainError } from './explainError';
import publicCases from './fixtures/public-cases.json';

/**
 * What has to come first for each public report, and a word of what was settled
 * there as the thing to change.
 */
const settled: Record<string, { cause: CauseId; change: RegExp }> = {
  P01: {
    cause: 'stack-set-not-delegated',
    change: /CallAs to DELEGATED_ADMIN/,
  },
  P03: {
    cause: 'service-principal-short',
    change: /cloudformation\.amazonaws\.com/,
  },
  P04: {
    cause: 'template-parameter-unread',
    change: /Allow ssm:GetParameters.*deploy role/,
  },
  P05: {
    cause: 'rule-target-lacks-role',
    change: /RoleArn.*events\.amazonaws\.com.*events:PutEvents/,
  },
  P07: {
    cause: 'session-policy',
    change: /do without that call \(such as tags\)/,
  },
  P08: {
    cause: 'ecs-deployment-lacks-calls',
    change: /ecs:RegisterTaskDefinition.*iam:PassRole/,
  },
  P09: {
    cause: 'build-lacks-connection',
    change: /build role GetConnectionToken.*both prefixes/,
  },
  P10: {
    cause: 'trust-lacks-session-action',
    change: /Add sts:TagSession to the trust policy/,
  },
  P13: {
    cause: 'resource-policy-lacks-allow',
    change:
      /repository policy of arn:aws:ecr:us-east-1:111111111111:repository\/shop\/web allow/,
  },
  P15: {
    cause: 'region-without-codepipeline',
    change: /from a supported Region/,
  },
  P16: {
    cause: 'bucket-in-other-region',
    change: /Set the region of the action/,
  },
  P17: {
    cause: 'deploy-role-reads-template',
    change: /bucket policy and key policy/,
  },
  P20: {
    cause: 'wrong-resource-shape',
    change: /bucket\/\* for object actions/,
  },
  P23: {
    cause: 'workload-role-trust',
    change: /ecs-tasks\.amazonaws\.com.*depend on it/,
  },
  P24: { cause: 'environment-not-set', change: /Set account and Region/ },
  P25: {
    cause: 'service-role-lacks-permission',
    change: /iam:PassRole, ec2:RunInstances and ec2:CreateTags/,
  },
  P27: {
    cause: 'image-pull-refused',
    change: /repository policy.*lambda\.amazonaws\.com/,
  },
  P28: {
    cause: 'endpoint-policy',
    change: /VPC endpoint policy to allow s3:GetObject/,
  },
  P30: { cause: 'connection-pending', change: /Update pending connection/ },
  P34: { cause: 'account-not-prepared', change: /cdk bootstrap --trust/ },
  P35: {
    cause: 'stack-set-roles-too-young',
    change: /depend on the roles.*try again/,
  },
  P36: {
    cause: 'repository-policy-principal-missing',
    change: /Create the role before the policy, or name the root/,
  },
  P39: {
    cause: 'account-not-prepared',
    change: /Bootstrap the account and Region/,
  },
  P40: { cause: 'session-too-long', change: /3600/ },
  P43: {
    cause: 'event-role-trust-lacks-service',
    change: /name events\.amazonaws\.com/,
  },
  P44: {
    cause: 'caller-policy-lacks-allow',
    change: /states:DescribeExecution on the executions/,
  },
  P47: { cause: 'function-policy-full', change: /one that covers all/ },
  P49: { cause: 'bucket-missing', change: /Create the bucket first/ },
  N09: { cause: 'limit-exceeded', change: /limit raised/ },
};

describe('texts of public reports', () => {
  it.each(publicCases.filter(({ id }) => settled[id]))(
    '$id: $cause',
    ({ id, text }) => {
      const [first] = explainError({ text });
      expect(first).toMatchObject({ cause: settled[id].cause });
      expect(first.change).toMatch(settled[id].change);
    },
  );

  it.each(publicCases.filter(({ id }) => !settled[id]))(
    '$id is no error of a pipeline: $cause',
    ({ text }) => {
      expect(explainError({ text })).toEqual([]);
    },
  );

  it('are all settled', () => {
    expect(publicCases).toHaveLength(36);
    expect(publicCases.filter(({ hop }) => hop === 'none').length).toBe(
      publicCases.filter(({ id }) => !settled[id]).length,
    );
  });
});
