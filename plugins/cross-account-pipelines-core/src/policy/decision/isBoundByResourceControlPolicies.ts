/**
 * Prefixes of the services whose resources resource control policies bind, as
 * AWS listed them in September 2026.
 * `organizations/latest/userguide/orgs_manage_policies_rcps`
 */
const SERVICES = new Set(
  `aoss appconfig appstream autoscaling autoscaling-plans budgets cloudfront
  clouddirectory cloudsearch cloudtrail-data codeartifact codebuild codecommit
  codepipeline cognito-identity cognito-idp comprehend comprehendmedical
  compute-optimizer cost-optimization-hub dax dsql dynamodb ecr ecr-public
  events firehose fis fms gamelift health inspector-scan kendra kinesisvideo
  kms logs memorydb networkmonitor notifications opensearch pca-connector-ad
  personalize polly pricing resource-groups rolesanywhere s3 secretsmanager
  servicediscovery signin sqs sts support swf textract timestream-influxdb
  transcribe transfer translate wafv2 workspaces xray`.split(/\s+/),
);

/**
 * Whether resource control policies have a say in an action on a resource of a
 * member account. That of AWS managed keys they have none, only their owner's
 * estate tells.
 *
 * @param action - in any case, e.g. `codebuild:StartBuild`
 * @param resource - the ARN it is on
 *
 * @public
 */
export function isBoundByResourceControlPolicies(
  action: string,
  resource: string,
): boolean {
  const name = action.toLowerCase();
  return (
    SERVICES.has(name.slice(0, name.indexOf(':'))) &&
    name !== 'kms:retiregrant' &&
    !resource.includes(':role/aws-service-role/') &&
    !resource.includes(':alias/aws/')
  );
}
