import { say, write, type Finding, type Words } from '../../report';
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
const wayOut: Record<string, Words | undefined> = {
  ROLLBACK_COMPLETE: say('remedy.delete-stack'),
  ROLLBACK_FAILED: say('remedy.delete-stack-retaining'),
  CREATE_FAILED: say('remedy.delete-stack'),
  DELETE_FAILED: say('remedy.delete-stack-again'),
  UPDATE_ROLLBACK_FAILED: say('remedy.continue-rollback'),
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
    ...write(
      'message',
      say('finding.stack-state', {
        stack: stack.name,
        account,
        state: stack.status,
        action: path,
      }),
    ),
    account,
    evidence: [{ document, account, text: stack.status, ...readAt(view) }],
    remedy: { ...write('summary', way), account, document },
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
    ...write(
      'message',
      say(
        isOverridden ? 'finding.stack-role-overridden' : 'finding.stack-role',
        { stack: stack.name, account, role },
      ),
    ),
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
      ...write('summary', say('remedy.stack-role', { role })),
      account,
      document,
    },
  };
}
