import type { Pattern } from './Pattern';

/** Any Region but those that every account has from the start. */
const OPT_IN_REGION =
  /\b(?!(?:ap-south-1|ap-northeast-\d|ap-southeast-[12]|ca-central-1|eu-central-1|eu-west-\d|eu-north-1)\b)(?:af|ap|ca|eu|il|me|mx)-(?:north|south|east|west|central|northeast|southeast)-\d\b/;

/** Hosts that are no endpoint of a service. */
const NO_ENDPOINT =
  /\.(?:rds|cache|redshift|docdb|neptune|compute|elb|kafka|mq)\.amazonaws\.com/;

/** Credentials, Regions, the network, and AWS itself. */
export const environmentPatterns: Pattern[] = [
  {
    says: /AWSCompromisedKeyQuarantine\w{0,10}/,
    means: ['credentials-quarantined'],
  },
  {
    says: /RegionDisabled|STS is not activated in this region|OptInRequired|(?:opt-in|region) ["']?(?<region>[a-z]{2,4}(?:-[a-z]{2,10}){1,3}-\d)?["']? ?(?:is )?(?:not (?:been )?(?:enabled|opted|activated)|disabled)|not (?:opted|opted-in|opt-in) (?:in )?(?:to )?(?:this |the )?region|not subscribed to (?:this|the) (?:service|region)|region .{0,40}(?:must be|needs to be) (?:enabled|opted)|enable (?:the )?region/i,
    needsAws: true,
    means: ['region-not-enabled'],
  },
  {
    says: /provided token is malformed or otherwise invalid|InvalidToken\b|not able to validate the provided access credentials|(?:token|credentials) .{0,60}not valid in .{0,40}region/i,
    needsAws: true,
    means: ['token-not-for-region', 'credentials-rejected'],
  },
  {
    says: /Signature (?:expired|not yet current)|RequestTimeTooSkewed|difference between the request time and the (?:current|server's) time is too large/i,
    means: ['clock-wrong'],
  },
  {
    says: /security token .{0,40}invalid|InvalidClientTokenId|UnrecognizedClient/i,
    beside: OPT_IN_REGION,
    means: [
      'token-not-for-region',
      'region-not-enabled',
      'credentials-rejected',
    ],
  },
  {
    says: /ExpiredToken|token included in the request is expired|security token .{0,40}(?:invalid|expired)|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|RequestExpired|InvalidAccessKeyId|Access Key Id you provided does not exist|(?:SSO|sso) (?:session|token).{0,80}(?:expired|invalid)/i,
    means: ['credentials-rejected', 'token-not-for-region'],
  },
  {
    says: /token (?:has|is) expired|AuthFailure/i,
    needsAws: true,
    means: ['credentials-rejected'],
  },
  {
    says: /Missing ?Authentication ?Token|Unable to locate credentials|no valid credential sources|CredentialsProviderError|NoCredentialProviders|InvalidIdentityToken|Missing credentials in config|(?:Could not load credentials|CredentialsError|Unable to load credentials|no credentials).{0,80}/i,
    needsAws: true,
    means: ['credentials-missing'],
  },
  {
    says: /Unable to locate credentials|Missing ?Authentication ?Token(?:Exception)?\b|Missing credentials in config|Could not load credentials from any providers|NoCredentialProviders/,
    means: ['credentials-missing'],
  },
  {
    says: /(?:\b(?:ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN)\b|getaddrinfo|Could not connect to the endpoint URL|Connect timeout on endpoint|dial tcp|i\/o timeout|TLS handshake|certificate (?:has expired|verify failed|signed by unknown)|no such host|Name or service not known|socket hang up|Could not resolve host).{0,200}?(?<item>[a-z0-9.-]{1,100}\.amazonaws\.com(?:\.cn)?)/i,
    unless: NO_ENDPOINT,
    means: ['no-connection'],
  },
  {
    says: /(?<item>[a-z0-9.-]{1,100}\.amazonaws\.com(?:\.cn)?).{0,200}?(?:\b(?:ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN)\b|Connect timeout|i\/o timeout|TLS handshake|certificate (?:has expired|verify failed|signed by unknown)|no such host|Name or service not known|socket hang up|Could not resolve host)/i,
    unless: NO_ENDPOINT,
    means: ['no-connection'],
  },
  {
    says: /ConcurrentModification|OperationAborted|conflicting conditional operation|update is in progress for resource|ConcurrentUpdate/i,
    means: ['operations-collided'],
  },
  {
    says: /operation cannot be performed at this time|ResourceConflictException/i,
    needsAws: true,
    means: ['operations-collided'],
  },
  {
    says: /InternalFailure|InternalServer(?:Error|Exception)|ServiceUnavailable|Service Unavailable|InternalError\b|temporarily unavailable|SystemUnavailable|HandlerErrorCode: (?:ServiceInternalError|InternalFailure)/i,
    needsAws: true,
    rank: 'vague',
    means: ['service-fault'],
  },
];
