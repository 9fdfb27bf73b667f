import type { PipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import { describeRule } from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * What a rule of a stage stands for.
 *
 * @public
 */
export interface NamedByRule {
  /** Name of the stage. */
  stage: string;
  /** In words, e.g. `environment=production`. */
  rule: string;
  /** Twelve digits each. */
  accounts: string[];
}

/** The rules of a spec, with the accounts that they have named. */
export function namedByRules({ stages }: PipelineSpec): NamedByRule[] {
  return stages.flatMap(({ name, targets }) => {
    const named = new Map<string, Set<string>>();
    for (const { rule, account } of targets) {
      if (rule) {
        const words = describeRule(rule);
        named.set(words, (named.get(words) ?? new Set()).add(account));
      }
    }
    return [...named].map(([rule, accounts]) => ({
      stage: name,
      rule,
      accounts: [...accounts],
    }));
  });
}
