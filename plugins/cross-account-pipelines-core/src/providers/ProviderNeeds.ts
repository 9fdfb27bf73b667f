import type { Gate, HopKind } from '../report';
import type { ActionDefinition } from '../pipeline/vocabulary/PipelineDefinition';
import type {
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
  pipelineAccount: string;
  resources: PipelineResources;
}

/**
 * What the actions of one provider ask AWS for.
 */
export interface ProviderNeeds {
  /** The page under `docs.aws.amazon.com` that says so. */
  page: string;
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
  /** A bucket that objects are deployed to. */
  writesTo?(
    place: ActionPlace,
  ): { bucket: string; cannedAcl?: string } | undefined;
  /** The connection that a source uses. */
  connection?(place: ActionPlace): string | undefined;
  /** What has to be allowed as well and the definition does not tell; a sentence. */
  unseen?(place: ActionPlace): string;
  /** Other accounts that the provider enters by itself. */
  reaches?(place: ActionPlace): ReachedAccount[];
}

/**
 * Requests on one thing. `H2` at the deploy gate unless it says otherwise.
 */
export interface ProviderCall {
  kind?: HopKind;
  gate?: Gate;
  /** Goes on after `<role> `, e.g. `may call CloudFormation for stack orders`. */
  sentence: string;
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
}

/**
 * An account that StackSets enters with a role of its own.
 */
export interface ReachedAccount {
  account: string;
  region: string;
  administrationRoleArn: string;
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
