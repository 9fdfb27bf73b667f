import { accountOf } from '../vocabulary/parseArn';
import type {
  ActionDefinition,
  PipelineDefinition,
} from '../vocabulary/PipelineDefinition';
import { AttachmentError } from './AttachmentError';
import type { AttachmentRequest } from './attachmentSchema';

/**
 * An action that is to work in another account.
 */
export interface MovedAction {
  stage: string;
  action: ActionDefinition;
  /** Where it is to work. */
  account: string;
  region: string;
}

/**
 * The actions that a request moves. A change set is made by one action and
 * executed by another, so with one of them goes whatever else the pipeline does
 * to that stack.
 *
 * @throws AttachmentError that names each action which cannot be moved
 *
 * @alpha
 */
export function movedActions(
  { actions: wanted = [] }: Pick<AttachmentRequest, 'actions'>,
  definition: PipelineDefinition,
  home: { account: string; region: string },
): MovedAction[] {
  const all = definition.stages.flatMap(({ name, actions }) =>
    actions.map(action => ({
      stage: name,
      action,
      region: action.region ?? home.region,
    })),
  );
  const reasons: string[] = [];
  const found = new Map<ActionDefinition, MovedAction>();
  for (const { stage, action: name, account } of wanted) {
    const place = `${stage}/${name}`;
    const one = all.find(
      each => each.stage === stage && each.action.name === name,
    );
    const reason = one
      ? refusalOf(one.action, account, home.account)
      : `the pipeline has no action ${place}`;
    if (!one || reason) {
      reasons.push(one ? `${place} ${reason}` : reason!);
      continue;
    }
    for (const each of all.filter(other => isAlike(other, one))) {
      const known = found.get(each.action);
      if (known && known.account !== account) {
        reasons.push(
          `${place} works on the stack of ${each.stage}/${each.action.name}, which goes to account ${known.account}: one stack is in one account`,
        );
      }
      found.set(each.action, { ...each, account });
    }
  }
  if (reasons.length > 0) {
    throw new AttachmentError(reasons);
  }
  return [...found.values()];
}

function refusalOf(
  { actionTypeId, roleArn, configuration = {} }: ActionDefinition,
  account: string,
  home: string,
): string | undefined {
  const { category, provider } = actionTypeId;
  if (category !== 'Deploy' || provider !== 'CloudFormation') {
    return `is an action of ${category}/${provider}: only CloudFormation actions can be moved. Add a stage that does this in account ${account} instead`;
  }
  if (account === home) {
    return `is in account ${home} already, which is the pipeline's own`;
  }
  const present = accountOf(roleArn) ?? home;
  if (present !== home && present !== account) {
    return `works in account ${present} already, as ${roleArn}`;
  }
  const { StackName = '' } = configuration;
  return !StackName || StackName.includes('#{')
    ? `names its stack only when the pipeline runs (${StackName}): which stack its role may change has to be known`
    : undefined;
}

function isAlike(
  one: { action: ActionDefinition; region: string },
  other: { action: ActionDefinition; region: string },
): boolean {
  return (
    one.region === other.region &&
    one.action.actionTypeId.provider === other.action.actionTypeId.provider &&
    accountOf(one.action.roleArn) === accountOf(other.action.roleArn) &&
    one.action.configuration?.StackName ===
      other.action.configuration?.StackName
  );
}
