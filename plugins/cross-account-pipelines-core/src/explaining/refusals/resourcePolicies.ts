/**
 * The services that let other accounts in by a policy of the resource (or, for
 * Parameter Store, by sharing it), and what that document is called.
 *
 * See `IAM/latest/UserGuide/reference_aws-services-that-work-with-iam`.
 */
const DOCUMENTS: Record<string, string> = {
  backup: 'vault policy',
  codeartifact: 'domain policy and repository policy',
  codebuild: 'resource policy',
  dynamodb: 'resource policy',
  ecr: 'repository policy',
  'ecr-public': 'repository policy',
  elasticfilesystem: 'file system policy',
  es: 'access policy',
  events: 'event bus policy',
  'execute-api': 'resource policy',
  glue: 'resource policy',
  iam: 'trust policy',
  kinesis: 'resource policy',
  kms: 'key policy',
  lambda: 'function policy',
  logs: 'resource policy',
  s3: 'bucket policy',
  secretsmanager: 'resource policy',
  serverlessrepo: 'application policy',
  sns: 'topic policy',
  sqs: 'queue policy',
  ssm: 'resource share',
  sts: 'trust policy',
};

/**
 * What the policy of a resource is called in the service of an action;
 * undefined where the service has none, so that another account is let in only
 * by a role.
 */
export function resourcePolicyOf(action: string): string | undefined {
  const [service, operation = ''] = action.toLowerCase().split(':');
  // Layers have a policy of their own.
  if (service === 'lambda' && operation === 'getlayerversion') {
    return 'layer policy';
  }
  return DOCUMENTS[service];
}
