import type { Cause } from './Cause';

const SELF =
  'AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed';
const TRUSTED =
  'AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access';

/** Stack sets and their roles. */
export const stackSetCauses = {
  'stack-set-administration-role': {
    hop: 'H4',
    side: 'resource',
    accountOf: 'account',
    phase: 'set-up',
    sentence:
      'CloudFormation may not assume {role|the administration role} in {account|the account of the stack set}: it does not exist there, or its trust policy does not name cloudformation.amazonaws.com.',
    readNext: [
      'whether {role|the administration role} exists in {account|that account}, and its trust policy',
    ],
    change:
      'Create {role|the administration role} in {account|that account}, trusting cloudformation.amazonaws.com and allowed to assume the execution roles, or give the stack set service-managed permissions.',
    page: SELF,
  },
  'stack-set-execution-role': {
    hop: 'H1',
    side: 'resource',
    accountOf: 'account',
    phase: 'set-up',
    sentence:
      'The role {principal|of the administrator account} may not assume {role|the execution role} in account {account|the target account}: it does not exist there, or its trust policy does not name the administration role.',
    readNext: [
      'whether {role|the execution role} exists in {account|the target account}, and its trust policy',
    ],
    change:
      'Create {role|the execution role} in {account|the target account}, trusting {principal|the administration role}, or give the stack set service-managed permissions. The management account never gets that role by itself.',
    page: SELF,
  },
  'stack-set-role-of-action': {
    hop: 'H4',
    side: 'resource',
    accountOf: 'account',
    sentence:
      'For a StackSet action of a pipeline, this is how CloudFormation enters {account|the target account}.',
    readNext: ['the permission model and the roles of the stack set'],
    change:
      'Let the trust policy of {role|the execution role} name {principal|the administration role}.',
    page: SELF,
  },
  'stack-set-roles-too-young': {
    hop: 'H1',
    side: 'resource',
    accountOf: 'account',
    phase: 'set-up',
    sentence:
      'The administration role {principal|of the stack set} could not assume the execution role {role|of the target account}. Where both were made in the same deployment, IAM does not know them everywhere yet: roles, and policies more so, take up to a minute or more. Else the execution role does not exist or does not trust the administration role.',
    readNext: [
      'when both roles and the policy of the administration role were created',
      'whether {role|the execution role} exists, and its trust policy',
    ],
    change:
      'Make both roles before the stack set (let it depend on the roles and on the policy of the administration role), wait a minute and try again; the trust policy of {role|the execution role} names {principal|the administration role}.',
    page: SELF,
  },
  'stack-set-not-delegated': {
    hop: 'H8',
    side: 'definition',
    sentence:
      'A stack set with service-managed permissions was called from an account that does not act as the management account of the organization: in a delegated administrator account the call has to say so with CallAs.',
    readNext: [
      'CallAs of the stack set, the action or the command',
      'whether the account is a delegated administrator for StackSets (organizations:ListDelegatedAdministrators, which the caller has to be allowed)',
    ],
    change:
      'Set CallAs to DELEGATED_ADMIN where the call runs in a delegated administrator account, and leave it out in the management account; else register the account, or run it from the management account.',
    page: 'AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin',
  },
  'stack-sets-not-trusted': {
    hop: 'set-up',
    phase: 'set-up',
    sentence:
      'StackSets may not work in the organization: trusted access is off.',
    readNext: ['trusted access of StackSets in Organizations'],
    change:
      'Activate trusted access from the management account, or use self-managed permissions.',
    page: TRUSTED,
  },
  'stack-set-stopped': {
    hop: 'set-up',
    phase: 'set-up',
    sentence:
      'This account was not tried: another account or Region failed before it and the failure tolerance was used up.',
    readNext: [
      'the instances of the same operation that are FAILED (cloudformation:ListStackSetOperationResults)',
    ],
    change: 'Mend the first failed instance, then run the operation again.',
    page: 'AWSCloudFormation/latest/UserGuide/stacksets-troubleshooting',
  },
  'stack-set-target-invalid': {
    hop: 'H8',
    side: 'definition',
    sentence:
      'The targets of the stack set do not fit its permissions: service-managed ones take organizational units (and accounts within them), never the management account; self-managed ones take accounts. AWS says: “{said|the targets are invalid}”.',
    readNext: ['PermissionModel and DeploymentTargets of the stack set'],
    change:
      'Name organizational units under service-managed permissions, accounts under self-managed ones.',
    page: 'AWSCloudFormation/latest/UserGuide/stacksets-concepts',
  },
  'stack-set-not-empty': {
    hop: 'stack-state',
    phase: 'removal',
    sentence: 'The stack set still has instances and cannot be deleted.',
    readNext: ['the instances of the stack set'],
    change: 'Delete (or retain) its instances first.',
    page: 'AWSCloudFormation/latest/UserGuide/stacksets-delete',
  },
  'stack-set-missing': {
    hop: 'H11',
    side: 'definition',
    sentence:
      'There is no stack set of that name for this caller: it is of another account or Region, or was made with another CallAs.',
    readNext: ['account, Region and CallAs of the call and of the stack set'],
    change: 'Ask where the stack set was made, with the same CallAs.',
    page: 'AWSCloudFormation/latest/UserGuide/stacksets-troubleshooting',
  },
} satisfies Record<string, Cause>;
