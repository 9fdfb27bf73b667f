import type { Pattern } from './Pattern';

/** Connections to source providers, and the events that start a pipeline. */
export const sourcePatterns: Pattern[] = [
  {
    says: /OAuthProviderException|not authorized to access (?:the )?connection:? ?["']?(?<connection>arn:\S{1,200})?|(?:failed|unable|could not) to (?:get|retrieve) (?:an )?(?:access token|credentials) .{0,60}connection|authorization failed for primary source/i,
    means: ['build-lacks-connection', 'repository-out-of-reach'],
  },
  {
    says: /connection.{0,160}(?:\bPENDING\b|is not available|not (?:in )?(?:an )?available|ConnectionUnavailable|not yet been completed|handshake)|ConnectionUnavailable|\bPENDING\b.{0,40}connection/i,
    needsAws: true,
    means: ['connection-pending'],
  },
  {
    says: /connection.{0,80}(?:specific to one (?:AWS )?account|(?:of|in|from|to) (?:another|a different) account)/i,
    needsAws: true,
    means: ['connection-of-other-account', 'connection-missing'],
  },
  {
    says: /connection ["']?(?<connection>arn:\S{1,200}).{0,40}(?:does not exist|not found|could not be found|was not found)|ConnectionNotFound|No connection (?:was )?found|connection .{0,20}(?:does not exist|not found)/i,
    needsAws: true,
    means: ['connection-missing', 'connection-of-other-account'],
  },
  {
    says: /(?:Unable|not able|failed) to use Connection:? ?(?<connection>[^\s.]{1,200})?|not authorized to use (?:the )?connection|(?:use|pass)connection\b.{0,80}(?:denied|not authorized)/i,
    rank: 'frame',
    means: ['use-connection-lacks-allow', 'connection-of-other-account'],
  },
  {
    says: /git-codecommit\.[a-z0-9-]{4,30}\.amazonaws\.com.{0,200}(?:\b403\b|denied|forbidden|not authorized|Authentication failed)|(?:unable to access|fatal).{0,80}git-codecommit/i,
    means: ['codecommit-git-refused'],
  },
  {
    says: /\[(?:GitHub|GitLab|Bitbucket|AzureDevOps)\w{0,20}\] .{0,160}(?:could not be|not found|denied)|Could not access the (?:GitHub|GitLab|Bitbucket|Azure DevOps) repository|Unable to connect to the (?:GitHub|GitLab|Bitbucket) repository|No Branch \[.{0,100}found|(?:unable to find|could not find) branch|Could not fetch the contents of the repository|Webhook could not be registered|(?:repository|branch) .{0,100}(?:could not be|was not) found.{0,80}connection|Full ?RepositoryId .{0,80}(?:not found|does not exist|invalid)/i,
    means: ['repository-out-of-reach'],
  },
  {
    says: /(?:doesn't|does not) have (?:the |sufficient )?permissions? (?:required |needed )?to access the (?:AWS CodeCommit|CodeCommit|Amazon ECR|ECR|Amazon Elastic Container Registry) (?:image )?repository(?: named)? ?['"]?(?<repository>[^\s'"]{1,100})|Could not access the CodeCommit repository ['"]?(?<resource>[^\s'"]{1,100})/i,
    rank: 'frame',
    means: ['source-access', 'source-in-other-region'],
  },
  {
    says: /RoleArn is required for target(?: ["']?(?<resource>arn:[^\s"']{1,200}))?|target ["']?\S{1,200}["']? (?:requires|must have|needs) a(?:n IAM)? role|(?:event bus|pipeline) targets? .{0,60}(?:require|need|must have).{0,30}(?:RoleArn|role)/i,
    means: ['rule-target-lacks-role'],
  },
  {
    says: /(?:PutEvents|PutRule|PutTargets|event ?bus|EventBridge|CloudWatch Events).{0,200}(?:denied|not (?:have )?(?:permission|authorized|exist)|fail)/i,
    unless: /Cross-account pass ?role/i,
    rank: 'frame',
    means: ['event-bus-policy'],
  },
  {
    says: /(?:pipeline|push(?:es)?|commits?).{0,60}(?:not|never|n't) (?:been )?(?:start|trigger)/i,
    unless: /gitlab|github actions|jenkins|azure|circleci|schedule/i,
    rank: 'vague',
    means: [
      'source-event-refused',
      'rule-watches-other-branch',
      'pending-connection-starts-nothing',
    ],
  },
];
