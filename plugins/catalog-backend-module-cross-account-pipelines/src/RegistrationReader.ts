import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { CrossAccountPipelinesClient } from 'backstage-plugin-cross-account-pipelines-common';

/**
 * For how long an answer is used, in ms. The catalog processes entities in
 * bursts, and each would ask.
 */
const MAX_AGE = 2_000;

/** For how long the backend plugin may hold up the processing of entities, in ms. */
const TIMEOUT = 5_000;

/**
 * Which pipelines are registered for which entity, by entity ref; nothing when
 * the backend plugin does not answer.
 */
export type Registrations = ReadonlyMap<string, string[]> | undefined;

/**
 * Asks the backend plugin for all registrations at once, and not for every
 * entity.
 */
export class RegistrationReader {
  readonly #auth: AuthService;
  readonly #client: CrossAccountPipelinesClient;
  readonly #logger: LoggerService;
  #latest: { askedAt: number; answer: Promise<Registrations> } | undefined;
  #isAnswering = true;

  constructor(options: {
    auth: AuthService;
    client: CrossAccountPipelinesClient;
    logger: LoggerService;
  }) {
    this.#auth = options.auth;
    this.#client = options.client;
    this.#logger = options.logger;
  }

  async read(): Promise<Registrations> {
    const now = Date.now();
    if (!this.#latest || now - this.#latest.askedAt > MAX_AGE) {
      this.#latest = { askedAt: now, answer: this.#ask() };
    }
    return this.#latest.answer;
  }

  async #ask(): Promise<Registrations> {
    try {
      const { token } = await this.#auth.getPluginRequestToken({
        onBehalfOf: await this.#auth.getOwnServiceCredentials(),
        targetPluginId: 'cross-account-pipelines',
      });
      const registrations = await this.#client.listRegistrations({
        token,
        signal: AbortSignal.timeout(TIMEOUT),
      });
      this.#isAnswering = true;
      const byEntity = new Map<string, string[]>();
      for (const { entityRef, pipelineArn } of registrations) {
        byEntity.set(entityRef, [
          ...(byEntity.get(entityRef) ?? []),
          pipelineArn,
        ]);
      }
      return byEntity;
    } catch (error) {
      if (this.#isAnswering) {
        this.#logger.warn(
          'The cross-account-pipelines backend does not say which pipelines are registered; entities keep those that they had',
          toError(error),
        );
      }
      this.#isAnswering = false;
      return undefined;
    }
  }
}
