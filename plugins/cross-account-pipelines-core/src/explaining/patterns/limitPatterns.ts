import type { Pattern } from './Pattern';

/** Limits that have a cause of their own. */
const UNLESS =
  /RequestLimitExceeded|DeploymentLimitExceeded|AccountLimitExceeded|Throttl|Rate exceeded|Maximum policy size|PolicySize|session limit|function policy/i;

/** Too much at once, and too much at all. */
export const limitPatterns: Pattern[] = [
  {
    says: /Throttl(?:ing|ed)(?:Exception|Error)|RequestLimitExceeded|RequestThrottled|\bSlowDown\b|PriorRequestNotComplete|ProvisionedThroughputExceeded|TooManyRequestsException/i,
    means: ['throttled'],
  },
  {
    says: /\bThrottl(?:ing|ed)\b|Rate exceeded|reduce your request rate/i,
    needsAws: true,
    means: ['throttled'],
  },
  {
    says: /Too ?Many ?Requests|reached max retries|\b429\b/i,
    needsAws: true,
    rank: 'frame',
    means: ['throttled'],
  },
  {
    says: /final policy size \(\d{1,8}\) is bigger than the limit \((?<limit>\d{1,8})\)|(?:Lambda|function|AddPermission|PolicyLengthExceeded).{0,120}policy .{0,60}(?:size|length|limit)|PolicyLengthExceededException/i,
    means: ['function-policy-full'],
  },
  {
    says: /Maximum policy size of (?<limit>[\d,]{1,10}) bytes exceeded for (?:role|user|group) (?<role>\S{1,200})|Cannot exceed quota for (?<resource>(?:ACLSize|PolicySize|ACLSizePer)\w*)(?:: ?\d{1,8})?|PolicyTooLarge|(?:normalized )?policy document exceeds/i,
    means: ['policy-too-large'],
  },
  {
    says: /polic(?:y|ies)\b.{0,60}(?:too (?:large|long|big)|exceeds? .{0,40}(?:limit|size|maximum))|(?:limit|maximum|quota).{0,40}polic(?:y|ies)\b.{0,20}size|(?:maximum|allowed) (?:allowed )?(?:policy )?size of \d{2,6}.{0,40}polic/i,
    needsAws: true,
    means: ['policy-too-large'],
  },
  {
    says: /Cannot exceed quota for (?:PoliciesPerRole|AttachedPolicies\w{0,20}|PoliciesPer\w{1,20}): ?(?<limit>\d{1,4})/i,
    means: ['too-many-policies'],
  },
  {
    says: /(?:'?templateBody'?.{0,120}(?:length|less than)|Template may not exceed|Template (?:size|body) .{0,40}(?:exceed|larger|limit)|Number of (?:resources|parameters|mappings|outputs),? \d{1,5}|size of .{0,60}CloudFormation template).{0,160}/i,
    means: ['template-too-large'],
  },
  {
    says: /Cannot have more than \d{1,5} (?:active )?builds|AccountLimitExceeded|concurrent(?:ly running)? builds?.{0,60}(?:limit|exceed|quota)/i,
    means: ['too-many-builds'],
  },
  {
    says: /LimitExceeded(?:Exception)?\b|ServiceQuotaExceeded|HandlerErrorCode: ServiceLimitExceeded|Cannot exceed quota/,
    unless: UNLESS,
    means: ['limit-exceeded'],
  },
  {
    says: /quota (?:has been )?exceeded|exceed(?:s|ed)? (?:the |your )?(?:\w+ ){0,4}(?:quota|limit)\b|(?:maximum|max) number of \w+.{0,40}(?:exceed|reached)|reached the (?:maximum|max) number|limit for .{0,80}reached|less than or equal to \d+.{0,40}(?:stages|actions|pipelines)/i,
    unless: UNLESS,
    needsAws: true,
    means: ['limit-exceeded'],
  },
];
