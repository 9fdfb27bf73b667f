/** What only a text of AWS has. Hosts of databases and machines are no part of it. */
const SURELY =
  /\barn:aws|(?<!\b(?:rds|cache|redshift|docdb|neptune|compute|elb|kafka|mq|es)\.)amazonaws\.com|\(Service: |when calling the \w{1,60} operation|HandlerErrorCode|\bAWS::\w|operation error [A-Z]\w{1,30}: |An API call to \w{1,40}\.|\bs3:\/\/|Aws::\w{1,30}::Errors|botocore\.exceptions|Encoded authorization failure message|awssdk\.core/i;

/** What a text of AWS often has, but a text about something else may have, too. */
const PERHAPS =
  /\bAWS\b|\bAmazon\b|\bCode(?:Pipeline|Build|Deploy|Commit|Artifact|Connections|Star)|CloudFormation|Stack ?[Ss]et|Rollback requested by user|EventBridge|\b(?:KMS|STS|IAM|ECR|ECS|EKS|SNS|SQS|SSM|S3|CDK)\b|\bLambda\b|(?:service|action|provided|deploy) role|artifact bucket|AppSpec|BundleType|ResourceNotReady|Pipeline\w{0,12}NotFoundException|AccessDeniedException|PermissionError|AccessDenied\b|(?:Get|Head|Put|List|Copy)Object|AssumeRole|ThrottlingException|(?:CREATE|UPDATE|DELETE)_(?:FAILED|COMPLETE|IN_PROGRESS)|change ?set|Action execution failed|ConfigurationError|JobFailed/;

/** What another system says in words that AWS uses as well. */
const FOREIGN =
  /docker\.(?:io|com)|registry-1|github\.com|gitlab\.|bitbucket\.org|registry\.npmjs|SQLSTATE|psql|\bmysql|postgres|ORA-\d|EACCES|EPERM|chmod|chown|mkdir|publickey|system:serviceaccount|API group|java\.nio\.file|springframework|azure|googleapis|gcr\.io|ghcr\.io|vault|jfrog|artifactory|terraform cloud|hashicorp|sonar|netlify/i;

/**
 * Whether words that many systems use (access denied, too many requests, no
 * connection) are those of AWS here.
 */
export function speaksOfAws(near: string): boolean {
  return SURELY.test(near) || (PERHAPS.test(near) && !FOREIGN.test(near));
}
