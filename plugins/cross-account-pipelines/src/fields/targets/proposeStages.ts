import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import type { StagesValue, TargetValue } from './targetsSchema';

/** With more accounts than this, nobody wants them all: they are chosen. */
const accountsToPropose = 12;

/** What environments are usually called, from the first to the last. */
const environmentsInOrder: RegExp[] = [
  /\b(sandbox|play(ground)?|experiment(al)?)\b/i,
  /\bdev(elopment|elop)?\b/i,
  /\b(test(ing)?|qa|int(egration)?|ci)\b/i,
  /\b(stag(e|ing)|uat|acceptance|pre[-_ ]?prod(uction)?|demo)\b/i,
  /\bprod(uction)?|\blive\b/i,
];

/** Where what is called like none of them belongs: before production. */
const somewhereBetween = environmentsInOrder.length - 1.5;

/**
 * One stage per environment, production last and after an approval, whatever
 * the order of app-config. Each account works in the pipeline's Region where it
 * may, since artifacts then stay there, and else in the first of its own.
 */
export function proposeStages(options: {
  accounts: ConfiguredAccount[];
  pipelineRegion?: string;
  /** What those are asked who approve a stage. */
  questionFor(stage: string): string;
}): StagesValue {
  const { accounts, pipelineRegion, questionFor } = options;
  const few = accounts.length <= accountsToPropose;
  const stages = new Map<string, ConfiguredAccount[]>();
  for (const account of accounts) {
    const name = toStageName(account.environment ?? account.name);
    stages.set(name, [...(stages.get(name) ?? []), account]);
  }
  return [...stages]
    .map(([name, members]) => ({ name, members, rank: rankOf(name) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ name, members, rank }, index) => ({
      name,
      ...(index > 0 &&
        rank === environmentsInOrder.length - 1 && {
          approval: { message: questionFor(name) },
        }),
      targets: few
        ? members.map(account =>
            toTarget(account, chooseRegion(account.regions, pipelineRegion)),
          )
        : [],
    }));
}

/** Artifacts stay where the pipeline is, if they may. */
export function chooseRegion(
  regions: string[],
  pipelineRegion: string | undefined,
): string {
  return pipelineRegion !== undefined && regions.includes(pipelineRegion)
    ? pipelineRegion
    : regions[0];
}

/** An account and Region with the name that the review of the form shows. */
export function toTarget(
  account: ConfiguredAccount,
  region: string,
): TargetValue {
  return { name: account.name, account: account.id, region };
}

// An underscore is part of a word to \b, and a hyphen is not.
function rankOf(stage: string): number {
  const words = stage.replace(/[_.]/g, '-');
  const rank = environmentsInOrder.findIndex(name => name.test(words));
  return rank < 0 ? somewhereBetween : rank;
}

function toStageName(environment: string): string {
  return environment.replace(/[^A-Za-z0-9.@_-]+/g, '-').slice(0, 100);
}
