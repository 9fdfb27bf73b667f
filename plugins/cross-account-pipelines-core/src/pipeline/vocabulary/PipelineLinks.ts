import type { Gate, HopKind, Phrase, Unseen } from '../../report';
import type { ArtifactStore } from './PipelineDefinition';

/**
 * What a pipeline needs: in its own account, and for each account and Region
 * it reaches.
 */
export interface PipelineLinks {
  pipelineArn: string;
  name: string;
  partition: string;
  /** The pipeline account: twelve digits. */
  account: string;
  /** The pipeline's home Region. */
  region: string;
  /** What the pipeline needs in its own account, whatever it reaches. */
  hops: Hop[];
  links: Link[];
  /** What the definition does not say and nobody could look up. */
  unseen: Unseen[];
}

/**
 * The path by which a pipeline acts in one account and Region.
 */
export interface Link {
  /** As the definition spells it, so that a wrong one can be named. */
  account: string;
  region: string;
  hops: Hop[];
  /**
   * What enters it by itself, where no action of the pipeline works there, e.g.
   * `project orders-build`. H13
   */
  reachedBy?: string;
  /** The same for who puts it into another language. */
  reachedByPhrases?: Phrase[];
}

/**
 * One authorization that a link needs, or one rule that it has to keep.
 *
 * @alpha
 */
export type Hop = AccessHop | CheckHop;

export interface HopBase {
  /** Unique in its pipeline; the same for the same hop from one listing to the next. */
  id: string;
  kind: HopKind;
  gate: Gate;
  /** The hop in a sentence. */
  sentence: string;
  /** The sentence for who puts it into another language. */
  sentencePhrase?: Phrase;
  /** `Stage/Action` of each action that needs it; empty for the pipeline itself. */
  actions: string[];
}

/**
 * Requests of one principal on one thing; all of them have to be allowed.
 *
 * @alpha
 */
export interface AccessHop extends HopBase {
  type: 'access';
  /** Where it is asked: the Region of the calls. */
  region: string;
  principal: HopPrincipal;
  target: HopTarget;
  requests: HopRequest[];
  /**
   * The definition does not say whether it is needed: CloudFormation reads
   * artifacts with the deploy role only where a template names them.
   */
  optional?: boolean;
}

/**
 * What a role is for: it decides who has to trust it.
 */
export type RolePurpose =
  | 'service role'
  | 'action role'
  | 'deploy role'
  | 'build role'
  | 'instance role'
  | 'deployment role'
  | 'StackSet administration role'
  | 'StackSet execution role'
  | 'entered role'
  | 'deployer role';

/**
 * Who asks.
 *
 * @alpha
 */
export type HopPrincipal =
  | { type: 'role'; arn: string; purpose: RolePurpose }
  | {
      type: 'service';
      /** E.g. `codepipeline.amazonaws.com`. */
      name: string;
      /** What the service calls for: `aws:SourceAccount` and `aws:SourceArn`. */
      sourceAccount: string;
      sourceArn?: string;
    };

/**
 * What is asked for. A role, a key and a bucket have a policy of their own; a
 * plain resource has none that matters.
 *
 * @alpha
 */
export type HopTarget =
  | { type: 'role'; arn: string; purpose: RolePurpose }
  | { type: 'key'; arn: string }
  | {
      type: 'bucket';
      name: string;
      arn: string;
      /** The account that is taken for the owner where nothing else is known. */
      account: string;
      region: string;
      /** A service bucket is made by the service that keeps things in it. */
      purpose:
        | 'artifact bucket'
        | 'source bucket'
        | 'destination bucket'
        | 'service bucket';
    }
  | {
      type: 'resource';
      name: string;
      account: string;
      region: string;
      /** Another account's users get to it by AWS RAM, which a check is about. */
      isShared?: boolean;
    };

/**
 * What a definition names and something else makes.
 *
 * @alpha
 */
export interface ExistingThing {
  type:
    | 'AppConfig application'
    | 'bucket'
    | 'CodeCommit repository'
    | 'deployment group'
    | 'ECR repository'
    | 'ECS service'
    | 'EKS cluster'
    | 'Elastic Beanstalk environment'
    | 'function'
    | 'object'
    | 'pipeline'
    | 'Service Catalog product'
    | 'state machine'
    | 'topic';
  /** As people call it, e.g. `function smoke-test`. */
  name: string;
  /** Its ARN; the name of a bucket. */
  id: string;
  /** Of an object: what it lies in. */
  bucket?: string;
  account: string;
  region: string;
  /** The gate that it stands at. */
  gate: Gate;
}

/**
 * One call that AWS decides about.
 *
 * @public
 */
export interface HopRequest {
  /** E.g. `s3:GetObject`. */
  action: string;
  /** ARN of what the call is on. */
  resource: string;
  /** What a policy names to allow it, where that is more than `resource`. */
  pattern?: string;
  /** Condition keys that only this call sets. */
  context?: Record<string, string | string[]>;
  /** Condition keys of this call whose value nobody knows before. */
  unknownContextKeys?: readonly string[];
  /**
   * `required`: the action fails without it. `documented`: AWS's page asks for
   * it, but runs are known to succeed without.
   */
  need: 'required' | 'documented';
}

/**
 * A rule that the definition, or what it names, has to keep.
 */
export interface CheckHop extends HopBase {
  type: 'check';
  check: HopCheck;
}

/**
 * What a check is about.
 *
 * @alpha
 */
export type HopCheck =
  /** The Region has an artifact store, with a bucket in that Region. */
  | { rule: 'artifact-store'; region: string; store?: ArtifactStore }
  /** The store's key is one that another account can use. */
  | {
      rule: 'artifact-key';
      region: string;
      store: ArtifactStore;
      /** Whether actions of another account use it. */
      foreign: boolean;
      /** Whether one of them writes with it. */
      writes: boolean;
    }
  /** The passed role lives where the action works. */
  | { rule: 'passed-role-account'; roleArn: string; passedRoleArn: string }
  /** Artifacts come from the pipeline account or from the consumer itself. */
  | {
      rule: 'artifact-origin';
      /** Artifacts of yet another account, and who makes them. */
      foreign: Array<{ artifact: string; producer: string; account: string }>;
    }
  /** The provider can work in another account at all. */
  | { rule: 'provider-account'; provider: string; roleArn: string }
  /** The action's kind can work in another Region at all. */
  | { rule: 'action-region'; region: string; category: string }
  /** Account ids in the definition have twelve digits. */
  | { rule: 'account-id'; arn: string; field: string }
  /** The connection is available, and the pipeline account's or shared with it. */
  | { rule: 'connection'; connectionArn: string }
  /** The build project encrypts with a key that its readers can use. */
  | {
      rule: 'project-key';
      projectArn: string;
      keyArn: string;
      /** Whether another account reads what the project makes. */
      foreign: boolean;
    }
  /** What does the work is known, and with it the role that reads artifacts. */
  | { rule: 'worker-known'; what: 'project' | 'deployment group'; arn: string }
  /** What is written into the bucket belongs to the bucket's account. */
  | {
      rule: 'object-ownership';
      bucket: string;
      bucketArn: string;
      writer: string;
      /** The account that is taken for the owner where nothing else is known. */
      account: string;
      cannedAcl?: string;
    }
  /** What the definition names is there. */
  | { rule: 'exists'; thing: ExistingThing }
  /** The bucket keeps versions of its objects. */
  | { rule: 'bucket-versioned'; bucket: string; account: string }
  /** A policy that a role names by its ARN is there. */
  | {
      rule: 'policy-exists';
      roleArn: string;
      policyArn: string;
      isBoundary: boolean;
    }
  /** The EKS cluster has an access entry for the role, with a policy. */
  | { rule: 'cluster-access'; clusterArn: string; roleArn: string }
  /** Which roles of an account what a build runs may assume; a pattern. */
  | {
      rule: 'may-enter';
      what: string;
      whatPhrases?: Phrase[];
      roleArn: string;
      pattern: string;
    }
  /** Nothing else has the name of what a stack is to make. */
  | {
      rule: 'name-free';
      account: string;
      what: 'role' | 'bucket' | 'pipeline' | 'key alias' | 'stack';
      name: string;
      /** Whose a stack of that name is. */
      owner?: string;
      /** Another account has it. */
      isForeign?: boolean;
      /** Why that cannot be told. */
      unread?: string;
      stackName: string;
    }
  /** CodePipeline takes the definition but for this; a sentence. */
  | { rule: 'definition'; problem: string }
  /** The suite knows what the provider asks for. */
  | { rule: 'provider-known'; provider: string };
