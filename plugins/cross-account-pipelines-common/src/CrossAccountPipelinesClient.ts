import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import type {
  CrossAccountPipelinesApi,
  EntityPipeline,
  PipelineRegistration,
  PipelineSummary,
  RequestOptions,
} from './CrossAccountPipelinesApi';

const accountSummary = z.looseObject({ id: z.string() });

const report = z.looseObject({
  pipelineArn: z.string(),
  health: z.string(),
  hops: z.array(z.unknown()),
  links: z.array(z.looseObject({ account: accountSummary })),
  findings: z.array(z.unknown()),
  readAt: z.string(),
});

// Deep enough to tell an answer of the backend plugin from one of a proxy, an
// identity provider or another version; the types say the rest.
const answers = {
  accounts: listOf(
    accountSummary.extend({
      name: z.string(),
      regions: z.array(z.string()),
      uses: z.array(z.string()),
    }),
  ),
  entityPipelines: listOf(
    z.looseObject({ pipelineArn: z.string(), report: report.optional() }),
  ),
  registrations: listOf(
    z.looseObject({ entityRef: z.string(), pipelineArn: z.string() }),
  ),
  pipelines: listOf(
    z.looseObject({
      pipelineArn: z.string(),
      reaches: z.array(accountSummary),
    }),
  ),
};

function listOf(item: z.ZodType) {
  return z.looseObject({ items: z.array(item) });
}

interface Request {
  method?: 'POST';
  path: string;
  body?: unknown;
  options?: RequestOptions;
}

/**
 * Talks to the backend plugin over HTTP, from a browser or from another backend
 * plugin.
 *
 * Every method rejects with a {@link @backstage/errors#ResponseError} when the
 * backend refuses, and with a plain error when something else answered.
 *
 * @public
 */
export class CrossAccountPipelinesClient implements CrossAccountPipelinesApi {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };

  /**
   * @param options - the discovery and fetch APIs of a frontend, or a backend's
   *   discovery service and `{ fetch }`
   */
  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async listAccounts(options?: RequestOptions): Promise<ConfiguredAccount[]> {
    const request = { path: '/v1/accounts', options };
    return this.#list<ConfiguredAccount>(request, answers.accounts);
  }

  async getEntityPipelines(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<EntityPipeline[]> {
    const path = `${entityPath(entityRef)}/pipelines`;
    return this.#list<EntityPipeline>(
      { path, options },
      answers.entityPipelines,
    );
  }

  async checkEntityPipelines(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<EntityPipeline[]> {
    const path = `${entityPath(entityRef)}/pipelines/check`;
    return this.#list<EntityPipeline>(
      { method: 'POST', path, options },
      answers.entityPipelines,
    );
  }

  async registerPipeline(
    registration: PipelineRegistration,
    options?: RequestOptions,
  ): Promise<void> {
    await this.#send({
      method: 'POST',
      path: '/v1/registrations',
      body: {
        entityRef: registration.entityRef,
        pipelineArn: registration.pipelineArn,
      },
      options,
    });
  }

  async listRegistrations(
    options?: RequestOptions,
  ): Promise<PipelineRegistration[]> {
    const request = { path: '/v1/registrations', options };
    return this.#list<PipelineRegistration>(request, answers.registrations);
  }

  async listPipelines(options?: RequestOptions): Promise<PipelineSummary[]> {
    const request = { path: '/v1/pipelines', options };
    return this.#list<PipelineSummary>(request, answers.pipelines);
  }

  async #list<T>(request: Request, answer: z.ZodType): Promise<T[]> {
    const response = await this.#send(request);
    const body: unknown = await response.json().catch(() => undefined);
    const parsed = answer.safeParse(body);
    if (!parsed.success) {
      const [{ path, message }] = parsed.error.issues;
      throw new Error(
        `The cross-account-pipelines backend answered ${
          request.path
        } with something else than expected (${['body', ...path].join(
          '.',
        )}: ${message}); check that its version matches and that no proxy stands in for it`,
      );
    }
    return (body as { items: T[] }).items;
  }

  async #send(request: Request): Promise<Response> {
    const { method, path, body, options } = request;
    const baseUrl = await this.#discoveryApi.getBaseUrl(
      'cross-account-pipelines',
    );
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, {
      method: method ?? 'GET',
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(options?.token && { Authorization: `Bearer ${options.token}` }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: options?.signal,
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

function entityPath(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const parts = [kind.toLocaleLowerCase('en-US'), namespace, name];
  return `/v1/entities/${parts.map(encodeURIComponent).join('/')}`;
}
