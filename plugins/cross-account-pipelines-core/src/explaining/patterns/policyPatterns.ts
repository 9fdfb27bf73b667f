import type { MeaningByService, Pattern } from './Pattern';

const byService: MeaningByService['of'] = {
  kms: ['key-policy-principal-missing', 'role-deployed-later'],
  s3: ['bucket-policy-principal-missing', 'role-deployed-later'],
  iam: ['trust-principal-missing', 'principal-too-young'],
  sts: ['trust-principal-missing', 'principal-too-young'],
  ecr: ['repository-policy-principal-missing', 'principal-too-young'],
  sns: ['topic-policy-principal-missing', 'role-deployed-later'],
  sqs: ['queue-policy-principal-missing', 'role-deployed-later'],
  lambda: ['function-policy-principal-missing', 'role-deployed-later'],
  secretsmanager: ['secret-policy-principal-missing', 'role-deployed-later'],
  events: ['bus-policy-principal-missing', 'role-deployed-later'],
};

/** Policies that AWS refuses to write. */
export const policyPatterns: Pattern[] = [
  {
    says: /Invalid principal in policy:? ?["'\\]{0,3}SERVICE["'\\]{0,3} ?: ?["'\\]{0,3}(?<service>[a-z0-9-]{1,60})["'\\]/i,
    means: ['service-principal-short'],
  },
  {
    says: /Invalid principal in policy:? ?["'\\]{0,3}SERVICE["'\\]{0,3} ?: ?["'\\]{0,3}(?<principal>[^\s"'\\]{1,120})|service principal.{0,80}(?:is (?:invalid|not valid)|does not exist|not found)/i,
    means: ['service-principal-unknown'],
  },
  {
    says: /statement with (?:one or more )?invalid principals?/i,
    means: {
      of: byService,
      otherwise: ['key-policy-principal-missing', 'role-deployed-later'],
    },
  },
  {
    says: /Invalid principal in policy(?:: ?"?(?:AWS|CanonicalUser)"? ?: ?"?(?<principal>[^\s"]{1,300}))?|\bkey\b.{0,80}invalid principal|PrincipalNotFound|Principal not found|provided principal (?:was|is) invalid|unsupported principal|invalid (?:AWS )?principals?\b.{0,60}\bpolicy|policy.{0,60}invalid (?:AWS )?principals?\b/i,
    means: {
      of: byService,
      otherwise: ['policy-principal-missing', 'role-deployed-later'],
    },
  },
  {
    says: /Invalid repository policy provided|'?PolicyText'? failed to satisfy constraint/i,
    means: ['repository-policy-principal-missing', 'principal-too-young'],
  },
  {
    says: /Invalid value for the parameter Policy\b|(?:SQS|SetQueueAttributes).{0,160}Policy\b.{0,60}(?:invalid|Invalid)/,
    means: ['queue-policy-principal-missing', 'role-deployed-later'],
  },
  {
    says: /ARN in the specified key policy is invalid/i,
    means: ['principal-malformed'],
  },
  {
    says: /key policy will not allow you to update the key policy in the future|lock(?:s|ed)? .{0,40}out of (?:the )?(?:KMS )?key|BypassPolicyLockoutSafetyCheck/i,
    means: ['key-policy-locks-out'],
  },
  {
    says: /Has prohibited field:? ?["']?(?<item>\w{1,40})|prohibited field.{0,20}(?<resource>Resource|NotResource)/i,
    means: ['trust-has-prohibited-field'],
  },
  {
    says: /AssumeRole policy may only specify STS AssumeRole actions|AssumeRolePolic\w{0,12}.{0,80}(?:invalid|only).{0,40}actions?/i,
    means: ['trust-has-foreign-action'],
  },
  {
    says: /Policy document should not specify a principal|policy.{0,40}(?:must|should|may|can) ?not (?:contain|specify|have|include) (?:a )?principal/i,
    means: ['policy-has-principal'],
  },
  {
    says: /Missing required field Principal|statement with no principal|(?:polic(?:y|ies)|statement).{0,60}(?:must|should) (?:contain|have|specify|include) (?:a |valid )?principals?|AssumeRolePolicyDocument must contain.{0,20}principal/i,
    means: ['policy-lacks-principal'],
  },
  {
    says: /Resource (?<resource>[^\s"']{0,200}) must be in ARN format|must be in ARN format or "?\*|Partition ["']{0,2}[^\s"']{0,30}["']{0,2} is not valid for resource|ARN (?<policy>arn:\S{1,200}) is not valid(?! or| key)/i,
    means: ['policy-resource-not-arn'],
  },
  {
    says: /Action does not apply to any resources?(?:\(s\))? in statement|Policy has invalid resource|Conditions do not apply to combination of actions and resources in statement/i,
    means: ['wrong-resource-shape'],
  },
  {
    says: /(?:action|actions) out of service scope|Policy has invalid action|unsupported (?:policy )?action|action .{0,60}not (?:supported|valid) (?:in|for) (?:a )?resource(?:-based)? polic/i,
    means: ['policy-action-out-of-scope'],
  },
  {
    says: /public (?:ACLs|policies|access) (?:are|is) (?:prevented|blocked) by|(?:bucket policy|ACLs?) .{0,60}(?:grants?|allows?) public access|BlockPublicPolicy|blocked by the .{0,40}block public access/i,
    unless: /not authorized to perform/i,
    means: ['policy-public'],
  },
  {
    says: /(?:Scope ARN:? ?|Policy ?)["']?(?<policy>arn:aws[a-z-]{0,12}:iam::\S{1,200}?)["']? (?:does not exist|is not attachable|cannot be found|was not found)|does not exist or is not attachable/i,
    means: ['managed-policy-missing'],
  },
  {
    says: /MalformedPolicy(?:Document)?(?:Exception)?|policy (?:document )?(?:is not valid|contains? invalid|has a syntax error)|Syntax errors? in policy|Policy Error: ?\w|failed legacy parsing|statement with no (?:resource|action)|must contain (?:resources|actions)|prefaced by a vendor|Policies must be valid JSON|Vendor .{0,40} is not valid|invalid policy (?:syntax|document)/i,
    rank: 'frame',
    means: ['policy-malformed'],
  },
];
