import type { Pattern } from './Pattern';

const STATE = '(?<state>[A-Z]{3,10}(?:_[A-Z]{2,12}){1,6})';

/** Stacks, change sets and their resources. */
export const stackPatterns: Pattern[] = [
  {
    says: /No updates are to be performed|submitted information didn't contain changes|Submit different information to create a change set|didn't contain any changes/i,
    means: ['no-change'],
  },
  {
    says: /(?:no changes|nothing) to deploy|stack .{0,80}is up to date|The template is the same as the current/i,
    needsAws: true,
    means: ['no-change'],
  },
  {
    says: /Export ["']?(?<item>[^\s"']{1,200})["']? cannot be (?:deleted|updated|modified|removed) as it is in use(?: by ["']?(?<resource>[^\s"'.]{1,200}))?|Cannot delete export (?<stack>\S{1,200}) as it is in use/i,
    means: ['export-in-use'],
  },
  {
    says: /No export named ["']?(?<item>[^\s"']{1,250})["']? (?:found|exists)|export ["']?\S{1,200}["']? (?:was not found|does not exist|could not be found)|Fn::ImportValue.{0,120}(?:not found|does not exist|no export|could not)/i,
    means: ['export-missing'],
  },
  {
    says: /Export with name ["']?(?<item>[^\s"']{1,200})["']? is already exported|export .{0,120}already exported by stack/i,
    means: ['export-taken'],
  },
  {
    says: new RegExp(
      `(?:is in|in the|state:?|status:?) "?(?<state>[A-Z]{3,10}(?:_[A-Z]{2,12}){0,5}_IN_PROGRESS)"? ?(?:state|status)?.{0,40}(?:\\bcan ?not\\b|\\band\\b)|OperationInProgress|Another operation on .{0,120}in progress|ongoing operation in progress`,
      'i',
    ),
    means: ['stack-busy'],
  },
  {
    says: /(?:is in|in the|state:?|status:?) "?(?<state>UPDATE_ROLLBACK_FAILED)\b/i,
    means: ['rollback-failed'],
  },
  {
    says: new RegExp(
      `(?:is in|in the|state:?|status:?) "?${STATE}"? ?(?:state|status)?.{0,20}can ?not (?:be|execute)|must be in .{0,80}state|(?:is in|in the) "?(?:ROLLBACK_COMPLETE|ROLLBACK_FAILED|DELETE_FAILED|CREATE_FAILED|REVIEW_IN_PROGRESS)"? (?:state|status)`,
      'i',
    ),
    needsAws: true,
    means: ['stack-not-updatable'],
  },
  {
    says: /ChangeSetNotFound|Change ?set .{0,160}(?:does not exist|cannot be executed|not found)|InvalidChangeSetStatus/i,
    means: ['change-set-unusable', 'change-set-names-differ'],
  },
  {
    says: /Stack with id (?<stack>\S{1,200}) does not exist|Stack \[?["']?\S{1,130}["']?\]? does not exist/i,
    means: ['stack-missing'],
  },
  {
    says: /hook\(s\) failed|\bHook (?:failed|invocation failed)|failed by hook|NonCompliant.{0,80}hook/i,
    means: ['hook-refused'],
  },
  {
    says: /denied by stack policy/i,
    means: ['stack-policy-denies'],
  },
  {
    says: /custom-named resource requires replacing/i,
    means: ['replacement-needs-new-name'],
  },
  {
    says: /Exceeded attempts to wait|HandlerErrorCode: NotStabilized|(?:resource|AWS::[A-Za-z0-9:]{3,80}).{0,120}(?:did not stabilize|failed to stabilize)|Resource timed out waiting for completion|(?:did not|failed to) stabilize/i,
    means: ['resource-not-stable'],
  },
  {
    says: /CloudFormation did not receive a response from your Custom Resource|Custom Resource failed to stabilize|custom resource .{0,80}(?:timed out|timeout|did not respond)/i,
    means: ['custom-resource-silent'],
  },
  {
    says: /WaitCondition (?:timed out|received failed)|Failed to receive \d+ resource signal|Received \d+ (?:FAILURE )?signal|Timed? ?out waiting for .{0,40}signal/i,
    means: ['signal-missing'],
  },
  {
    says: /Waiter (?:Stack|ChangeSet)\w{1,40} failed: Max|(?:exceeded|reached) (?:the )?(?:max(?:imum)? )?(?:wait|attempts)|Max attempts exceeded|(?:timed? ?out|timeout|gave up|stopped) (?:while )?waiting for .{0,80}(?:stack|change ?set|state|resource|update|creat|delet)|Stack creation time exceeded the specified timeout|still (?:in progress|running) after/i,
    needsAws: true,
    rank: 'frame',
    means: ['waiting-gave-up'],
  },
  {
    says: /API: (?<action>[a-z0-9-]{2,30}:[A-Za-z]{2,60}) (?:Access Denied|You are not authorized)|Access denied for operation '?(?<resource>[A-Za-z:]{1,80})|permissions error performing a tagging operation|UnauthorizedOperation|HandlerErrorCode: (?:AccessDenied|InvalidCredentials|Unauthorized)/i,
    rank: 'frame',
    means: ['deploy-role-lacks-permission', 'guardrail-possible'],
  },
  {
    says: /(?<resource>[^\s"'|]{1,200}) already exists in stack|Stack \[?(?<stack>[\w-]{1,130})\]? already exists|ResourceExistenceCheck|EntityAlreadyExists|HandlerErrorCode: AlreadyExists|Resource of type '\S{1,80}' with identifier '\S{1,200}' already exists|statement id .{0,80}already exists/i,
    means: ['name-taken'],
  },
  {
    says: /AlreadyExistsException|(?:ResourceConflict|InvalidRequest|ResourceInUse)Exception.{0,80}already exist|with (?:the )?(?:same )?(?:name|id|identifier) .{0,120}already exists|HandlerErrorCode: ResourceConflict/i,
    needsAws: true,
    means: ['name-taken'],
  },
  {
    says: /termination ?protection|DeleteConflict|has dependent (?:object|resource)|cannot (?:be )?deleted? .{0,60}(?:must|while|because).{0,40}(?:detach|attached|in use)/i,
    needsAws: true,
    means: ['removal-blocked'],
  },
  {
    says: /\b(?:CREATE|UPDATE|DELETE)_FAILED\b(?:.{0,80}?(?<resource>AWS::[A-Za-z0-9:]{3,80}))?.{0,200}?(?:Resource handler returned message: "?|Message returned: |Reason: )(?<said>[^"].{0,300}?)(?: \((?:Service|RequestToken|SDK)|"|$)/,
    rank: 'vague',
    means: ['resource-failed'],
  },
  {
    says: /\b(?:CREATE|UPDATE|DELETE)_FAILED\b(?:.{0,80}?(?<resource>AWS::[A-Za-z0-9:]{3,80}))?.{0,120}? (?<said>[A-Z][a-z].{8,250}?) \((?:Service: |RequestToken)/,
    rank: 'vague',
    means: ['resource-failed'],
  },
  {
    says: new RegExp(
      `\\b(?<state>(?:UPDATE_)?ROLLBACK_(?:COMPLETE|FAILED)|(?:CREATE|UPDATE|DELETE)_FAILED)\\b|failed to (?:create|update|delete): ?\\[|was not successfully (?:created|updated)|Resource (?:creation|update) cancell?ed`,
    ),
    rank: 'vague',
    means: ['stack-failed'],
  },
];
