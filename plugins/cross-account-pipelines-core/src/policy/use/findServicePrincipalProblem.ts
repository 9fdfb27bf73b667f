import { closestWord, mostSlips } from '../closestWord';

/**
 * What stands before `.amazonaws.com` in the names of services that assume roles
 * or use what is shared with them, without Regions and what may stand before it.
 * AWS has no list; these are those that its guides name.
 */
const SERVICES: ReadonlySet<string> = new Set(
  `access-analyzer account acm acm-pca aiops airflow airflow-env aoss apigateway
  appconfig appfabric appflow appintegrations application-autoscaling
  applicationinsights appmesh apprunner appstream appsync aps arc-zonal-shift
  athena auditmanager autoscaling backup backup-gateway batch bedrock
  bedrock-agentcore billing billingconductor braket budgets bugbust cassandra
  chatbot chime cleanrooms cleanrooms-ml cloud9 clouddirectory cloudformation
  cloudfront cloudhsm cloudsearch cloudtrail cloudwatch cloudwatch-crossaccount
  codeartifact codebuild codecommit codeconnections codedeploy
  codeguru-profiler codeguru-reviewer codepipeline codestar
  codestar-connections codestar-notifications cognito-idp cognito-sync
  comprehend compute-optimizer config config-conforms
  config-multiaccountsetup connect connect-campaigns controltower
  cost-optimization-hub cur dataexchange datapipeline datasync datazone dax
  deadline detective devicefarm devops-guru directconnect discovery dlm dms docdb
  docdb-elastic drs ds dsql dynamodb ebs ec2 ec2-instance-connect ec2fleet
  ec2scheduled ecr ecs ecs-tasks edgelambda eks eks-connector eks-fargate
  eks-fargate-pods eks-nodegroup elasticache elasticbeanstalk
  elasticfilesystem elasticloadbalancing elasticmapreduce elastictranscoder
  email emr-containers emr-serverless entityresolution es events evidently
  export finspace firehose fis fms forecast frauddetector freertos fsx gamelift
  globalaccelerator glue grafana greengrass groundstation guardduty health
  healthlake iam identitystore imagebuilder importexport inspector inspector2
  internetmonitor invoicing iot iotanalytics iotdeviceadvisor iotevents
  iotfleetwise iotsitewise iottwinmaker iotwireless ivs ivschat kafka
  kafkaconnect kendra kinesis kinesisanalytics kinesisvideo kms lakeformation
  lambda lex lexv2 license-manager lightsail location logs lookoutequipment
  lookoutmetrics lookoutvision m2 machinelearning macie macie2 managedblockchain
  marketplace mediaconnect mediaconvert medialive mediapackage mediapackagev2
  mediastore mediatailor memorydb mgh mgn migrationhub mobileanalytics mobilehub
  monitoring mq network-firewall networkmanager networkmonitor nimble
  notifications oam omics opensearchservice ops opsworks opsworks-cm
  organizations osis outposts panorama pcs personalize pinpoint pipes polly
  private-networks profile proton qbusiness qldb quicksight ram rds redshift
  redshift-serverless rekognition replicator resiliencehub resource-explorer-2
  resource-groups robomaker rolesanywhere rosa route53 route53domains
  route53profiles route53resolver rum s3 s3-object-lambda s3-outposts sagemaker
  sagemaker-geospatial scheduler schemas sdb secretsmanager securityhub
  securitylake serverlessrepo servicecatalog servicecatalog-appregistry
  servicediscovery servicequotas ses shield signer signin simspaceweaver sms
  sms-voice snowball sns social-messaging sqs ssm ssm-contacts ssm-incidents
  ssm-quicksetup ssm-sap sso states storagegateway sts support supportapp swf
  synthetics tagging tax textract thinclient timestream timestream-influxdb tnb
  transcribe transfer transitgateway translate trustedadvisor
  verifiedpermissions vmie vpc-flow-logs vpc-lattice vpce vpn waf waf-regional
  wafv2 wellarchitected wickr wisdom workdocs workmail workspaces
  workspaces-web xray`.split(/\s+/),
);

/** In all partitions. */
const SUFFIX =
  /\.(amazonaws\.com(\.cn)?|amazonaws\.eu|aws\.internal|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/;

const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d$/;

/**
 * Why AWS refuses a service principal, where that is certain enough: it ends
 * otherwise than any, or differs from a known one in a letter or two.
 * `IAM/latest/UserGuide/reference_policies_elements_principal`
 */
export function findServicePrincipalProblem(name: string): string | undefined {
  const [suffix] = SUFFIX.exec(name) ?? [];
  if (suffix === undefined) {
    return `names ${name}, which is no AWS service: their names end in .amazonaws.com`;
  }
  const parts = name.slice(0, -suffix.length).split('.');
  const at = parts.findLastIndex(part => !REGION.test(part));
  const service = parts[at] ?? '';
  if (SERVICES.has(service)) {
    return undefined;
  }
  const meant = closestWord(service, SERVICES, mostSlips(service));
  if (meant === undefined) {
    return undefined;
  }
  const corrected = parts.with(at, meant).join('.') + suffix;
  return `names ${name}, which is no AWS service; ${corrected} is probably meant`;
}
