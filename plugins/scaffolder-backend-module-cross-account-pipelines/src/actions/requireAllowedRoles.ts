import { NotAllowedError } from '@backstage/errors';
import type { PipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';

/**
 * Stops at roles that are there already and that the platform team does not let
 * pipelines act as. They may do more than what it lets new roles do.
 *
 * The roles of what is deployed, such as those of tasks and instances, are not
 * among them.
 *
 * @param allowed - ARNs, in which `*` stands for any text
 * @throws NotAllowedError that names every such role
 */
export function requireAllowedRoles(
  spec: PipelineSpec,
  allowed: string[],
): void {
  const patterns = allowed.map(toPattern);
  const refused = [...new Set(rolesActedAs(spec))].filter(
    arn => !patterns.some(pattern => pattern.test(arn)),
  );
  if (refused.length > 0) {
    throw new NotAllowedError(
      [
        'Pipelines may not act as these roles; the platform team allows them in app-config under crossAccountPipelines.existingRoles:',
        ...refused,
      ].join('\n- '),
    );
  }
}

function rolesActedAs({ existing, stages }: PipelineSpec): string[] {
  const targets = stages.flatMap(stage => stage.targets);
  return [
    existing?.serviceRoleArn,
    existing?.buildRoleArn,
    ...targets.flatMap(({ actionRoleArn, deployRoleArn, deploy }) => [
      actionRoleArn,
      deployRoleArn,
      deploy.provider === 'CloudFormationStackSet'
        ? deploy.administrationRoleArn
        : undefined,
    ]),
  ].filter(arn => arn !== undefined);
}

function toPattern(arn: string): RegExp {
  const literals = arn
    .split('*')
    .map(literal => literal.replace(/[.+]/g, '\\$&'));
  return new RegExp(`^${literals.join('.*')}$`);
}
