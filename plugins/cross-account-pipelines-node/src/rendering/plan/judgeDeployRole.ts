import type {
  Finding,
  PipelineSpec,
} from 'backstage-plugin-cross-account-pipelines-core';

/**
 * Warns where CloudFormation could read artifacts and make nothing of them.
 */
export function judgeDeployRole({
  deployRole,
  stages,
}: PipelineSpec): Finding[] {
  const makesOne = stages
    .flatMap(({ targets }) => targets)
    .some(
      ({ deploy, deployRoleArn }) =>
        deploy.provider === 'CloudFormation' && !deployRoleArn,
    );
  const hasPermissions =
    deployRole?.managedPolicyArns?.length || deployRole?.statements?.length;
  return hasPermissions || !makesOne
    ? []
    : [
        {
          rule: 'deploy-role-without-permissions',
          health: 'warning',
          message:
            'The deploy roles may read artifacts and nothing else, so CloudFormation cannot create any resource in the target accounts. Name what they may do: in crossAccountPipelines.deployRole of app-config, or in deployRole of a spec for the command line.',
          evidence: [],
        },
      ];
}
