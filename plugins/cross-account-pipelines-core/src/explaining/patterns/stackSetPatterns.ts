import type { Pattern } from './Pattern';

/** Stack sets. */
export const stackSetPatterns: Pattern[] = [
  {
    says: /Account (?<account>\S{1,40}) should have '?(?<role>[^\s']{1,200})'? role with trust relationship to CloudFormation service/i,
    means: ['stack-set-administration-role'],
  },
  {
    says: /Account (?<account>\S{1,40}) should have '?(?<role>[^\s']{1,200})'? role with trust relationship to Role '?(?<principal>[^\s']{1,300}?)'?(?:[.\s]|$)/i,
    means: [
      'stack-set-execution-role',
      'stack-set-role-of-action',
      'roles-too-young',
    ],
  },
  {
    says: /must be (?:the |a )?(?:master|management) (?:account )?or (?:a )?delegated admin|is not a delegated administrator|SERVICE_MANAGED .{0,120}(?:delegated admin|CallAs|management account)|CallAs.{0,80}(?:DELEGATED_ADMIN|invalid|not)/i,
    means: ['stack-set-not-delegated'],
  },
  {
    says: /(?:organizations? (?:access|trusted access)|trusted access).{0,160}(?:stack ?set|must|enable|activ)|enable organizations access to operate a service managed stack set|organizations? access (?:is )?(?:not enabled|disabled)/i,
    means: ['stack-sets-not-trusted'],
  },
  {
    says: /Cancell?ed since failure tolerance|failure tolerance .{0,40}exceeded/i,
    means: ['stack-set-stopped'],
  },
  {
    says: /StackSetNotEmpty|stack ?set is not empty/i,
    means: ['stack-set-not-empty'],
  },
  {
    says: /StackSetNotFound|StackSet \S{1,200} (?:not found|does not exist)/i,
    means: ['stack-set-missing'],
  },
  {
    says: /(?:Only|must (?:provide|specify)|should (?:provide|specify)|cannot (?:provide|specify)).{0,60}(?:organizational ?units?|OrganizationalUnitIds?|OU)\b.{0,120}|DeploymentTargets?.{0,120}(?:not allowed|invalid|must|cannot|required)|(?:SELF|SERVICE)_MANAGED.{0,120}(?:accounts?|organizational|DeploymentTargets)/i,
    unless: /delegated/i,
    needsAws: true,
    means: ['stack-set-target-invalid'],
  },
];
