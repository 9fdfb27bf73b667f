import { readFileSync } from 'node:fs';
import {
  ListTagsForResourceCommand,
  type Tag,
} from '@aws-sdk/client-codepipeline';
import {
  type LoggerService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { NotFoundError, stringifyError } from '@backstage/errors';
import {
  Assessment,
  type ConfiguredAccount,
  DocumentMemory,
  type Estate,
  hopsOf,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  parsePipelineArn,
  type PipelineExecution,
  PolicyTexts,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  type AwsAccountClients,
  type AwsCallObserver,
  type AwsClients,
  collectEstate,
  DefaultAwsClients,
  judgeRules,
  readConfiguredAccounts,
  readExecutions,
  readTaggedPipelines,
  SharedReads,
  type TaggedPipelines,
  OrganizationAccounts,
} from 'backstage-plugin-cross-account-pipelines-node';
import { readTaggedRef } from '../ownership/readTaggedRef';
import { REPORT_VERSION } from '../store/StoredReport';
import { Fingerprints } from './Fingerprints';
import type {
  PipelineAssessor,
  PipelineReading,
  StoredJudgement,
  UnchangedReading,
} from './PipelineAssessor';
import { PipelineGoneError } from './PipelineGoneError';
import { requireConfiguredPipeline } from './requireConfiguredPipeline';
import { hasExplanations, weighFailures } from './weighFailures';

/** What AWS has not answered by then is unread, in ms. */
const PATIENCE = 25_000;

/**
 * How long the schedule leaves alone what throttles or does not answer, in ms: else
 * every pipeline that reaches the account would wait for it in turn.
 */
const PAUSE = 60_000;

/** Policies that a run remembers for certain: those of some hundred pipelines. */
const REMEMBERED_POLICIES = 4096;

interface AssessOptions {
  pipelineArn: string;
  onBehalfOf?: string;
  signal?: AbortSignal;
  stored?: StoredJudgement;
}

/** What the pipelines of a run have in common. */
interface Shared {
  reads: SharedReads;
  policyTexts: PolicyTexts;
  documents: DocumentMemory;
  fingerprints: Fingerprints;
}

/** Another version may judge the same otherwise. */
const version = /* @__PURE__ */ (() =>
  [
    REPORT_VERSION,
    ...['core', 'node', 'backend'].map(name => {
      const folder = `backstage-plugin-cross-account-pipelines-${name}`;
      const file = resolvePackagePath(folder, 'package.json');
      return JSON.parse(readFileSync(file, 'utf8')).version;
    }),
  ].join(' '))();

/**
 * Reads AWS with the credentials that are configured for each account.
 */
export class DefaultPipelineAssessor implements PipelineAssessor {
  readonly #accounts: ConfiguredAccount[];
  readonly #organization: OrganizationAccounts;
  /** A client that AWS throttles slows down, and people are not to wait for the schedule. */
  readonly #clients: { asked: AwsClients; scheduled: AwsClients };
  readonly #logger: LoggerService;

  static fromConfig(
    config: Config,
    options: { logger: LoggerService; observer?: AwsCallObserver },
  ): DefaultPipelineAssessor {
    const { logger, observer } = options;
    return new DefaultPipelineAssessor({
      accounts: readConfiguredAccounts(config),
      clients: {
        asked: DefaultAwsClients.fromConfig(config, { observer }),
        scheduled: DefaultAwsClients.fromConfig(config, { observer }),
      },
      logger,
    });
  }

  private constructor(options: {
    accounts: ConfiguredAccount[];
    clients: { asked: AwsClients; scheduled: AwsClients };
    logger: LoggerService;
  }) {
    this.#accounts = options.accounts;
    this.#clients = options.clients;
    this.#organization = new OrganizationAccounts({
      accounts: options.accounts,
      clients: options.clients.scheduled,
    });
    this.#logger = options.logger;
  }

  assess(options: AssessOptions): Promise<PipelineReading | UnchangedReading> {
    return this.#assess(options);
  }

  beginRun(): Pick<PipelineAssessor, 'assess'> {
    const shared: Shared = {
      reads: new SharedReads({
        clients: this.#clients.scheduled,
        pause: PAUSE,
      }),
      policyTexts: new PolicyTexts({ remembered: REMEMBERED_POLICIES }),
      documents: new DocumentMemory(),
      fingerprints: new Fingerprints(),
    };
    return { assess: options => this.#assess(options, shared) };
  }

  readTaggedPipelines(options: {
    patience: number;
    onBehalfOf?: string;
  }): Promise<TaggedPipelines> {
    const { asked, scheduled } = this.#clients;
    return readTaggedPipelines({
      ...options,
      clients: options.onBehalfOf ? asked : scheduled,
      accounts: this.#accounts,
    });
  }

  async #assess(
    options: AssessOptions,
    shared?: Shared,
  ): Promise<PipelineReading | UnchangedReading> {
    const { pipelineArn, onBehalfOf, stored } = options;
    requireConfiguredPipeline({ pipelineArn, accounts: this.#accounts });
    const clients = onBehalfOf ? this.#clients.asked : this.#clients.scheduled;
    const { account, region } = parsePipelineArn(pipelineArn)!;
    // The whole of it, so that what was read is judged in time.
    const end = inTime(options.signal);
    const own = await clients.forAccount({
      account,
      region,
      purpose: 'read',
      onBehalfOf,
    });
    const [estate, tags, executions] = await Promise.all([
      this.#collect(clients, options, shared),
      this.#readTags(own, options),
      this.#readExecutions(own, options),
    ]);
    const taggedRef = tags && { taggedRef: readTaggedRef(tags) };
    const madeFrom = this.#madeFrom(estate, tags, shared?.fingerprints);
    if (stored?.madeFrom === madeFrom) {
      const runs = await weighByStored(executions, stored!);
      if (runs !== 'unreadable') {
        return {
          unchangedAt: estate.readAt!,
          ...taggedRef,
          ...(runs && { executions: runs }),
        };
      }
    }
    const judged = new Assessment({
      estate,
      accounts: this.#named,
      documents: shared?.documents,
    }).assess(pipelineArn);
    const report = tags
      ? await judgeRules(judged, {
          clients,
          tags,
          accounts: this.#accounts,
          organization: this.#organization,
          onBehalfOf,
          signal: end,
        })
      : judged;
    return {
      report,
      // What rules name, and what time alone will change, is judged again.
      ...(report === judged && !isPending(report) && { madeFrom }),
      ...taggedRef,
      ...(executions && { executions: weighFailures(executions, report) }),
    };
  }

  get #named() {
    return this.#accounts.map(({ id, name, environment }) => ({
      id,
      name,
      environment,
    }));
  }

  #madeFrom(
    { readAt: _, ...estate }: Estate,
    tags: Tag[] | undefined,
    fingerprints = new Fingerprints(),
  ): string {
    return fingerprints.of([version, this.#named, tags ?? 'unread', estate]);
  }

  async #collect(
    ownClients: AwsClients,
    { stored: _, ...options }: AssessOptions,
    shared?: Shared,
  ): Promise<Estate> {
    const reading = shared?.reads.open();
    try {
      const estate = await collectEstate({
        ...options,
        clients: reading?.clients ?? ownClients,
        patience: PATIENCE,
        policyTexts: shared?.policyTexts,
      });
      // As old as the oldest thing in it.
      const readAt = reading?.oldest()?.toISOString();
      return readAt ? { ...estate, readAt } : estate;
    } catch (error) {
      // There are credentials, so that it is the pipeline which was not found.
      throw error instanceof NotFoundError
        ? new PipelineGoneError(error.message)
        : error;
    }
  }

  async #readTags(
    { codePipeline }: AwsAccountClients,
    { pipelineArn, signal }: AssessOptions,
  ): Promise<Tag[] | undefined> {
    return this.#unlessUnread(`tags of ${pipelineArn}`, async () => {
      const { tags = [] } = await codePipeline.send(
        new ListTagsForResourceCommand({ resourceArn: pipelineArn }),
        { abortSignal: inTime(signal) },
      );
      return tags;
    });
  }

  async #readExecutions(
    { codePipeline }: AwsAccountClients,
    { pipelineArn, signal }: AssessOptions,
  ) {
    return this.#unlessUnread(`runs of ${pipelineArn}`, () =>
      readExecutions({
        codePipeline,
        pipelineName: parsePipelineArn(pipelineArn)!.name,
        signal: inTime(signal),
      }),
    );
  }

  /** The report does not hang on it. */
  async #unlessUnread<T>(
    what: string,
    read: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      this.#logger.debug(`The ${what} were not read: ${stringifyError(error)}`);
      return undefined;
    }
  }
}

function inTime(signal: AbortSignal | undefined): AbortSignal {
  const end = AbortSignal.timeout(PATIENCE);
  return signal ? AbortSignal.any([signal, end]) : end;
}

function isPending(report: PipelineReport): boolean {
  return hopsOf(report).some(({ health }) => health === 'pending');
}

/** The stored report is read only where there is something to explain. */
async function weighByStored(
  executions: PipelineExecution[] | undefined,
  stored: StoredJudgement,
): Promise<PipelineExecution[] | undefined | 'unreadable'> {
  if (!executions?.some(hasExplanations)) {
    return executions;
  }
  const report = await stored.readReport();
  return report ? weighFailures(executions, report) : 'unreadable';
}
