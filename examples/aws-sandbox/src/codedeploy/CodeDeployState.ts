export interface Application {
  name: string;
  computePlatform: string;
}

export interface TagFilter {
  key?: string;
  value?: string;
  /** `KEY_AND_VALUE`, `KEY_ONLY` or `VALUE_ONLY`. */
  type: string;
}

export interface DeploymentGroup {
  name: string;
  application: string;
  serviceRoleArn: string;
  /** An instance belongs to it when it has one of the tags of every group. */
  tagGroups: TagFilter[][];
  deploymentConfigName: string;
}

/** How it went on one instance. */
export interface InstanceDeployment {
  instanceId: string;
  status: 'Succeeded' | 'Failed';
  /** Why it failed. */
  message?: string;
}

export interface Deployment {
  /** `d-…`. */
  id: string;
  application: string;
  deploymentGroup: string;
  status: 'InProgress' | 'Succeeded' | 'Failed';
  /** Why it failed, in CodeDeploy's words. */
  error?: { code: string; message: string };
  instances: InstanceDeployment[];
}

/** Deployments that are remembered; the oldest are forgotten. */
const MAX_DEPLOYMENTS = 100;

/**
 * An account's CodeDeploy in one Region.
 */
export class CodeDeployState {
  /** By name. */
  readonly applications = new Map<string, Application>();
  private readonly groups = new Map<string, DeploymentGroup>();
  private recorded: Deployment[] = [];

  /** Oldest first. */
  get deployments(): readonly Deployment[] {
    return this.recorded;
  }

  findGroup(application: string, name: string): DeploymentGroup | undefined {
    return this.groups.get(`${application}/${name}`);
  }

  putGroup(group: DeploymentGroup): void {
    this.groups.set(`${group.application}/${group.name}`, group);
  }

  deleteGroup(application: string, name: string): void {
    this.groups.delete(`${application}/${name}`);
  }

  add(deployment: Deployment): void {
    this.recorded = [...this.recorded, deployment].slice(-MAX_DEPLOYMENTS);
  }
}
