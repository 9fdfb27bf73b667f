import type { KnownError } from './KnownError';

const STATE = '(?<state>[A-Z]{3,10}(?:_[A-Z]{2,12}){1,6})';

/**
 * Stacks, change sets, stack sets and templates.
 */
export const stackErrors: KnownError[] = [
  {
    pattern:
      /No updates are to be performed|submitted information didn't contain changes|Submit different information to create a change set|(?:no changes|nothing) to deploy|stack .{0,80}is up to date/i,
    page: 'AWSCloudFormation/latest/UserGuide/troubleshooting',
    meanings: [
      {
        hop: 'stack-state',
        cause: 'no-change',
        sentence: 'The stack {stack|} is already what the template asks for.',
        readNext: ['the change set, if a change was expected'],
        change: 'Nothing: treat it as success.',
        severity: 'harmless',
      },
    ],
  },
  {
    pattern: new RegExp(
      `(?:is in|in the|state:?|status:?) "?(?<state>[A-Z]{3,10}(?:_[A-Z]{2,12}){0,5}_IN_PROGRESS)"? ?(?:state|status)?.{0,40}(?:can ?not|and )|OperationInProgress|Another operation on .{0,120}in progress|ongoing operation in progress`,
      'i',
    ),
    meanings: [
      {
        hop: 'stack-state',
        cause: 'stack-busy',
        sentence:
          'Another operation on the stack {stack|} is under way ({state|in progress}).',
        readNext: ['the events of the stack'],
        change: 'Wait for it to end, then try again.',
        severity: 'passing',
      },
    ],
  },
  {
    pattern:
      /(?:is in|in the|state:?|status:?) "?(?<state>UPDATE_ROLLBACK_FAILED)\b/i,
    page: 'AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-continueupdaterollback',
    meanings: [
      {
        hop: 'stack-state',
        cause: 'rollback-failed',
        sentence:
          'The stack {stack|} could not go back to its last working state and accepts no update until it has.',
        readNext: ['the first failed event of the rollback'],
        change:
          'Mend what stopped the rollback, continue it (ContinueUpdateRollback, skipping what cannot be mended), then deploy again.',
      },
    ],
  },
  {
    pattern: new RegExp(
      `(?:is in|in the|state:?|status:?) "?${STATE}"? ?(?:state|status)?.{0,20}can ?not (?:be|execute)|must be in .{0,80}state|(?:is in|in the) "?(?:ROLLBACK_COMPLETE|ROLLBACK_FAILED|DELETE_FAILED|CREATE_FAILED)"? (?:state|status)`,
      'i',
    ),
    meanings: [
      {
        hop: 'stack-state',
        cause: 'stack-not-updatable',
        sentence:
          'The stack {stack|} is in state {state|in which it cannot be updated}: its creation or deletion failed and left it so.',
        readNext: [
          'the first failed event of the stack: that is the cause',
          'whether anything in the stack has to be kept',
        ],
        change:
          'Mend the first failure, delete the stack and deploy it again. In ROLLBACK_FAILED or DELETE_FAILED, mend or retain what stopped it first.',
      },
    ],
  },
  {
    pattern:
      /ChangeSetNotFound|Change ?set .{0,160}(?:does not exist|cannot be executed|not found)|InvalidChangeSetStatus/i,
    meanings: [
      {
        hop: 'stack-state',
        cause: 'change-set-unusable',
        sentence:
          'The change set is missing, was replaced, or holds no change that can be executed.',
        readNext: ['status and StatusReason of the change set'],
        change:
          'Create the change set again, under the name that the action executes.',
      },
      {
        hop: 'H8',
        cause: 'change-set-names-differ',
        sentence:
          'Or the two actions name different change sets, stacks, Regions or roles.',
        readNext: [
          'ChangeSetName, StackName, region and roleArn of both actions',
        ],
        change: 'Give both actions the same names.',
        side: 'definition',
      },
    ],
  },
  {
    pattern: /Stack with id (?<stack>\S{1,200}) does not exist/i,
    meanings: [
      {
        hop: 'stack-state',
        cause: 'stack-missing',
        sentence:
          'There is no stack {stack|of that name} in the account and Region that were asked.',
        readNext: ['account and Region of the credentials that asked'],
        change: 'Create the stack, or ask in its account and Region.',
      },
    ],
  },
  {
    pattern:
      /TemplateURL must (?:be|reference)|Template ?(?:URL|Path).{0,80}(?:must|invalid|not (?:found|supported))|template file .{0,120}(?:does not exist|not found)|(?:file|template) .{0,120}does not exist in (?:the )?(?:input )?artifact/i,
    meanings: [
      {
        hop: 'template',
        cause: 'template-location',
        sentence:
          'CloudFormation was given a template location that it cannot use.',
        readNext: [
          'TemplatePath (artifact::path) of the action, and TemplateURL of nested stacks: an https URL of S3 in any Region',
        ],
        change:
          'Name a file that is in the artifact; package nested templates so that they have S3 URLs.',
        side: 'definition',
      },
      {
        hop: 'H7',
        cause: 'deploy-role-reads-template',
        sentence:
          'If the URL is right, the deploy role has to be allowed to read it.',
        readNext: [
          'the S3 actions in the identity policies of the deploy role',
        ],
        change: 'Allow the deploy role s3:GetObject on the templates.',
      },
    ],
  },
  {
    pattern:
      /Template (?:format|validation) error|Template error|Unresolved resource dependencies|Unrecognized resource types|Circular dependency between resources|Parameters: \[.{0,200}\] (?:must have values|do not exist)|Encountered unsupported property|Properties validation failed/i,
    meanings: [
      {
        hop: 'template',
        cause: 'template-invalid',
        sentence: 'CloudFormation refused the template or its parameters.',
        readNext: ['the resource or parameter that the message names'],
        change: 'Correct the template.',
        side: 'definition',
      },
    ],
  },
  {
    pattern:
      /(?:organizations? (?:access|trusted access)|trusted access).{0,160}(?:stack ?set|must|enable)|enable organizations access to operate a service managed stack set/i,
    meanings: [
      {
        hop: 'set-up',
        cause: 'stack-sets-not-trusted',
        sentence:
          'StackSets may not work in the organization: trusted access is off.',
        readNext: ['trusted access of StackSets in Organizations'],
        change:
          'Activate trusted access from the management account, or use self-managed permissions.',
        phase: 'set-up',
      },
    ],
  },
  {
    pattern: /Cancell?ed since failure tolerance/i,
    meanings: [
      {
        hop: 'set-up',
        cause: 'stack-set-stopped',
        sentence:
          'This account was not tried: another account or Region failed before it and the failure tolerance was used up.',
        readNext: [
          'the instances of the same operation that are FAILED (cloudformation:ListStackSetOperationResults)',
        ],
        change: 'Mend the first failed instance, then run the operation again.',
        phase: 'set-up',
      },
    ],
  },
  {
    pattern:
      /API: (?<action>[a-z0-9-]{2,30}:[A-Za-z]{2,60}) (?:Access Denied|You are not authorized)|Access denied for operation '?(?<resource>[A-Za-z:]{1,80})|HandlerErrorCode: (?:AccessDenied|InvalidCredentials|Unauthorized)/i,
    unless: /not authorized to perform: ?[a-z]/i,
    meanings: [
      {
        hop: 'deploy-role',
        cause: 'deploy-role-lacks-permission',
        sentence:
          'CloudFormation could not create or change a resource: the role that it works with may not call {action|what the resource needs}.',
        readNext: [
          'RoleARN of the stack and the identity policies and boundary of that role',
        ],
        change:
          'Allow the deploy role {action|the action that the resource needs}.',
        side: 'caller',
      },
      {
        hop: 'guardrail',
        cause: 'guardrail-possible',
        sentence:
          'If that role is allowed to, a service control policy or a permissions boundary denies.',
        readNext: ['CloudTrail of the account, for the same event'],
        change: 'Ask whoever keeps the guardrails.',
        side: 'caller',
      },
    ],
  },
  {
    pattern:
      /(?<resource>\S{1,200}) already exists in stack|Stack \[?(?<stack>[\w-]{1,130})\]? already exists|ResourceExistenceCheck|AlreadyExistsException|EntityAlreadyExists|HandlerErrorCode: AlreadyExists/i,
    unless: /alias/i,
    meanings: [
      {
        hop: 'set-up',
        cause: 'name-taken',
        sentence:
          'Something of that name exists already, made by hand, by another stack, or left by a stack that was removed.',
        readNext: ['which stack owns it'],
        change: 'Delete or import what exists, or choose another name.',
        phase: 'set-up',
      },
    ],
  },
  {
    pattern:
      /termination ?protection|Export .{0,120}cannot be (?:deleted|updated) as it is in use|DeleteConflict/i,
    meanings: [
      {
        hop: 'stack-state',
        cause: 'removal-blocked',
        sentence:
          'Something still depends on what is to be removed, or it is protected.',
        readNext: ['what the message names'],
        change: 'Remove what depends on it first, or lift the protection.',
        phase: 'removal',
      },
    ],
  },
  {
    pattern: new RegExp(
      `\\b(?<state>(?:UPDATE_)?ROLLBACK_(?:COMPLETE|FAILED)|(?:CREATE|UPDATE|DELETE)_FAILED)\\b|failed to (?:create|update|delete): ?\\[|was not successfully (?:created|updated)|Resource (?:creation|update) cancell?ed`,
    ),
    fallback: true,
    meanings: [
      {
        hop: 'stack-state',
        cause: 'stack-failed',
        sentence:
          'The stack {stack|} went to {state|a failed state}; this text does not say why.',
        readNext: [
          'the first failed event of the stack, which carries the reason',
        ],
        change: 'Explain the reason of the first failed event.',
      },
    ],
  },
];
