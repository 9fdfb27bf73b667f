import type { AccountSummary } from './PipelineReport';

/**
 * An account in a sentence: its name and id, where it has a name.
 *
 * @alpha
 */
export function describeAccount({ id, name }: AccountSummary): string {
  return name ? `${name} (${id})` : id;
}
