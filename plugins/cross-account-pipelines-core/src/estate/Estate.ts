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
  region: string;
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
 * @public
 */
export interface NamedPart {
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
 * @public
 */
export interface RoleState {
  arn: string;
  /** `AROA…`, where it is known. */
  uniqueId?: string;
  /** The younger of creation and last known change; ISO 8601. */
  changedAt?: string;
  trustPolicy: unknown;
  policies: RolePolicy[];
  permissionsBoundary?: RolePolicy;
  tags?: Record<string, string>;
  /** Seconds; `MaxSessionDuration`. */
  maxSessionDuration?: number;
  /** Nobody asked: a manifest says that it is so. */
  isDeclared?: boolean;
  source?: DocumentSource;
  /** What AWS would refuse in its trust policy when a template writes it. */
  refusal?: PolicyProblem;
}

/**
 * @public
 */
export interface RolePolicy {
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
  source?: DocumentSource;
  /** What AWS would refuse in it when a template writes it. */
  refusal?: PolicyProblem;
}

/**
 * @public
 */
export interface KeyState {
  arn: string;
  /** `Enabled`, `Disabled`, `PendingDeletion`, … as `kms:DescribeKey` says. */
  state: string;
  manager: 'CUSTOMER' | 'AWS';
  policy?: unknown;
  /** Why the policy could not be read. */
  policyUnreadable?: string;
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
  changedAt?: string;
  /** Nobody asked: a manifest says that it is so. */
  isDeclared?: boolean;
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
 * @public
 */
export interface BucketState {
  name: string;
  region: string;
  /** Absent when the bucket has none. */
  policy?: unknown;
  /** Why the policy could not be read. */
  policyUnreadable?: string;
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
 * @public
 */
export interface ProjectState {
  arn: string;
  name: string;
  serviceRole: string;
  /** ARN or alias; absent: `alias/aws/s3`. */
  encryptionKey?: string;
  source?: DocumentSource;
}

/**
 * @public
 */
export interface ConnectionState {
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
  arn: string;
  /** Account ids, and ARNs of organizations and organizational units. */
  principals: string[];
  /** A permission of somebody's own, which may leave out what is needed. */
  ownPermission?: string;
}

/**
 * @public
 */
export interface DeploymentGroupState {
  arn: string;
  application: string;
  deploymentGroup: string;
  serviceRole?: string;
  /** Name of its deployment configuration, where that is known. */
  deploymentConfig?: string;
  /** Roles of the instances that it deploys to; absent when not all can be told. */
  instanceRoleArns?: string[];
  /** Why they cannot be told. */
  instancesUnreadable?: string;
}

/**
 * @public
 */
export interface StackState {
  arn: string;
  name: string;
  region: string;
  status: string;
  /** The role CloudFormation remembers for it. */
  roleArn?: string;
}

/**
 * @public
 */
export interface FunctionState {
  arn: string;
  /** The role that it works with. */
  roleArn?: string;
}

/**
 * @public
 */
export interface ClusterState {
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
  principalArn: string;
  /** Access policies, such as `AmazonEKSEditPolicy`. */
  policies: string[];
  /** Kubernetes groups, whose own bindings may allow it. */
  groups: string[];
}

/**
 * @public
 */
export interface RepositoryState {
  arn: string;
  /** Absent when the repository has none. */
  policy?: unknown;
  source?: DocumentSource;
}

/**
 * @public
 */
export interface EventBusState {
  arn: string;
  /** Absent when the bus has none: only its own account may put events. */
  policy?: unknown;
  source?: DocumentSource;
}

/**
 * @public
 */
export interface EventRuleState {
  arn: string;
  /** `EventPattern` as an object. */
  eventPattern?: unknown;
  targets: Array<{ arn: string; roleArn?: string }>;
  source?: DocumentSource;
}

/**
 * @public
 */
export interface PipelineState {
  arn: string;
  region: string;
  definition: PipelineDefinition;
  source?: DocumentSource;
}

/**
 * @public
 */
export interface Guardrails {
  /** The management account is not bound by service control policies. */
  isManagementAccount?: boolean;
  /** One list a level, from the root to the account. Absent: could not be read. */
  serviceControlPolicies?: RolePolicy[][];
  resourceControlPolicies?: RolePolicy[][];
  /** Why policies are absent; nothing where nobody asked for them. */
  unreadable?: string;
}
