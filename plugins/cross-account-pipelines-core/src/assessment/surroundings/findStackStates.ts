import type { Finding } from '../../report';
import type { AssessmentScope } from '../AssessmentScope';
import type { StackState } from '../../estate';
import { shortName } from '../../pipeline';
import { documentAt } from '../documents/documentReference';
import { readAt } from '../evidence';
import { actionsOf, type PlacedAction } from './PlacedAction';

/**
 * States in which a stack takes no update, with the way out.
 *
 * See `AWSCloudFormation/latest/UserGuide/view-stack-events`.
 */
const wayOut: Record<string, string | undefined> = {
  ROLLBACK_COMPLETE: 'Delete it; the next run creates it again.',
  ROLLBACK_FAILED:
    'Delete it, retaining what cannot be deleted; the next run creates it again.',
  CREATE_FAILED: 'Delete it; the next run creates it again.',
  DELETE_FAILED:
    'Delete it again, retaining what cannot be deleted; the next run creates it again.',
  UPDATE_ROLLBACK_FAILED:
    'Mend what stopped the rollback and continue it (ContinueUpdateRollback).',
};

/** Modes that do without an update of what is there. */
const modesForAnyState = ['REPLACE_ON_FAILURE', 'DELETE_ONLY'];

/**
 * Stacks that the pipeline deploys and that CloudFormation will not update: for
 * the state they were left in, or for the role they remember, which is gone.
 */
export function findStackStates(scope: AssessmentScope): Finding[] {
  const findings = new Map<string, Finding>();
  for (const action of actionsOf(scope, 'CloudFormation')) {
    const stack = stackOf(scope, action);
    for (const finding of stack ? judge(scope, action, stack) : []) {
      findings.set(`${finding.rule} ${stack?.arn}`, finding);
    }
  }
  return [...findings.values()];
}

function stackOf(
  { view }: AssessmentScope,
  { account, region, configuration }: PlacedAction,
): StackState | undefined {
  return Object.values(view.account(account)?.stacks ?? {}).find(
    stack => stack.region === region && stack.name === configuration.StackName,
  );
}

function judge(
  scope: AssessmentScope,
  action: PlacedAction,
  stack: StackState,
): Finding[] {
  return [stuck(scope, action, stack), orphaned(scope, action, stack)].filter(
    (finding): finding is Finding => finding !== undefined,
  );
}

function stuck(
  { view }: AssessmentScope,
  { account, configuration, path }: PlacedAction,
  stack: StackState,
): Finding | undefined {
  const way = wayOut[stack.status];
  if (!way || modesForAnyState.includes(configuration.ActionMode)) {
    return undefined;
  }
  const document = documentAt('stack', stack.arn);
  return {
    rule: 'stack-not-updatable',
    health: 'broken',
    message: `Stack ${stack.name} in ${account} is in ${stack.status}: CloudFormation refuses what ${path} asks for.`,
    account,
    evidence: [{ document, account, text: stack.status, ...readAt(view) }],
    remedy: { summary: way, account, document },
  };
}

function orphaned(
  { view }: AssessmentScope,
  { account, configuration }: PlacedAction,
  stack: StackState,
): Finding | undefined {
  const { roleArn } = stack;
  // A change set is executed with the role that it was made with.
  if (configuration.ActionMode === 'CHANGE_SET_EXECUTE') {
    return undefined;
  }
  if (!roleArn || view.role(roleArn).state !== 'missing') {
    return undefined;
  }
  const role = shortName(roleArn);
  const isOverridden = Boolean(configuration.RoleArn);
  const document = documentAt('role', roleArn);
  return {
    rule: 'stack-role-missing',
    health: isOverridden ? 'warning' : 'broken',
    message: `Stack ${
      stack.name
    } in ${account} remembers the role ${role}, which does not exist: ${
      isOverridden
        ? 'it can be deleted only with another role named.'
        : 'it can be neither updated nor deleted.'
    }`,
    account,
    evidence: [
      {
        document: documentAt('stack', stack.arn),
        account,
        text: roleArn,
        ...readAt(view),
      },
    ],
    remedy: {
      summary: `Create a role ${role} that trusts cloudformation.amazonaws.com again, or name another role in the operation.`,
      account,
      document,
    },
  };
}
