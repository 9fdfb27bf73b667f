import type { HopRequest } from '../pipeline/vocabulary/PipelineLinks';
import type { PipelineDefinition } from '../pipeline/vocabulary/PipelineDefinition';
import type { PolicyProblem } from '../policy';
import type { ReachedAccount } from '../providers/Provider';

/**
 * Accounts as plain data: predicted from templates or observed in AWS.
 * Assessment asks nothing else.
 *
 * Whatever is in none of an account's records, not in `missing` and not in
 * `unread`, was never looked at: verdicts about it are `unknown`, unless the
 * account is `complete`.
 *
 * @public
 */
export interface Estate {
  /** `predicted`: from templates or a plan. `observed`: read from AWS. */
  origin: 'predicted' | 'observed';
  /** When AWS was read; ISO 8601. */
  readAt?: string;
  /** By account id. */
  accounts: Record<string, EstateAccount>;
  /**
   * Logical ids by names that stand for those that CloudFormation will make up:
   * nobody knows such a name, and none is ever shown.
   */
  standIns?: Record<string, string>;
  /**
   * What parameters of stacks give as it is. Somebody who gives the ARN of a role
   * or the name of a bucket may mean one that is there already.
   */
  givenNames?: string[];
  /** The same of everything that is named, but for what `cdk bootstrap` makes. */
  namesWhatIsThere?: boolean;
  /** Stacks that are to be deployed, for the first pipeline that they make. */
  deployments?: Deployment[];
}

/**
 * A stack that is to be deployed, and what that asks of the role that deploys it.
 *
 * @public
 */
export interface Deployment {
  /** Twelve digits. */
  account: string;
  /** Of the stack, e.g. `eu-west-1`. */
  region: string;
  /** Name of the stack. */
  stackName: string;
  /** The pipeline that it is for, or the first of several. */
  pipelineArn?: string;
  /** What has to be allowed to make it. */
  create: HopRequest[];
  /** What has to be allowed to change it, and to take it down again. */
  change: HopRequest[];
  /** Entity ref of what it is for, as its tags will say. */
  owner?: string;
  /** What it makes under names that have to be free. */
  names: NamedPart[];
  /** Accounts that its StackSets enter with roles that somebody made. */
  enters?: ReachedAccount[];
  /** The role that deploys it. Absent: nobody looked it up. */
  deployerArn?: string;
  /** It is there already. */
  isDeployed?: boolean;
  /** Of `names`, those that something else has, or may have. */
  taken?: NamedPart[];
}

/**
 * Something that a stack makes under a name of its own.
 *
 * @public
 */
export interface NamedPart {
  /** What it is. */
  type: 'role' | 'bucket' | 'pipeline' | 'key alias' | 'stack';
  /** Its ARN; the name of a bucket or stack. */
  id: string;
  /** Of a stack that is somebody else's: whose, as its tags say. */
  owner?: string;
  /** Another account has a bucket of that name. */
  isForeign?: boolean;
  /** Why nobody can tell whether it is taken. */
  unread?: string;
}

/**
 * What is known of one account.
 *
 * @public
 */
export interface EstateAccount {
  /** Twelve digits. */
  id: string;
  /** `o-…`, where it is known. */
  organizationId?: string;
  /** Organization path of the account, e.g. `o-a/r-b/ou-c/`. */
  organizationPath?: string;
  /** What is in no record here does not exist. */
  complete?: boolean;
  /** By role ARN. */
  roles: Record<string, RoleState>;
  /** By key ARN. */
  keys: Record<string, KeyState>;
  /** By bucket name. */
  buckets: Record<string, BucketState>;
  /** CodeBuild projects by ARN. */
  projects?: Record<string, ProjectState>;
  /** CodeConnections connections by ARN. */
  connections?: Record<string, ConnectionState>;
  /** CodeDeploy deployment groups by ARN. */
  deploymentGroups?: Record<string, DeploymentGroupState>;
  /** CloudFormation stacks by ARN. */
  stacks?: Record<string, StackState>;
  /** ECR repositories by ARN. */
  repositories?: Record<string, RepositoryState>;
  /** EventBridge buses by ARN. */
  eventBuses?: Record<string, EventBusState>;
  /** EventBridge rules by ARN. */
  eventRules?: Record<string, EventRuleState>;
  /** Pipelines by ARN. */
  pipelines: Record<string, PipelineState>;
  /** Lambda functions by ARN. */
  functions?: Record<string, FunctionState>;
  /** EKS clusters by ARN. */
  clusters?: Record<string, ClusterState>;
  /** What AWS RAM lets other accounts use, by ARN. */
  shares?: Record<string, ShareState>;
  /** ARNs of what AWS RAM lets this account use of others. */
  sharedWithIt?: string[];
  /** ARNs of what is there and has no record here. */
  present?: string[];
  /** Policies of the organization that apply to this account. */
  guardrails?: Guardrails;
  /** ARNs (bucket names for buckets) that were asked for and do not exist. */
  missing: string[];
  /** What could not be read, and why. */
  unread: UnreadPart[];
}

/**
 * Something that was asked for and not answered.
 *
 * @public
 */
export interface UnreadPart {
  /** ARN, bucket name, or account id where the whole account could not be read. */
  id: string;
  /** A sentence for a person, e.g. `iam:GetRole was denied to arn:…`. */
  reason: string;
  /** Nobody asked: the manifest says that it is there, and not what it allows. */
  isDeclared?: boolean;
  /** Nothing of the account could be read. */
  isWhole?: boolean;
}

/**
 * Where a document of a predicted estate stands in its template.
 *
 * @public
 */
export interface DocumentSource {
  /** Path of the template, as its manifest names it, or of the plan. */
  file: string;
  /** 1-based. */
  line?: number;
  /** Logical id of the resource. */
  logicalId?: string;
  /**
   * Place of its stack where the manifest first names it, from 0: only what
   * stacks before it make is there when the document is first written.
   */
  stackIndex?: number;
}

/**
 * A role. Documents of it, as all of an estate, are objects, not their texts.
 *
 * See `IAM/latest/APIReference/API_Role`.
 *
 * @public
 */
export interface RoleState {
  /** With its path. */
  arn: string;
  /** `AROA…`, where it is known. */
  uniqueId?: string;
  /** The younger of creation and last known change; ISO 8601. */
  changedAt?: string;
  /** Its `AssumeRolePolicyDocument`. */
  trustPolicy: unknown;
  /** Inline and attached policies. */
  policies: RolePolicy[];
  /** Absent: it has none. */
  permissionsBoundary?: RolePolicy;
  /** Values by key. */
  tags?: Record<string, string>;
  /** Seconds; `MaxSessionDuration`. */
  maxSessionDuration?: number;
  /** Nobody asked: a manifest says that it is so. */
  isDeclared?: boolean;
  /** Of the role in its template. */
  source?: DocumentSource;
  /** What AWS would refuse in its trust policy when a template writes it. */
  refusal?: PolicyProblem;
}

/**
 * A policy of a role or of an organization.
 *
 * @public
 */
export interface RolePolicy {
  /** Name of the policy. */
  name: string;
  /** Set for a managed policy. */
  arn?: string;
  /** Absent when it could not be read. */
  document?: unknown;
  /** Why it could not be read. */
  unreadable?: string;
  /** Why it could not: there is no such policy. */
  isMissing?: boolean;
  /** Of one of AWS's own that could not be read: it denies nothing. */
  deniesNothing?: boolean;
  /** Of the document in its template. */
  source?: DocumentSource;
  /** What AWS would refuse in it when a template writes it. */
  refusal?: PolicyProblem;
}

/**
 * A KMS key.
 *
 * See `kms/latest/APIReference/API_KeyMetadata`.
 *
 * @public
 */
export interface KeyState {
  /** ARN of the key, never of an alias. */
  arn: string;
  /** `Enabled`, `Disabled`, `PendingDeletion`, … as `kms:DescribeKey` says. */
  state: string;
  /**
   * Whether it is a customer managed key or one that AWS manages, which no
   * other account can use.
   */
  manager: 'CUSTOMER' | 'AWS';
  /** The key policy, as an object; absent when it could not be read. */
  policy?: unknown;
  /** Why the policy could not be read. */
  policyUnreadable?: string;
  /** Whether KMS rotates it; absent where it is not known. */
  rotationEnabled?: boolean;
  /** What AWS RAM wrote for whom the key is shared with; absent when it is not. */
  sharingPolicy?: unknown;
  /** Why nobody can tell what AWS RAM wrote. */
  sharingPolicyUnreadable?: string;
  /** Grants on the key; absent when they were not read. */
  grants?: KeyGrant[];
  /** Why the grants could not be read. */
  grantsUnreadable?: string;
  /** Alias names, e.g. `alias/orders`. */
  aliases?: string[];
  /** Why it may have more aliases than these. */
  aliasesUnreadable?: string;
  /** The younger of creation and last known change; ISO 8601. */
  changedAt?: string;
  /** Nobody asked: a manifest says that it is so. */
  isDeclared?: boolean;
  /** Of the key policy in its template. */
  source?: DocumentSource;
  /** What AWS would refuse in its policy when a template writes it. */
  refusal?: PolicyProblem;
  /** Of the resource that makes it, where another one writes its policy. */
  logicalId?: string;
}

/**
 * What a grant on a key lets somebody do, beside all policies.
 *
 * See `kms/latest/developerguide/grants`.
 *
 * @public
 */
export interface KeyGrant {
  /** ARN of a role, a session, a user or an account, its unique id, or a service. */
  grantee: string;
  /** As KMS spells them, e.g. `GenerateDataKey`. */
  operations: string[];
  /** What the encryption context has to be, or to have in it. */
  encryptionContext?: { equals?: boolean; values: Record<string, string> };
}

/**
 * An S3 bucket.
 *
 * @public
 */
export interface BucketState {
  /** Name of the bucket. */
  name: string;
  /** Where it is, e.g. `eu-west-1`. */
  region: string;
  /** Absent when the bucket has none. */
  policy?: unknown;
  /** Why the policy could not be read. */
  policyUnreadable?: string;
  /**
   * Who owns what other accounts write to it; absent: taken to be
   * `BucketOwnerEnforced`.
   *
   * See `AmazonS3/latest/userguide/about-object-ownership`.
   */
  ownership?: 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';
  /** Whether it keeps versions of its objects; absent where it is not known. */
  versioned?: boolean;
  /** Why that could not be read. */
  versioningUnreadable?: string;
  /** Absent where it is not known. */
  publicAccessBlock?: PublicAccessBlock;
  /** Default encryption; `bucketKey` where S3 asks KMS once for many objects. */
  encryption?: { algorithm: string; keyArn?: string; bucketKey?: boolean };
  /** Where S3 writes its access logs. */
  accessLogs?: { bucket: string; prefix: string };
  /** Object Lock keeps what is written to it, by default. */
  retains?: boolean;
  /** Its ACL lets S3 write access logs. */
  aclTakesLogs?: boolean;
  /** Nobody asked: a manifest says that it is so. */
  isDeclared?: boolean;
  /** Of the bucket policy in its template. */
  source?: DocumentSource;
  /** What AWS would refuse in its policy when a template writes it. */
  refusal?: PolicyProblem;
}

/**
 * What becomes of a bucket policy that lets everyone in.
 *
 * @public
 */
export interface PublicAccessBlock {
  /** S3 refuses to write it. */
  blockPublicPolicy: boolean;
  /** S3 keeps other accounts out, whatever it says. */
  restrictPublicBuckets: boolean;
}

/**
 * A CodeBuild project.
 *
 * See `codebuild/latest/APIReference/API_Project`.
 *
 * @public
 */
export interface ProjectState {
  /** ARN of the project. */
  arn: string;
  /** Name of the project. */
  name: string;
  /** ARN of the role that its builds work with. */
  serviceRole: string;
  /** ARN or alias; absent: `alias/aws/s3`. */
  encryptionKey?: string;
  /** Of the project in its template. */
  source?: DocumentSource;
}

/**
 * A connection of CodeConnections to a place where source code is kept.
 *
 * @public
 */
export interface ConnectionState {
  /** ARN of the connection. */
  arn: string;
  /** `AVAILABLE`, `PENDING` or `ERROR`. */
  status: string;
}

/**
 * Whom AWS RAM lets use something.
 *
 * @public
 */
export interface ShareState {
  /** ARN of what is shared. */
  arn: string;
  /** Account ids, and ARNs of organizations and organizational units. */
  principals: string[];
  /** A permission of somebody's own, which may leave out what is needed. */
  ownPermission?: string;
}

/**
 * A CodeDeploy deployment group.
 *
 * See `codedeploy/latest/APIReference/API_DeploymentGroupInfo`.
 *
 * @public
 */
export interface DeploymentGroupState {
  /** ARN of the deployment group. */
  arn: string;
  /** Name of the application. */
  application: string;
  /** Name of the deployment group. */
  deploymentGroup: string;
  /** ARN of the role that CodeDeploy works with. */
  serviceRole?: string;
  /** Name of its deployment configuration, where that is known. */
  deploymentConfig?: string;
  /** Roles of the instances that it deploys to; absent when not all can be told. */
  instanceRoleArns?: string[];
  /** Why they cannot be told. */
  instancesUnreadable?: string;
}

/**
 * A CloudFormation stack.
 *
 * See `AWSCloudFormation/latest/APIReference/API_Stack`.
 *
 * @public
 */
export interface StackState {
  /** The stack id. */
  arn: string;
  /** Name of the stack. */
  name: string;
  /** Where it is, e.g. `eu-west-1`. */
  region: string;
  /** E.g. `UPDATE_ROLLBACK_FAILED`, as CloudFormation says. */
  status: string;
  /** The role CloudFormation remembers for it. */
  roleArn?: string;
}

/**
 * A Lambda function.
 *
 * @public
 */
export interface FunctionState {
  /** ARN of the function. */
  arn: string;
  /** The role that it works with. */
  roleArn?: string;
}

/**
 * An EKS cluster.
 *
 * @public
 */
export interface ClusterState {
  /** ARN of the cluster. */
  arn: string;
  /** Who is let in. Absent when nobody could read it. */
  accessEntries?: AccessEntry[];
  /** Why the entries could not be read. */
  accessEntriesUnreadable?: string;
}

/**
 * An access entry of an EKS cluster.
 *
 * See `eks/latest/userguide/access-entries`.
 *
 * @public
 */
export interface AccessEntry {
  /** ARN of the role or user that is let in. */
  principalArn: string;
  /** Access policies, such as `AmazonEKSEditPolicy`. */
  policies: string[];
  /** Kubernetes groups, whose own bindings may allow it. */
  groups: string[];
}

/**
 * An ECR repository.
 *
 * See `AmazonECR/latest/userguide/repository-policies`.
 *
 * @public
 */
export interface RepositoryState {
  /** ARN of the repository. */
  arn: string;
  /** Absent when the repository has none. */
  policy?: unknown;
  /** Of the policy in its template. */
  source?: DocumentSource;
}

/**
 * An EventBridge bus.
 *
 * See `eventbridge/latest/userguide/eb-event-bus-perms`.
 *
 * @public
 */
export interface EventBusState {
  /** ARN of the bus. */
  arn: string;
  /** Absent when the bus has none: only its own account may put events. */
  policy?: unknown;
  /** Of the policy in its template. */
  source?: DocumentSource;
}

/**
 * An EventBridge rule.
 *
 * @public
 */
export interface EventRuleState {
  /** ARN of the rule. */
  arn: string;
  /** `EventPattern` as an object. */
  eventPattern?: unknown;
  /** What it starts, and the roles that it does so with. */
  targets: Array<{ arn: string; roleArn?: string }>;
  /** Of the rule in its template. */
  source?: DocumentSource;
}

/**
 * A pipeline as it is defined.
 *
 * @public
 */
export interface PipelineState {
  /** ARN of the pipeline. */
  arn: string;
  /** The pipeline's own Region, e.g. `eu-west-1`. */
  region: string;
  /** What CodePipeline works by. */
  definition: PipelineDefinition;
  /** Of the definition in its template. */
  source?: DocumentSource;
}

/**
 * Policies of an organization that bind an account, whoever calls.
 *
 * See `organizations/latest/userguide/orgs_manage_policies_scps` and
 * `organizations/latest/userguide/orgs_manage_policies_rcps`.
 *
 * @public
 */
export interface Guardrails {
  /** The management account is not bound by service control policies. */
  isManagementAccount?: boolean;
  /** One list a level, from the root to the account. Absent: could not be read. */
  serviceControlPolicies?: RolePolicy[][];
  /** In the same way. */
  resourceControlPolicies?: RolePolicy[][];
  /** Why policies are absent; nothing where nobody asked for them. */
  unreadable?: string;
}
