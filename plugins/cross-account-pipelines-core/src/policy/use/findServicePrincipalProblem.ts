import { closestWord, mostSlips } from '../closestWord';
import { wellKnownServices } from '../services';

/**
 * What stands before `.amazonaws.com` in the names of services that assume roles
 * or use what is shared with them, without Regions and what may stand before it.
 * AWS has no list; these are those that its guides name.
 */
const SERVICES: ReadonlySet<string> = new Set([
  ...wellKnownServices,
  ...`access-analyzer account acm acm-pca aiops airflow airflow-env appfabric
  appflow appintegrations application-autoscaling applicationinsights
  apprunner appstream aps arc-zonal-shift auditmanager autoscaling
  backup-gateway bedrock-agentcore billing billingconductor braket budgets
  bugbust cassandra chatbot chime cleanrooms cleanrooms-ml cloud9
  clouddirectory cloudhsm cloudsearch cloudwatch-crossaccount
  codeguru-profiler codestar-connections codestar-notifications cognito-sync
  comprehend compute-optimizer config-conforms config-multiaccountsetup
  connect connect-campaigns cost-optimization-hub cur dataexchange
  datapipeline datasync datazone dax deadline detective devops-guru
  directconnect discovery dlm dms docdb docdb-elastic drs ds dsql ebs
  ec2-instance-connect ec2fleet ec2scheduled ecs-tasks edgelambda
  eks-connector eks-fargate eks-fargate-pods eks-nodegroup
  elasticloadbalancing elasticmapreduce elastictranscoder email emr-containers
  emr-serverless entityresolution es evidently export finspace fis fms
  forecast frauddetector freertos fsx gamelift globalaccelerator grafana
  greengrass groundstation health healthlake identitystore imagebuilder
  importexport internetmonitor invoicing iot iotanalytics iotdeviceadvisor
  iotevents iotfleetwise iotsitewise iottwinmaker iotwireless ivs ivschat
  kafka kafkaconnect kendra kinesisanalytics kinesisvideo lex lexv2
  license-manager lightsail location lookoutequipment lookoutmetrics
  lookoutvision m2 machinelearning macie macie2 managedblockchain marketplace
  mediaconnect mediaconvert medialive mediapackage mediapackagev2 mediastore
  mediatailor memorydb mgh mgn migrationhub mobileanalytics mobilehub
  monitoring mq network-firewall networkmanager networkmonitor nimble
  notifications oam omics opensearchservice ops opsworks-cm osis outposts
  panorama pcs personalize pinpoint polly private-networks profile proton
  qbusiness qldb quicksight redshift-serverless rekognition replicator
  resiliencehub resource-explorer-2 robomaker rolesanywhere rosa
  route53profiles route53resolver rum s3-outposts sagemaker-geospatial schemas
  sdb securitylake servicecatalog-appregistry servicequotas shield signin
  simspaceweaver sms sms-voice snowball social-messaging ssm-contacts
  ssm-incidents ssm-quicksetup ssm-sap storagegateway support supportapp swf
  tagging tax textract thinclient timestream timestream-influxdb tnb
  transcribe transitgateway translate trustedadvisor verifiedpermissions vmie
  vpc-flow-logs vpc-lattice vpce vpn waf-regional wellarchitected wickr wisdom
  workdocs workmail workspaces workspaces-web`.split(/\s+/),
]);

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
