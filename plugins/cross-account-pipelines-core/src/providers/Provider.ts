import type { Gate, HopKind, Words } from '../report';
import type { ActionDefinition } from '../pipeline/vocabulary/PipelineDefinition';
import type {
  ExistingThing,
  HopRequest,
  HopTarget,
  RolePurpose,
} from '../pipeline/vocabulary/PipelineLinks';
import type { PipelineResources } from '../pipeline/vocabulary/PipelineResources';

/**
 * An action with everything that decides what it asks for.
 */
export interface ActionPlace {
  action: ActionDefinition;
  configuration: Record<string, string>;
  partition: string;
  /** The account it works in. */
  account: string;
  region: string;
  /** The role it works with. */
  roleArn: string;
  /** The name of the pipeline. */
  pipeline: string;
  pipelineAccount: string;
  resources: PipelineResources;
}

/**
 * All that the suite knows of a provider of AWS's, as far as definitions go: what
 * its actions ask AWS for. What a spec can say of it is in the same file.
 */
export interface Provider {
  /** By which definitions name it: `category/provider`. */
  kinds: readonly string[];
  /** The page under `docs.aws.amazon.com` that says so. */
  page: string;
  /** Only pipelines of type V2 have it. */
  needsV2?: boolean;
  /** Settings without which CodePipeline refuses the action. */
  settings?: readonly string[];
  /** Settings that name a file in an artifact, `artifact::path`. */
  paths?: readonly string[];
  /** What the acting role itself does with artifacts; workers come on top. */
  artifacts?: {
    reads?: boolean;
    /** With its output artifacts, or only as it is configured. */
    writes?: boolean | ((place: ActionPlace) => boolean);
    /** It looks into the artifact bucket before it writes. */
    lists?: boolean;
    /** Across accounts it sets the object's ACL with the upload. */
    setsAclAcrossAccounts?: boolean;
  };
  /** Calls of the acting role. */
  calls?(place: ActionPlace): ProviderCall[];
  /** Roles that the acting role hands to a service. */
  passes?(place: ActionPlace): PassedRole[];
  /** What does the work and reads or writes artifacts with a role of its own. */
  workers?(place: ActionPlace): ProviderWorker[];
  /** H11: what has to be there. */
  names?(place: ActionPlace): ExistingThing[];
  /** H11: a bucket that has to keep versions of its objects. */
  versionedBucket?(place: ActionPlace): string | undefined;
  /** H13: people's commands run with the acting role. */
  runsCommands?: boolean;
  /** H13: a function that works for the action with a role of its own. */
  runsFunction?(place: ActionPlace): string | undefined;
  /** H14: the EKS cluster that has to let the acting role in. */
  cluster?(place: ActionPlace): string | undefined;
  /** A bucket that objects are deployed to. */
  writesTo?(
    place: ActionPlace,
  ): { bucket: string; cannedAcl?: string } | undefined;
  /** The bucket by which an action without a role reaches another account. */
  reachesBucket?(place: ActionPlace): string | undefined;
  /** The connection that a source uses. */
  connection?(place: ActionPlace): string | undefined;
  /** The name of a pipeline that it starts. */
  starts?(configuration: Record<string, string>): string | undefined;
  /** What has to be allowed as well and the definition does not tell. */
  unseen?(place: ActionPlace): Words;
  /** What of the configuration is not known to the suite, in words. */
  unknownPart?(place: ActionPlace): string | undefined;
  /** Other accounts that the provider enters by itself. */
  reaches?(place: ActionPlace): ReachedAccount[];
}

/**
 * Requests on one thing. `H2` at the deploy gate unless it says otherwise.
 */
export interface ProviderCall {
  kind?: HopKind;
  gate?: Gate;
  /** What a role of that name may do. */
  says(caller: string): Words;
  target: HopTarget;
  requests: HopRequest[];
}

/**
 * A role that is handed to a service, which then assumes it.
 */
export interface PassedRole {
  roleArn: string;
  /** E.g. `cloudformation.amazonaws.com`. */
  service: string;
  /** E.g. `CloudFormation`. */
  serviceName: string;
  purpose: RolePurpose;
  /** What the service works on; a value of `aws:SourceArn`. */
  sourceArn?: string;
  /** The service takes it by itself: nobody has to hand it over. */
  isDefault?: boolean;
  /** Whether the service reads artifacts with it. */
  readsArtifacts: 'yes' | 'maybe' | 'no';
}

/**
 * A build project or a deployment group.
 */
export interface ProviderWorker {
  what: 'project' | 'deployment group';
  arn: string;
  /** Which hops its use of bucket and key makes. */
  kinds: ['H5', 'H6'] | ['H10', 'H10'];
  /** Absent when nobody knows the project, or the group and its instances. */
  roles?: WorkerRole[];
  /** The role that the service itself works with, apart from artifacts. */
  serviceRole?: Pick<
    WorkerRole,
    'roleArn' | 'purpose' | 'service' | 'serviceName'
  >;
  /** The key that a project writes with; only for a known project. */
  encryption?: { keyArn: string | undefined };
}

/**
 * A role with which a worker reads or writes artifacts.
 */
export interface WorkerRole {
  roleArn: string;
  purpose: RolePurpose;
  /** The service that assumes it. */
  service: string;
  serviceName: string;
  reads: boolean;
  writes: boolean;
  /** A service assumes it for the worker, with the worker as source. */
  isAssumed?: boolean;
  /** H13: people's commands run with it. */
  runsCommands?: boolean;
}

/**
 * An account that StackSets enters with a role that somebody made for it, and works
 * in with another one of that account.
 *
 * See `AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed`.
 *
 * @public
 */
export interface ReachedAccount {
  /** Twelve digits. */
  account: string;
  /** The Region of the stack instances, e.g. `eu-west-1`. */
  region: string;
  /** The role that CloudFormation works with where the StackSet is. */
  administrationRoleArn: string;
  /** The role that it takes on in the account. */
  executionRoleArn: string;
}

/**
 * Requests for several actions on one resource.
 */
export function requestsOn(
  resource: string,
  actions: { required?: readonly string[]; documented?: readonly string[] },
  extra?: Pick<HopRequest, 'context' | 'unknownContextKeys' | 'pattern'>,
): HopRequest[] {
  const { required = [], documented = [] } = actions;
  return [
    ...required.map(
      action => ({ action, resource, need: 'required', ...extra } as const),
    ),
    ...documented.map(
      action => ({ action, resource, need: 'documented', ...extra } as const),
    ),
  ];
}

/** A resource of the account and Region that an action works in. */
export function resourceTarget(
  { account, region }: Pick<ActionPlace, 'account' | 'region'>,
  name: string,
): HopTarget {
  return { type: 'resource', name, account, region };
}
