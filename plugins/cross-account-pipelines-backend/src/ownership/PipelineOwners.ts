import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  crossAccountPipelinesReadPermission,
  crossAccountPipelinesRegisterPermission,
  type PipelineRegistration,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import type { PipelineAccess } from '../access/PipelineAccess';
import { requireConfiguredPipeline } from '../assessment/requireConfiguredPipeline';
import type { PipelineChecker } from '../checking/PipelineChecker';
import type { PipelineStore, StoredPipeline } from '../store/PipelineStore';

/**
 * Says whose a pipeline is, and what a caller may do with it for that.
 */
export class PipelineOwners {
  readonly #access: PipelineAccess;
  readonly #accounts: ConfiguredAccount[];
  readonly #checker: PipelineChecker;
  readonly #store: PipelineStore;

  constructor(options: {
    access: PipelineAccess;
    accounts: ConfiguredAccount[];
    checker: PipelineChecker;
    store: PipelineStore;
  }) {
    this.#access = options.access;
    this.#accounts = options.accounts;
    this.#checker = options.checker;
    this.#store = options.store;
  }

  /** The owner, where there is one whom the caller may know. */
  async find(
    pipelineArn: string,
    credentials: BackstageCredentials,
  ): Promise<string | undefined> {
    requireConfiguredPipeline({ pipelineArn, accounts: this.#accounts });
    const { ownerRef } = await this.#read(pipelineArn, credentials);
    const readable = await this.#access.filterEntities({
      entityRefs: ownerRef ? [ownerRef] : [],
      permission: crossAccountPipelinesReadPermission,
      credentials,
    });
    return ownerRef && readable.has(ownerRef) ? ownerRef : undefined;
  }

  /**
   * @returns what is stored of the pipeline
   * @throws NotFoundError when there is none that the caller may know of
   * @throws NotAllowedError when he may know of it, and not do this to it
   */
  async require(options: {
    pipelineArn: string;
    permission: ResourcePermission<'catalog-entity'>;
    credentials: BackstageCredentials;
  }): Promise<StoredPipeline & { ownerRef: string }> {
    const { pipelineArn, permission, credentials } = options;
    const [stored] = await this.#store.getPipelines([pipelineArn]);
    const { ownerRef } = stored;
    const readable = await this.#access.filterEntities({
      entityRefs: ownerRef ? [ownerRef] : [],
      permission: crossAccountPipelinesReadPermission,
      credentials,
    });
    if (!ownerRef || !readable.has(ownerRef)) {
      throw new NotFoundError(
        `The portal has no pipeline ${pipelineArn}, or you may not see it`,
      );
    }
    await this.#access.requirePermission({
      entityRef: ownerRef,
      permission,
      credentials,
    });
    return { ...stored, ownerRef };
  }

  /**
   * Whoever registers a pipeline that is another entity's takes it from there,
   * so that he has to have both.
   *
   * @throws InputError, NotFoundError, NotAllowedError
   * @throws ServiceUnavailableError when AWS does not say whose it is
   */
  async requireRegistrable(
    { entityRef, pipelineArn }: PipelineRegistration,
    credentials: BackstageCredentials,
  ): Promise<void> {
    requireConfiguredPipeline({ pipelineArn, accounts: this.#accounts });
    await this.#access.requireEntity({
      entityRef,
      permission: crossAccountPipelinesRegisterPermission,
      credentials,
    });
    const { ownerRef, tagsWereRead, error } = await this.#read(
      pipelineArn,
      credentials,
    );
    if (!tagsWereRead) {
      throw new ServiceUnavailableError(
        `Whose ${pipelineArn} is cannot be read, so it was not registered: ${
          error ??
          'the reader role of its account needs codepipeline:ListTagsForResource'
        }`,
      );
    }
    if (ownerRef && ownerRef !== entityRef) {
      const yielding = await this.#access.filterEntities({
        entityRefs: [ownerRef],
        permission: crossAccountPipelinesRegisterPermission,
        credentials,
      });
      if (!yielding.has(ownerRef)) {
        throw new NotAllowedError(
          `${pipelineArn} belongs to another entity; only those who may register pipelines for that one can register it for ${entityRef}`,
        );
      }
    }
  }

  /** AWS is asked unless it has answered before. */
  async #read(
    pipelineArn: string,
    credentials: BackstageCredentials,
  ): Promise<StoredPipeline> {
    const [stored] = await this.#store.getPipelines([pipelineArn]);
    return stored.tagsWereRead
      ? stored
      : this.#checker.check(pipelineArn, {
          onBehalfOf: this.#access.nameOf(credentials),
        });
  }
}
