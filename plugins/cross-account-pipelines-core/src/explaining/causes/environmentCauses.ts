import type { Cause } from './Cause';

/** Credentials, Regions, the network, and AWS itself. */
export const environmentCauses = {
  'credentials-rejected': {
    hop: 'credentials',
    sentence:
      'The credentials of the call are expired or wrong; no policy was even asked.',
    readNext: [
      'where the credentials come from and when they expire',
      'the clock of the machine',
    ],
    change: 'Renew the credentials and try again.',
    page: 'IAM/latest/UserGuide/troubleshoot_general',
  },
  'credentials-missing': {
    hop: 'credentials',
    sentence: 'The call was made without credentials that AWS could accept.',
    readNext: ['the configuration of the tool that called'],
    change: 'Configure credentials for that account.',
    page: 'sdkref/latest/guide/standardized-credentials',
  },
  'credentials-quarantined': {
    hop: 'credentials',
    side: 'caller',
    sentence:
      'AWS has quarantined these credentials because it found their access key in public: the policy {policy|AWSCompromisedKeyQuarantine} denies them.',
    readNext: ['the AWS Health Dashboard and CloudTrail of that key'],
    change:
      'Make the key inactive and rotate it, look at what it was used for, then detach the quarantine policy.',
    page: 'IAM/latest/UserGuide/id_credentials_access-keys',
  },
  'clock-wrong': {
    hop: 'credentials',
    sentence:
      'The signature of the call is of another time than AWS has: the clock of the machine is wrong.',
    readNext: ['the clock of the machine'],
    change: 'Set the clock (NTP) and try again.',
    page: 'IAM/latest/UserGuide/reference_sigv-troubleshooting',
  },
  'region-not-enabled': {
    hop: 'set-up',
    phase: 'set-up',
    accountOf: 'account',
    sentence:
      'The Region {region|that was called} is not enabled in the account that was called; Regions since 2019 have to be enabled in each account.',
    readNext: ['the Regions enabled in the account (account:ListRegions)'],
    change: 'Enable the Region in that account, and wait until it is.',
    page: 'accounts/latest/reference/manage-acct-regions',
  },
  'token-not-for-region': {
    hop: 'credentials',
    sentence:
      'The session token is not valid where it was used. Tokens of the global STS endpoint do not work in Regions that have to be enabled, and the Region has to be enabled in both accounts; a token that was cut off gives the same.',
    readNext: [
      'whether the Region is enabled in the account of the caller and in the one that is called',
      'which STS endpoint made the token',
    ],
    change:
      'Use the regional STS endpoint (AWS_STS_REGIONAL_ENDPOINTS=regional), enable the Region in both accounts, or set the tokens of the global endpoint to version 2.',
    page: 'IAM/latest/UserGuide/id_credentials_temp_enable-regions',
  },
  'no-connection': {
    hop: 'network',
    severity: 'passing',
    sentence: 'AWS could not be reached[[: {item}]].',
    readNext: [
      'name resolution, proxies and VPC endpoints where the call was made',
    ],
    change: 'Give it a way to the endpoint of the service.',
    page: 'vpc/latest/privatelink/privatelink-access-aws-services',
  },
  'operations-collided': {
    hop: 'service',
    severity: 'passing',
    sentence: 'Two operations on the same thing collided.',
    readNext: ['what else changes it at the same time'],
    change: 'Try again when the other operation is done.',
    page: 'general/latest/gr/api-retries',
  },
  'service-fault': {
    hop: 'service',
    severity: 'passing',
    sentence: 'AWS answered with a fault of its own.',
    readNext: ['the AWS Health Dashboard'],
    change: 'Try again.',
    page: 'general/latest/gr/api-retries',
  },
  'job-failed-inside': {
    hop: 'service',
    severity: 'passing',
    sentence: 'Or it is a fault at AWS that passes.',
    readNext: ['the AWS Health Dashboard'],
    change: 'Retry the stage.',
    page: 'codepipeline/latest/userguide/actions-retry',
  },
} satisfies Record<string, Cause>;
