import type { Cause } from './Cause';

const TROUBLE = 'AWSCloudFormation/latest/UserGuide/troubleshooting';

/** Stacks, their states and their resources. */
export const stackCauses = {
  'no-change': {
    hop: 'stack-state',
    severity: 'harmless',
    sentence: 'The stack {stack|} is already what the template asks for.',
    readNext: ['the change set, if a change was expected'],
    change: 'Nothing: treat it as success.',
    page: TROUBLE,
  },
  'stack-busy': {
    hop: 'stack-state',
    severity: 'passing',
    sentence:
      'Another operation on the stack {stack|} is under way ({state|in progress}).',
    readNext: ['the events of the stack'],
    change: 'Wait for it to end, then try again.',
    page: TROUBLE,
  },
  'rollback-failed': {
    hop: 'stack-state',
    sentence:
      'The stack {stack|} could not go back to its last working state and accepts no update until it has.',
    readNext: ['the first failed event of the rollback'],
    change:
      'Mend what stopped the rollback, continue it (ContinueUpdateRollback, skipping what cannot be mended), then deploy again.',
    page: 'AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-continueupdaterollback',
  },
  'stack-not-updatable': {
    hop: 'stack-state',
    sentence:
      'The stack {stack|} is in state {state|in which it cannot be updated}: its creation or deletion failed and left it so.',
    readNext: [
      'the first failed event of the stack: that is the cause',
      'whether anything in the stack has to be kept',
    ],
    change:
      'Mend the first failure, delete the stack and deploy it again. In ROLLBACK_FAILED or DELETE_FAILED, mend or retain what stopped it first.',
    page: TROUBLE,
  },
  'change-set-unusable': {
    hop: 'stack-state',
    sentence:
      'The change set is missing, was replaced, or holds no change that can be executed.',
    readNext: ['status and StatusReason of the change set'],
    change:
      'Create the change set again, under the name that the action executes.',
    page: 'AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-changesets',
  },
  'change-set-names-differ': {
    hop: 'H8',
    side: 'definition',
    sentence:
      'Or the two actions name different change sets, stacks, Regions or roles.',
    readNext: ['ChangeSetName, StackName, region and roleArn of both actions'],
    change: 'Give both actions the same names.',
    page: 'codepipeline/latest/userguide/action-reference-CloudFormation',
  },
  'stack-missing': {
    hop: 'stack-state',
    sentence:
      'There is no stack {stack|of that name} in the account and Region that were asked.',
    readNext: ['account and Region of the credentials that asked'],
    change: 'Create the stack, or ask in its account and Region.',
    page: TROUBLE,
  },
  'name-taken': {
    hop: 'set-up',
    phase: 'set-up',
    sentence:
      'Something of that name exists already[[ ({resource})]], made by hand, by another stack, or left by a stack that was removed.',
    readNext: ['which stack owns it'],
    change: 'Delete or import what exists, or choose another name.',
    page: 'AWSCloudFormation/latest/UserGuide/resource-import',
  },
  'removal-blocked': {
    hop: 'stack-state',
    phase: 'removal',
    sentence:
      'Something still depends on what is to be removed, or it is protected.',
    readNext: ['what the message names'],
    change: 'Remove what depends on it first, or lift the protection.',
    page: TROUBLE,
  },
  'export-in-use': {
    hop: 'stack-state',
    side: 'definition',
    sentence:
      'The export {item|that is to be changed or removed} is imported by another stack[[ ({resource})]], which holds it.',
    readNext: ['the stacks that import it (cloudformation:ListImports)'],
    change:
      'Deploy the importing stack without the import first, then change the export.',
    page: 'AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports',
  },
  'export-missing': {
    hop: 'template',
    side: 'definition',
    sentence:
      'The template imports {item|a value} that no stack exports in this account and Region. Exports are seen only in their own account and Region.',
    readNext: [
      'the exports of the account and Region (cloudformation:ListExports)',
      'whether the exporting stack is of another account or Region, or comes later',
    ],
    change:
      'Deploy the exporting stack first, in the same account and Region. Across accounts hand the value over as a parameter (an artifact, or Parameter Store).',
    page: 'AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports',
  },
  'export-taken': {
    hop: 'template',
    side: 'definition',
    sentence:
      'Another stack of the account and Region exports {item|that name} already.',
    readNext: ['which stack exports it (cloudformation:ListExports)'],
    change: 'Give the export a name that only one stack uses.',
    page: 'AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports',
  },
  'deploy-role-lacks-permission': {
    hop: 'deploy-role',
    side: 'caller',
    sentence:
      'CloudFormation could not create or change a resource: the role that it works with may not call {action|what the resource needs}.',
    readNext: [
      'RoleARN of the stack and the identity policies and boundary of that role',
    ],
    change:
      'Allow the deploy role {action|the action that the resource needs}.',
    page: TROUBLE,
  },
  'guardrail-possible': {
    hop: 'guardrail',
    side: 'caller',
    sentence:
      'If that role is allowed to, a service control policy or a permissions boundary denies.',
    readNext: ['CloudTrail of the account, for the same event'],
    change: 'Ask whoever keeps the guardrails.',
    page: 'organizations/latest/userguide/orgs_manage_policies_scps',
  },
  'hook-refused': {
    hop: 'guardrail',
    side: 'definition',
    sentence:
      'A CloudFormation hook of the account (a proactive control of Control Tower, or one of its own) refused a resource as it stands in the template. AWS says: “{said|a hook failed}”.',
    readNext: [
      'the rule that the hook names, and that resource in the template',
    ],
    change:
      'Let the resource meet the rule, or ask whoever keeps the hooks for an exception.',
    page: 'AWSCloudFormation/latest/UserGuide/cloudformation-hooks',
  },
  'stack-policy-denies': {
    hop: 'stack-state',
    sentence:
      'The policy of the stack {stack|} protects the resource against this change.',
    readNext: ['the stack policy (cloudformation:GetStackPolicy)'],
    change:
      'Do without the change, or allow it in the stack policy for this update.',
    page: 'AWSCloudFormation/latest/UserGuide/protect-stack-resources',
  },
  'replacement-needs-new-name': {
    hop: 'template',
    side: 'definition',
    sentence:
      'The change replaces a resource that has a fixed name, and two cannot have that name at once.',
    readNext: ['the properties of that resource that require replacement'],
    change:
      'Give the resource another name in the same change, or leave the name to CloudFormation.',
    page: 'AWSCloudFormation/latest/UserGuide/troubleshooting',
  },
  'resource-not-stable': {
    hop: 'workload',
    sentence:
      'A resource of the stack was accepted but did not become ready in the time that CloudFormation waits for it[[ ({resource})]].',
    readNext: [
      'the resource itself: the events of a service, the log of a custom resource, the state of an endpoint',
    ],
    change:
      'Mend what keeps the resource from becoming ready, then deploy again; nothing was denied.',
    page: TROUBLE,
  },
  'custom-resource-silent': {
    hop: 'workload',
    sentence:
      'A custom resource did not answer CloudFormation in time: its function failed before it could, or has no way to S3.',
    readNext: ['the log of the function of the custom resource'],
    change:
      'Mend the function so that it always answers, and give it a way to S3 if it runs in a VPC.',
    page: 'AWSCloudFormation/latest/UserGuide/template-custom-resources',
  },
  'signal-missing': {
    hop: 'workload',
    sentence:
      'CloudFormation waited for signals of instances or a wait condition and did not get enough of them in time.',
    readNext: ['the start-up log of the instances (cloud-init, cfn-init)'],
    change: 'Mend the start-up, or let it signal earlier; nothing was denied.',
    page: TROUBLE,
  },
  'waiting-gave-up': {
    hop: 'stack-state',
    severity: 'passing',
    sentence:
      'The tool stopped waiting before the operation ended; the operation itself may still be under way.',
    readNext: ['the state and the events of what was waited for'],
    change: 'Look at how it ended, and let the tool wait longer.',
    page: TROUBLE,
  },
  'stack-failed': {
    hop: 'stack-state',
    sentence:
      'The stack {stack|} went to {state|a failed state}; this text does not say why.',
    readNext: ['the first failed event of the stack, which carries the reason'],
    change: 'Explain the reason of the first failed event.',
    page: TROUBLE,
  },
  'resource-failed': {
    hop: 'stack-state',
    sentence:
      'A resource of the stack {stack|} failed[[ ({resource})]]. AWS says why: “{said|…}”.',
    readNext: ['that resource in the template'],
    change: 'Mend what AWS names there, then deploy again.',
    page: TROUBLE,
  },
} satisfies Record<string, Cause>;
