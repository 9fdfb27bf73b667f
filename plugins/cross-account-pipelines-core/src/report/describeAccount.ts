import type { AccountSummary } from './PipelineReport';

/**
 * An account in a sentence: its name and id, where it has a name.
 *
 * @public
 */
export function describeAccount({ id, name }: AccountSummary): string {
  return name ? `${name} (${id})` : id;
}
