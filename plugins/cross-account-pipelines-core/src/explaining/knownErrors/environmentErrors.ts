import type { KnownError } from './KnownError';

/**
 * Credentials, the network, and AWS itself.
 */
export const environmentErrors: KnownError[] = [
  {
    pattern:
      /ExpiredToken|token included in the request is expired|token (?:has|is) expired|security token .{0,40}(?:invalid|expired)|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|AuthFailure|RequestExpired|InvalidAccessKeyId|Access Key Id you provided does not exist/i,
    meanings: [
      {
        hop: 'credentials',
        cause: 'credentials-rejected',
        sentence:
          'The credentials of the call are expired or wrong; no policy was even asked.',
        readNext: [
          'where the credentials come from and when they expire',
          'the clock of the machine',
        ],
        change: 'Renew the credentials and try again.',
      },
    ],
  },
  {
    pattern:
      /Unable to locate credentials|Could not load credentials|no valid credential sources|CredentialsProviderError|CredentialsError|Missing credentials in config|NoCredentialProviders|No OpenIDConnect provider found|InvalidIdentityToken/i,
    meanings: [
      {
        hop: 'credentials',
        cause: 'credentials-missing',
        sentence:
          'The call was made without credentials that AWS could accept.',
        readNext: ['the configuration of the tool that called'],
        change: 'Configure credentials for that account.',
      },
    ],
  },
  {
    pattern:
      /RegionDisabled|STS is not activated in this region|OptInRequired|region is (?:not enabled|disabled)/i,
    meanings: [
      {
        hop: 'set-up',
        cause: 'region-not-enabled',
        sentence: 'The Region is not enabled in the account that was called.',
        readNext: ['the Regions enabled in the account'],
        change: 'Enable the Region there.',
        phase: 'set-up',
      },
    ],
  },
  {
    pattern:
      /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|getaddrinfo|Could not connect to the endpoint URL|Connect timeout on endpoint|dial tcp|i\/o timeout|TLS handshake|certificate (?:has expired|verify failed|signed by unknown)|no such host|Name or service not known|socket hang up/i,
    meanings: [
      {
        hop: 'network',
        cause: 'no-connection',
        sentence: 'AWS could not be reached.',
        readNext: [
          'name resolution, proxies and VPC endpoints where the call was made',
        ],
        change: 'Give it a way to the endpoint of the service.',
        severity: 'passing',
      },
    ],
  },
  {
    pattern:
      /ConcurrentModification|OperationAborted|conflicting conditional operation|operation cannot be performed at this time|update is in progress for resource|ConcurrentUpdate/i,
    meanings: [
      {
        hop: 'service',
        cause: 'operations-collided',
        sentence: 'Two operations on the same thing collided.',
        readNext: ['what else changes it at the same time'],
        change: 'Try again when the other operation is done.',
        severity: 'passing',
      },
    ],
  },
  {
    pattern:
      /InternalFailure|InternalServer(?:Error|Exception)|ServiceUnavailable|Service Unavailable|InternalError\b|temporarily unavailable|SystemUnavailable/i,
    fallback: true,
    meanings: [
      {
        hop: 'service',
        cause: 'service-fault',
        sentence: 'AWS answered with a fault of its own.',
        readNext: ['the AWS Health Dashboard'],
        change: 'Try again.',
        severity: 'passing',
      },
    ],
  },
];
