import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
import type {
  ConfiguredAccount,
  Explanation,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import type {
  ListedThing,
  ListedThingKind,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type {
  CrossAccountPipelinesApi,
  DetailOptions,
  EntityPipeline,
  PipelineOwner,
  PipelineRegistration,
  PipelineSummary,
  RecordedSpec,
  RequestOptions,
} from './CrossAccountPipelinesApi';
import type { LinkPage, LinkQuery } from './LinkQuery';
import type { LinkTransition } from './LinkTransition';
import type { PipelineExecution } from './PipelineExecution';
import type { PipelineStart } from './PipelineStart';
import type { PipelinePlan } from './PipelinePlan';
import type { NewWaiver, Waiver } from './Waiver';

/** Pipelines of a list that are asked for at once. */
const PAGE_SIZE = 100;

const accountSummary = z.looseObject({ id: z.string() });

const report = z.looseObject({
  pipelineArn: z.string(),
  health: z.string(),
  hops: z.array(z.unknown()),
  links: z.array(z.looseObject({ account: accountSummary })),
  findings: z.array(z.unknown()),
  readAt: z.string(),
});

const waiver = z.looseObject({ id: z.string(), until: z.string() });

// Deep enough to tell an answer of the backend plugin from one of a proxy, an
// identity provider or another version; the types say the rest.
const answers = {
  report,
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
  owner: z.looseObject({ pipelineArn: z.string() }),
  registrations: listOf(
    z.looseObject({ entityRef: z.string(), pipelineArn: z.string() }),
  ),
  pipelines: listOf(
    z.looseObject({
      pipelineArn: z.string(),
      entityRefs: z.array(z.string()),
      reaches: z.array(accountSummary),
    }),
  ),
  links: listOf(
    z.looseObject({ pipelineArn: z.string(), account: accountSummary }),
  ).extend({ totalItems: z.number() }),
  history: listOf(z.looseObject({ hopId: z.string(), to: z.string() })),
  executions: listOf(
    z.looseObject({ id: z.string(), stages: z.array(z.unknown()) }),
  ),
  explanations: listOf(z.looseObject({ cause: z.string() })),
  things: listOf(z.looseObject({ value: z.string() })),
  plan: z.looseObject({ report, stacks: z.array(z.unknown()) }),
  recordedSpec: z.looseObject({
    pipelineArn: z.string(),
    spec: z.looseObject({ name: z.string(), stages: z.array(z.unknown()) }),
  }),
  waivers: listOf(waiver),
  waiver,
  started: z.looseObject({ executionId: z.string() }),
};

function listOf(item: z.ZodType) {
  return z.looseObject({ items: z.array(item) });
}

interface Request {
  method?: 'POST' | 'DELETE';
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
    options?: DetailOptions,
  ): Promise<EntityPipeline[]> {
    const path = `${entityPath(entityRef)}/pipelines${detailOf(options)}`;
    return this.#list<EntityPipeline>(
      { path, options },
      answers.entityPipelines,
    );
  }

  async checkEntityPipelines(
    entityRef: string,
    options?: DetailOptions,
  ): Promise<EntityPipeline[]> {
    const path = `${entityPath(entityRef)}/pipelines/check${detailOf(options)}`;
    return this.#list<EntityPipeline>(
      { method: 'POST', path, options },
      answers.entityPipelines,
    );
  }

  async getPipelineReport(
    part: { pipelineArn: string; link?: string },
    options?: RequestOptions,
  ): Promise<PipelineReport> {
    const { pipelineArn, link } = part;
    const path = `${pipelinePath(pipelineArn)}/report${toQuery({ link })}`;
    return this.#get<PipelineReport>({ path, options }, answers.report);
  }

  async getPipelineOwner(
    pipelineArn: string,
    options?: RequestOptions,
  ): Promise<PipelineOwner> {
    const path = `${pipelinePath(pipelineArn)}/owner`;
    return this.#get<PipelineOwner>({ path, options }, answers.owner);
  }

  async registerPipeline(
    registration: PipelineRegistration,
    options?: RequestOptions,
  ): Promise<void> {
    const { entityRef, pipelineArn } = registration;
    await this.#send({
      method: 'POST',
      path: '/v1/registrations',
      body: { entityRef, pipelineArn },
      options,
    });
  }

  async unregisterPipeline(
    registration: PipelineRegistration,
    options?: RequestOptions,
  ): Promise<void> {
    const { entityRef, pipelineArn } = registration;
    const query = toQuery({ entityRef, pipelineArn });
    const path = `/v1/registrations${query}`;
    await this.#send({ method: 'DELETE', path, options });
  }

  async listRegistrations(
    options?: RequestOptions,
  ): Promise<PipelineRegistration[]> {
    const request = { path: '/v1/registrations', options };
    return this.#list<PipelineRegistration>(request, answers.registrations);
  }

  async listPipelines(options?: RequestOptions): Promise<PipelineSummary[]> {
    const pipelines: PipelineSummary[] = [];
    let cursor: string | undefined;
    do {
      const query = toQuery({ limit: PAGE_SIZE, cursor });
      const page: { items: PipelineSummary[]; nextCursor?: string } =
        await this.#get(
          { path: `/v1/pipelines${query}`, options },
          answers.pipelines,
        );
      pipelines.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return pipelines;
  }

  async queryLinks(
    query: LinkQuery,
    options?: RequestOptions,
  ): Promise<LinkPage> {
    const path = `/v1/links${toQuery({ ...query })}`;
    return this.#get<LinkPage>({ path, options }, answers.links);
  }

  async getHistory(
    pipelineArn: string,
    options?: RequestOptions,
  ): Promise<LinkTransition[]> {
    const path = `${pipelinePath(pipelineArn)}/history`;
    return this.#list<LinkTransition>({ path, options }, answers.history);
  }

  async listExecutions(
    pipelineArn: string,
    options?: RequestOptions,
  ): Promise<PipelineExecution[]> {
    const path = `${pipelinePath(pipelineArn)}/executions`;
    return this.#list<PipelineExecution>({ path, options }, answers.executions);
  }

  async explainError(
    error: { text: string; pipelineArn?: string },
    options?: RequestOptions,
  ): Promise<Explanation[]> {
    return this.#list<Explanation>(
      { method: 'POST', path: '/v1/explain', body: error, options },
      answers.explanations,
    );
  }

  async listThings(
    place: { account: string; region: string; kind: ListedThingKind },
    options?: RequestOptions,
  ): Promise<ListedThing[]> {
    const { account, ...query } = place;
    const path = `/v1/accounts/${encodeURIComponent(
      account,
    )}/things?${new URLSearchParams(query)}`;
    return this.#list<ListedThing>({ path, options }, answers.things);
  }

  async planPipeline(
    plan: { entityRef: string; spec: object },
    options?: RequestOptions,
  ): Promise<PipelinePlan> {
    return this.#get<PipelinePlan>(
      { method: 'POST', path: '/v1/plan', body: plan, options },
      answers.plan,
    );
  }

  async getPipelineSpec(
    pipelineArn: string,
    options?: RequestOptions,
  ): Promise<RecordedSpec> {
    const path = `${pipelinePath(pipelineArn)}/spec`;
    return this.#get<RecordedSpec>({ path, options }, answers.recordedSpec);
  }

  async listWaivers(
    pipelineArn: string,
    options?: RequestOptions,
  ): Promise<Waiver[]> {
    const path = `${pipelinePath(pipelineArn)}/waivers`;
    return this.#list<Waiver>({ path, options }, answers.waivers);
  }

  async waive(newWaiver: NewWaiver, options?: RequestOptions): Promise<Waiver> {
    const { pipelineArn, ...body } = newWaiver;
    const path = `${pipelinePath(pipelineArn)}/waivers`;
    return this.#get<Waiver>(
      { method: 'POST', path, body, options },
      answers.waiver,
    );
  }

  async withdrawWaiver(id: string, options?: RequestOptions): Promise<void> {
    const path = `/v1/waivers/${encodeURIComponent(id)}`;
    await this.#send({ method: 'DELETE', path, options });
  }

  async startPipeline(
    start: PipelineStart,
    options?: RequestOptions,
  ): Promise<{ executionId: string }> {
    const { pipelineArn, ...body } = start;
    const path = `${pipelinePath(pipelineArn)}/start`;
    return this.#get<{ executionId: string }>(
      { method: 'POST', path, body, options },
      answers.started,
    );
  }

  async stopExecution(
    stop: {
      pipelineArn: string;
      executionId: string;
      abandon?: boolean;
      reason?: string;
    },
    options?: RequestOptions,
  ): Promise<void> {
    const { pipelineArn, ...body } = stop;
    const path = `${pipelinePath(pipelineArn)}/stop`;
    await this.#send({ method: 'POST', path, body, options });
  }

  async retryStage(
    retry: { pipelineArn: string; executionId: string; stage: string },
    options?: RequestOptions,
  ): Promise<void> {
    const { pipelineArn, ...body } = retry;
    const path = `${pipelinePath(pipelineArn)}/retry`;
    await this.#send({ method: 'POST', path, body, options });
  }

  async rollBackStage(
    rollback: {
      pipelineArn: string;
      stage: string;
      targetExecutionId?: string;
    },
    options?: RequestOptions,
  ): Promise<{ executionId: string }> {
    const { pipelineArn, ...body } = rollback;
    const path = `${pipelinePath(pipelineArn)}/rollback`;
    return this.#get<{ executionId: string }>(
      { method: 'POST', path, body, options },
      answers.started,
    );
  }

  async answerApproval(
    answer: {
      pipelineArn: string;
      executionId: string;
      stage: string;
      action: string;
      approve: boolean;
      comment: string;
    },
    options?: RequestOptions,
  ): Promise<void> {
    const { pipelineArn, ...body } = answer;
    const path = `${pipelinePath(pipelineArn)}/approval`;
    await this.#send({ method: 'POST', path, body, options });
  }

  async #list<T>(request: Request, answer: z.ZodType): Promise<T[]> {
    const { items } = await this.#get<{ items: T[] }>(request, answer);
    return items;
  }

  async #get<T>(request: Request, answer: z.ZodType): Promise<T> {
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
    return body as T;
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

function detailOf(options: DetailOptions | undefined): string {
  return toQuery({ detail: options?.detail });
}

function pipelinePath(pipelineArn: string): string {
  return `/v1/pipelines/${encodeURIComponent(pipelineArn)}`;
}

/** A list becomes a parameter that is there several times. */
function toQuery(parameters: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined) {
        query.append(name, String(each));
      }
    }
  }
  const text = query.toString();
  return text && `?${text}`;
}
