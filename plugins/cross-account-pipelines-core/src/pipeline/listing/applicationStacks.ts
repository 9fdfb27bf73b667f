import type { StackPlace } from '../../template';
import { accountOf } from '../vocabulary/parseArn';
import type { PipelineDefinition } from '../vocabulary/PipelineDefinition';

/**
 * A stack that a pipeline deploys when it runs.
 *
 * @alpha
 */
export interface ApplicationStack extends StackPlace {
  /** The deploy role; absent where the action's own credentials deploy. */
  roleArn?: string;
  /** Stage and action that deploy it. */
  action: string;
}

/**
 * The stacks that the CloudFormation actions of a pipeline create, change or
 * delete, each once. What a name stands for only when the pipeline runs is left
 * out.
 *
 * @param home - account and Region of the pipeline
 *
 * @alpha
 */
export function applicationStacks(
  { stages }: PipelineDefinition,
  home: { account: string; region: string },
): ApplicationStack[] {
  const found = new Map<string, ApplicationStack>();
  for (const stage of stages) {
    for (const {
      name,
      actionTypeId,
      configuration,
      ...action
    } of stage.actions) {
      const { StackName: stackName, RoleArn: deployRole } = configuration ?? {};
      if (
        actionTypeId.provider !== 'CloudFormation' ||
        typeof stackName !== 'string' ||
        stackName.includes('#{')
      ) {
        continue;
      }
      const roleArn = typeof deployRole === 'string' ? deployRole : undefined;
      const account =
        accountOf(roleArn) ?? accountOf(action.roleArn) ?? home.account;
      const region = action.region ?? home.region;
      const key = [account, region, stackName].join('/');
      const known = found.get(key);
      found.set(key, {
        account,
        region,
        stackName,
        // Executing a change set names no role; making it does.
        roleArn: known?.roleArn ?? roleArn,
        action: known?.action ?? `${stage.name}/${name}`,
      });
    }
  }
  return [...found.values()];
}
