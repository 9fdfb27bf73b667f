import type { PipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';

const key = 'cross-account-pipelines-targets';

/** The tag of a pipeline whose targets, or some of them, are named by rules. */
export const byRuleTag = { [key]: 'by-rule' };

/** Whether rules name targets of a pipeline. */
export function hasRules({ stages }: PipelineSpec): boolean {
  return stages.some(({ targets }) => targets.some(({ rule }) => rule));
}

/**
 * Whether the tags of a pipeline say that rules name targets of it. If so, its
 * stack says which.
 */
export function isByRule(
  tags: Array<{ key?: string; value?: string }>,
): boolean {
  return tags.some(tag => tag.key === key && tag.value === byRuleTag[key]);
}
