import type {
  MetricsService,
  MetricsServiceCounter,
  MetricsServiceHistogram,
  TracingService,
} from '@backstage/backend-plugin-api/alpha';
import type { Health } from 'backstage-plugin-cross-account-pipelines-core';
import { healthsFromBest } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type {
  AwsCallObserver,
  ObservedCall,
} from 'backstage-plugin-cross-account-pipelines-node';

/** What a check was begun for, and of which pipeline. */
export interface ObservedCheck {
  pipelineArn: string;
  trigger: 'schedule' | 'person';
}

/**
 * How a check ended: with a report, without one, or with AWS saying that there is
 * no such pipeline.
 */
export type CheckOutcome = 'read' | 'unread' | 'gone';

/**
 * Counts and traces what the plugin does, by Backstage's own services. Nothing
 * that grows with the number of accounts or pipelines is an attribute of a
 * metric; spans name both.
 */
export class PipelineTelemetry implements AwsCallObserver {
  readonly #metrics: MetricsService;
  readonly #tracing: TracingService;
  readonly #checks: MetricsServiceCounter;
  readonly #checkDuration: MetricsServiceHistogram;
  readonly #calls: MetricsServiceCounter;
  readonly #callDuration: MetricsServiceHistogram;
  readonly #throttles: MetricsServiceCounter;

  constructor(options: { metrics: MetricsService; tracing: TracingService }) {
    const { metrics, tracing } = options;
    this.#metrics = metrics;
    this.#tracing = tracing;
    this.#checks = metrics.createCounter('cross_account_pipelines.checks', {
      description: 'Checks of pipelines, by what began them and how they ended',
      unit: '{check}',
    });
    this.#checkDuration = metrics.createHistogram(
      'cross_account_pipelines.check.duration',
      { description: 'How long checks of pipelines take', unit: 's' },
    );
    this.#calls = metrics.createCounter('cross_account_pipelines.aws.calls', {
      description: 'Calls to AWS, repetitions not counted, by how they ended',
      unit: '{call}',
    });
    this.#callDuration = metrics.createHistogram(
      'cross_account_pipelines.aws.call.duration',
      {
        description: 'How long calls to AWS take, with all their repetitions',
        unit: 's',
      },
    );
    this.#throttles = metrics.createCounter(
      'cross_account_pipelines.aws.throttles',
      {
        description: 'Attempts that AWS refused because there were too many',
        unit: '{attempt}',
      },
    );
  }

  /**
   * Does the check in a span, and counts it by its outcome.
   * One that fails is counted as unread.
   */
  async check<T extends { outcome: CheckOutcome }>(
    { pipelineArn, trigger }: ObservedCheck,
    work: () => Promise<T>,
  ): Promise<T> {
    const begun = performance.now();
    let outcome: CheckOutcome = 'unread';
    try {
      return await this.#tracing.startActiveSpan(
        'check pipeline',
        { attributes: { 'aws.codepipeline.arn': pipelineArn, trigger } },
        async span => {
          const done = await work();
          outcome = done.outcome;
          span.setAttribute('outcome', outcome);
          if (outcome === 'unread') {
            span.setStatus({ code: 'error' });
          }
          return done;
        },
      );
    } finally {
      this.#checks.add(1, { trigger, outcome });
      this.#checkDuration.record(secondsSince(begun), { trigger, outcome });
    }
  }

  async observe<T>(call: ObservedCall, make: () => Promise<T>): Promise<T> {
    const { service, operation, account, region } = call;
    const begun = performance.now();
    let outcome = 'error';
    try {
      const answer = await this.#tracing.startActiveSpan(
        `${service}/${operation}`,
        {
          kind: 'client',
          attributes: {
            'rpc.system': 'aws-api',
            'rpc.service': service,
            'rpc.method': operation,
            'cloud.account.id': account,
            'cloud.region': region,
          },
        },
        make,
      );
      outcome = 'answer';
      return answer;
    } finally {
      this.#calls.add(1, { service, operation, outcome });
      this.#callDuration.record(secondsSince(begun), { service, outcome });
    }
  }

  throttled({ service, operation }: ObservedCall): void {
    this.#throttles.add(1, { service, operation });
  }

  /** Shows how many links are in which health whenever metrics are read. */
  watchLinks(count: () => Promise<ReadonlyMap<Health, number>>): void {
    this.#metrics
      .createObservableGauge('cross_account_pipelines.links', {
        description: 'Links of all pipelines, by their health',
        unit: '{link}',
      })
      .addCallback(async result => {
        const counts = await count();
        for (const health of healthsFromBest) {
          result.observe(counts.get(health) ?? 0, { health });
        }
      });
  }
}

function secondsSince(begun: number): number {
  return (performance.now() - begun) / 1000;
}
