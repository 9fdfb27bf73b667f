import type { Health } from 'backstage-plugin-cross-account-pipelines-core';
import {
  healthsFromBest,
  worstHealth,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { EntityPipeline } from 'backstage-plugin-cross-account-pipelines-common';
import { countAccounts, describePipeline } from './describePipeline';
import type { AccountCounts, PipelineDescription } from './describePipeline';

/** One pipeline, arranged for reading where it was read. */
export interface DescribedPipeline {
  pipeline: EntityPipeline;
  description?: PipelineDescription;
  /** `unknown` for one that was never read. */
  health: Health;
}

/** All pipelines of an entity under one verdict. */
export interface EntityDescription {
  /** Worst first. */
  pipelines: DescribedPipeline[];
  health: Health;
  /** The worst of what the pipelines need in their own accounts. */
  own: Health;
  /** Each account once, however many pipelines reach it. */
  counts: AccountCounts;
  /** Pipelines that nothing is known of. */
  unread: number;
}

/** Puts the pipelines of an entity under one verdict, worst first. */
export function describeEntity(pipelines: EntityPipeline[]): EntityDescription {
  const described = pipelines.map(pipeline => {
    const description = pipeline.report && describePipeline(pipeline.report);
    return { pipeline, description, health: healthOf(description) };
  });
  const known = described.flatMap(({ description }) => description ?? []);
  return {
    pipelines: described.sort(
      (a, b) =>
        healthsFromBest.indexOf(b.health) - healthsFromBest.indexOf(a.health),
    ),
    health: worstHealth(described.map(({ health }) => health)),
    own: worstHealth(known.map(({ own }) => own.health)),
    counts: countAccounts(
      known.flatMap(({ environments }) => environments).flatMap(e => e.rows),
    ),
    unread: described.length - known.length,
  };
}

function healthOf(description: PipelineDescription | undefined): Health {
  return description
    ? worstHealth([
        description.own.health,
        ...description.environments.map(({ health }) => health),
      ])
    : 'unknown';
}
