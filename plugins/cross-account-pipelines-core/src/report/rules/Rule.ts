import type { HopKind } from '../PipelineReport';

/**
 * How much a finding matters to whoever checks: an `error` stops, a `warning`
 * is shown, a `note` says what could not be told.
 *
 * @public
 */
export type FindingLevel = 'error' | 'warning' | 'note';

/**
 * Something that can be found, whoever finds it.
 *
 * @public
 */
export interface Rule {
  /** What is found, in a few words. */
  title: string;
  /** How it is usually taken; a policy file may say otherwise. */
  level: FindingLevel;
  /** The hop that it is about. */
  hop?: HopKind;
  /**
   * The side of that hop whose role it is about: the hop is then no better than
   * the finding.
   */
  lowers?: 'caller' | 'resource';
  /** Path of AWS's page, under `https://docs.aws.amazon.com/`. */
  page?: string;
}
