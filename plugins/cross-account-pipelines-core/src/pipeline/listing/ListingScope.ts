import { accountOf, parseArn } from '../vocabulary/parseArn';
import type {
  ArtifactStore,
  PipelineDefinition,
} from '../vocabulary/PipelineDefinition';
import type { PipelineResources } from '../vocabulary/PipelineResources';
import { toKeyArn } from '../vocabulary/toKeyArn';

/**
 * Thrown for an ARN that is not a pipeline's.
 *
 * @public
 */
export class InvalidPipelineArnError extends Error {
  override name = 'InvalidPipelineArnError';
}

/**
 * A pipeline with what is needed to list any of its hops.
 */
export class ListingScope {
  readonly partition: string;
  /** The pipeline account. */
  readonly account: string;
  /** The pipeline's home Region. */
  readonly region: string;
  /** What makes an artifact, and in which account. */
  readonly producers = new Map<string, { path: string; account: string }>();
  /** The accounts that take an artifact. */
  readonly consumers = new Map<string, Set<string>>();

  /**
   * @throws InvalidPipelineArnError
   */
  constructor(
    readonly definition: PipelineDefinition,
    readonly pipelineArn: string,
    readonly resources: PipelineResources,
  ) {
    const arn = parseArn(pipelineArn);
    if (arn?.service !== 'codepipeline' || !arn.region || !arn.account) {
      throw new InvalidPipelineArnError(
        `"${pipelineArn}" is not the ARN of a pipeline.`,
      );
    }
    this.partition = arn.partition;
    this.account = arn.account;
    this.region = arn.region;
    this.#followArtifacts();
  }

  storeOf(region: string): ArtifactStore | undefined {
    const { artifactStores, artifactStore } = this.definition;
    return (
      artifactStores?.[region] ??
      (region === this.region ? artifactStore : undefined)
    );
  }

  /** A store's key as an ARN of the pipeline account, whichever way it is given. */
  keyArnOf(store: ArtifactStore, region: string): string | undefined {
    const { partition, account } = this;
    const id = store.encryptionKey?.id;
    return id && toKeyArn(id, { partition, region, account });
  }

  #followArtifacts(): void {
    for (const stage of this.definition.stages) {
      for (const action of stage.actions) {
        const account = accountOf(action.roleArn) ?? this.account;
        const path = `${stage.name}/${action.name}`;
        for (const { name } of action.outputArtifacts ?? []) {
          this.producers.set(name, { path, account });
        }
        for (const { name } of action.inputArtifacts ?? []) {
          const accounts = this.consumers.get(name) ?? new Set();
          this.consumers.set(name, accounts.add(account));
        }
      }
    }
  }
}
