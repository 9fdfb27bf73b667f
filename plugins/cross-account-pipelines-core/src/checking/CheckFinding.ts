import type { DocumentReference, Health } from '../report';
import type { LevelledFinding, RuledFinding } from './FindingPolicy';

/**
 * One thing that a check found, with the place that has to change.
 *
 * @public
 */
export interface CheckFinding extends LevelledFinding {
  /** What is found, in sentences. */
  message: string;
  /** Of the hop, for a finding about one. */
  health?: Health;
  /** What to do, in a sentence. */
  remedy?: string;
  /** The change as a unified diff. */
  diff?: string;
  /** Where it stands; `file` starts from where the person's paths do. */
  place?: FilePlace;
  /** Where it stands in the template that was made of `place`. */
  rendered?: FilePlace;
  /** The document that has to change, where it is in no file. */
  document?: DocumentReference;
}

/**
 * 1-based.
 *
 * @public
 */
export interface FilePlace {
  /** Path of the file. */
  file: string;
  /** Counted from 1. */
  line?: number;
  /** Counted from 1. */
  column?: number;
  /** The resource, where a file has no lines that people read: its Terraform address. */
  address?: string;
}

/**
 * A finding as the policy takes it.
 *
 * @public
 */
export type JudgedFinding = RuledFinding<CheckFinding>;
