import { CloudFormationState } from '../cloudformation/CloudFormationState';
import { CodeBuildState } from '../codebuild/CodeBuildState';
import { CodeConnectionsState } from '../codeconnections/CodeConnectionsState';
import { CodeDeployState } from '../codedeploy/CodeDeployState';
import { CodePipelineState } from '../codepipeline/CodePipelineState';
import { Ec2State } from '../ec2/Ec2State';
import { EventsState } from '../events/EventsState';
import { IamState } from '../iam/IamState';
import { KmsState } from '../kms/KmsState';
import { RamState } from '../ram/RamState';
import { RegionalStores } from '../resources/RegionalStores';

/**
 * What an account has in one Region.
 */
export class AccountRegion {
  readonly kms = new KmsState();
  readonly cloudFormation = new CloudFormationState();
  readonly codeBuild = new CodeBuildState();
  readonly codeConnections = new CodeConnectionsState();
  readonly codeDeploy = new CodeDeployState();
  readonly codePipeline = new CodePipelineState();
  readonly events = new EventsState();
  readonly ram = new RamState();
  readonly ec2 = new Ec2State();
  readonly stores = new RegionalStores();
}

/**
 * An AWS account. Buckets are not in here: their names are the whole world's.
 */
export class Account {
  readonly id: string;
  readonly name: string;
  /** Belongs to the sandbox's organization. */
  readonly inOrganization: boolean;
  /** What the organization says of it. */
  readonly tags: Record<string, string>;
  readonly iam = new IamState();
  private readonly regions = new Map<string, AccountRegion>();

  constructor(options: {
    id: string;
    name: string;
    inOrganization: boolean;
    tags?: Record<string, string>;
  }) {
    this.id = options.id;
    this.name = options.name;
    this.inOrganization = options.inOrganization;
    this.tags = options.tags ?? {};
  }

  region(name: string): AccountRegion {
    let region = this.regions.get(name);
    if (!region) {
      region = new AccountRegion();
      this.regions.set(name, region);
    }
    return region;
  }

  /** Regions in which anything was ever asked for. */
  usedRegions(): string[] {
    return [...this.regions.keys()].sort();
  }
}
