import type { AwsAnswer } from './AwsAnswer';
import { serviceOfOperation, servicePrefix } from './servicePrefix';

/** The most shells that are looked at in one text. */
const MOST = 200;

/**
 * How each kind of tool writes the shell of an error. The groups are names of
 * an {@link AwsAnswer}.
 */
const SHELLS: RegExp[] = [
  // AWS CLI and boto3
  /An error occurred \((?<code>[\w.]{1,80})\) when calling the (?<operation>\w{1,80}) operation/gi,
  // Java, CloudFormation, CodePipeline, and the resource handlers
  /\(Service: (?<service>[A-Za-z][A-Za-z0-9 ]{1,50})[;,] Status Code: \d{3}(?:[;,] Error Code: (?<code>[\w.]{1,80}))?/gi,
  // Go, as Terraform uses it
  /operation error (?<service>[A-Za-z][A-Za-z0-9 ]{1,40}): (?<operation>\w{1,80})\b(?:.{0,300}?\bapi error (?<code>[\w.]{1,80}))?/gi,
  // Terraform with the Go SDK's first version
  /\bError (?<operation>(?:putting|creating|deleting) S3 (?:bucket )?(?:policy|bucket\b|public access block)).{0,80}?: (?<code>[A-Z]\w{1,80}):/gi,
  // actions of a pipeline
  /An API call to (?<service>\w{1,40})\.(?<operation>\w{1,80})(?: \(RequestId:[^)]{0,100}\))? returned an? (?<code>[\w.]{1,80})/gi,
  // Java, by exception
  /\b(?:com\.amazonaws\.services|software\.amazon\.awssdk\.services)\.(?<service>[a-z0-9]{1,40})\.model\.(?<code>\w{1,80}(?:Exception|Error))/g,
  // Ruby
  /\bAws::(?<service>\w{1,40})::Errors::(?<code>\w{1,80})/g,
  // JavaScript
  /\b(?<service>[A-Z][A-Za-z0-9]{1,30})ServiceException(?: \[(?<code>\w{1,80})\])?/g,
  // PHP
  /Error executing "(?<operation>\w{1,80})" on "https?:\/\/(?:[^".\s]{1,80}\.){0,3}(?<service>[a-z0-9-]{2,30})\.[a-z0-9-]{2,30}\.amazonaws\.com/g,
  // CloudTrail
  /"eventSource" ?: ?"(?<service>[a-z0-9-]{1,40})\.amazonaws\.com"(?:.{0,80}?"eventName" ?: ?"(?<operation>\w{1,80})")?(?:.{0,400}?"errorCode" ?: ?"(?<code>[\w.:]{1,80})")?/g,
];

/** How a text speaks of resources and documents: weaker, as it may name several. */
const MENTIONS: RegExp[] = [
  // resources of stacks and of Terraform
  /\bAWS::(?<service>[A-Za-z0-9]{1,40})::[A-Za-z0-9]{1,60}/g,
  /\baws_(?<service>iam|s3|kms|ecr|sns|sqs|lambda|secretsmanager|codebuild|codepipeline|codedeploy|ecs|eks|ssm|cloudformation)_/g,
  // the sender that a text names in words
  /\b(?<service>IAM|STS|KMS|S3|ECR|SNS|SQS|Lambda|Secrets Manager|EventBridge) (?:bucket|key|role|topic|queue|repository|function|secret|permission|policy|event bus)/gi,
  /\b(?<service>Put(?=BucketPolicy)|bucket policy|trust policy|AssumeRolePolicy|key (?:policy|creation)|repository policy|topic policy|queue policy)/gi,
];

/** Codes that only one service uses, for texts that leave the service out. */
const BY_CODE: Array<[RegExp, string]> = [
  [/\bMalformedPolicyDocumentException\b/, 'kms'],
  [/\bMalformedPolicyDocument\b/, 'iam'],
  [/\bMalformedPolicy\b/, 's3'],
];

const BY_DOCUMENT: Record<string, string> = {
  assumerolepolicy: 'iam',
  bucketpolicy: 's3',
  keycreation: 'kms',
  keypolicy: 'kms',
  put: 's3',
  queuepolicy: 'sqs',
  repositorypolicy: 'ecr',
  topicpolicy: 'sns',
  trustpolicy: 'iam',
};

/** All shells of errors in a line, in its order. */
export function findAwsAnswers(line: string): AwsAnswer[] {
  const find = (shell: RegExp) =>
    Array.from(line.matchAll(shell))
      .slice(0, MOST)
      .map(({ index, groups }) => readShell(index, groups ?? {}));
  return [
    ...SHELLS.flatMap(find),
    ...MENTIONS.flatMap(find).map(answer => ({ ...answer, spokenOf: true })),
  ].sort((a, b) => a.at - b.at);
}

function readShell(
  at: number,
  groups: Record<string, string | undefined>,
): AwsAnswer {
  const operation = groups.operation && asOperation(groups.operation);
  const named = groups.service && servicePrefix(groups.service);
  return {
    at,
    service: named
      ? BY_DOCUMENT[named] ?? named
      : operation && serviceOfOperation(operation),
    operation,
    code: groups.code,
  };
}

/** Actions of a pipeline write `describeExecution`, Terraform several words. */
function asOperation(words: string): string {
  return words
    .replace('putting', 'put')
    .replace('creating', 'create')
    .replace('deleting', 'delete')
    .replace(/S3 (?:bucket )?(?=policy)/i, 'bucket ')
    .replace('S3 ', '')
    .replace(/(?:^| )./g, start => start.trim().toUpperCase());
}

/** How far from what it says a shell may stand, in characters. */
const FARTHEST = 400;

/**
 * The one of several services whose shell stands nearest to a place in the
 * line; where there is none, the one whose code does.
 */
export function nearestService(
  { line, answers }: { line: string; answers: AwsAnswer[] },
  at: number,
  services: string[],
): string | undefined {
  const near = (spokenOf: boolean) =>
    answers
      .filter(answer => Boolean(answer.spokenOf) === spokenOf)
      .filter(({ service }) => service && services.includes(service))
      .map(answer => ({ ...answer, distance: Math.abs(answer.at - at) }))
      .filter(({ distance }) => distance <= FARTHEST)
      .sort((a, b) => a.distance - b.distance)[0]?.service;
  const around = line.slice(Math.max(0, at - FARTHEST), at + FARTHEST);
  return (
    near(false) ??
    near(true) ??
    BY_CODE.find(([code]) => code.test(around))?.[1]
  );
}
