import type { KnownError } from './KnownError';

/**
 * Connections to source providers, and the events that start a pipeline.
 */
export const sourceErrors: KnownError[] = [
  {
    pattern:
      /(?:Unable|not able|failed) to use Connection:? ?(?<connection>\S{1,200})?|not authorized to use (?:the )?connection|(?:use|pass)connection\b.{0,80}(?:denied|not authorized)/i,
    unless: /not authorized to perform/i,
    page: 'codepipeline/latest/userguide/connections-permissions',
    meanings: [
      {
        hop: 'connection',
        cause: 'use-connection-lacks-allow',
        sentence:
          'The role of the source action may not use the connection {connection|}. The action exists under two prefixes, and a policy that allows one does not allow the other.',
        readNext: [
          'UseConnection in the identity policies of the service role',
          'any condition on FullRepositoryId or BranchName in them',
        ],
        change:
          'Allow codestar-connections:UseConnection and codeconnections:UseConnection on the connection, under both forms of its ARN.',
        side: 'caller',
        accountOf: 'account',
      },
      {
        hop: 'connection',
        cause: 'connection-of-other-account',
        sentence:
          'If the connection belongs to another account, the pipeline cannot use it.',
        readNext: ['the account in the ARN of the connection'],
        change: 'Create the connection in the pipeline account.',
        side: 'definition',
      },
    ],
  },
  {
    pattern:
      /connection.{0,160}(?:\bPENDING\b|is not available|not (?:in )?(?:an )?available|ConnectionUnavailable)|ConnectionUnavailable|\bPENDING\b.{0,40}connection/i,
    page: 'dtconsole/latest/userguide/connections-update',
    meanings: [
      {
        hop: 'connection',
        cause: 'connection-pending',
        sentence:
          'The connection {connection|} is not available: one that was created by CloudFormation or the command line stays PENDING until a person completes it.',
        readNext: ['ConnectionStatus (codeconnections:GetConnection)'],
        change:
          'Open the connection in the console of the account and choose “Update pending connection”.',
        side: 'definition',
        accountOf: 'account',
      },
    ],
  },
  {
    pattern:
      /connection.{0,80}(?:specific to one (?:AWS )?account|(?:of|in|from) another account|does not exist|not found)|ConnectionNotFound/i,
    meanings: [
      {
        hop: 'connection',
        cause: 'connection-of-other-account',
        sentence:
          'The connection {connection|} does not exist in the pipeline account. A connection belongs to one account.',
        readNext: ['the account in the ARN of the connection'],
        change: 'Create the connection in the pipeline account.',
        side: 'definition',
      },
    ],
  },
  {
    pattern:
      /Could not access the (?:GitHub|GitLab|Bitbucket) repository|Unable to connect to the (?:GitHub|GitLab|Bitbucket) repository|No Branch \[.{0,100}found|(?:unable to find|could not find) branch|authorization failed for primary source|Could not fetch the contents of the repository|Webhook could not be registered/i,
    page: 'codepipeline/latest/userguide/troubleshooting',
    meanings: [
      {
        hop: 'connection',
        cause: 'repository-out-of-reach',
        sentence:
          'The repository or branch could not be read through the connection: its app may not see the repository, the name is wrong, or a build that clones it may not use the connection.',
        readNext: [
          'FullRepositoryId and BranchName of the source action',
          'the repositories that the provider’s app may see',
          'UseConnection in the policies of the build role, for a full clone',
        ],
        change:
          'Give the app access to the repository, correct the names, or allow the build role UseConnection.',
      },
    ],
  },
  {
    pattern:
      /(?:PutEvents|PutRule|PutTargets|event ?bus|EventBridge|CloudWatch Events).{0,200}(?:denied|not (?:have )?(?:permission|authorized|exist)|fail)/i,
    unless: /Cross-account pass ?role/i,
    page: 'eventbridge/latest/userguide/eb-cross-account',
    meanings: [
      {
        hop: 'event',
        cause: 'event-bus-policy',
        sentence:
          'An event could not be sent to the event bus of the pipeline account.',
        readNext: [
          'the policy of the event bus (events:DescribeEventBus)',
          'the role of the rule in the source account',
        ],
        change:
          'Let the policy of the event bus allow events:PutEvents for the source account or the organization.',
        side: 'resource',
      },
    ],
  },
  {
    pattern:
      /(?:pipeline|push(?:es)?|commits?).{0,60}(?:not|never|n't) (?:been )?(?:start|trigger)/i,
    fallback: true,
    meanings: [
      {
        hop: 'event',
        cause: 'event-bus-policy',
        sentence:
          'For a source in another account: its event may be refused by the event bus of the pipeline account.',
        readNext: [
          'the policy of the event bus (events:DescribeEventBus)',
          'the targets of the rule in the source account',
        ],
        change:
          'Let the policy of the event bus allow events:PutEvents for the source account.',
        side: 'resource',
      },
      {
        hop: 'event',
        cause: 'rule-watches-other-branch',
        sentence:
          'The rule may watch another branch or repository than the source action reads.',
        readNext: ['referenceName in the event pattern, against BranchName'],
        change: 'Render both from one value.',
        side: 'definition',
      },
      {
        hop: 'connection',
        cause: 'connection-pending',
        sentence: 'A connection that is PENDING starts nothing.',
        readNext: ['ConnectionStatus (codeconnections:GetConnection)'],
        change: 'Complete the connection in the console.',
      },
    ],
  },
];
