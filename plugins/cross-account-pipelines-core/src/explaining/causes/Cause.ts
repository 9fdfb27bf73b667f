import type { HopKind, Side } from '../../report';
import type {
  ErrorNames,
  ErrorPhase,
  ErrorSubject,
  Explanation,
} from '../Explanation';

/**
 * What an explanation is about.
 */
export type Place = HopKind | ErrorSubject;

/**
 * Something that can be wrong, whatever words it shows itself in.
 *
 * Sentences may hold names: `{bucket|the artifact bucket}`.
 */
export interface Cause {
  /** Absent where the call that was refused decides. */
  hop?: Place;
  sentence: string;
  /** What to change. */
  change: string;
  /** What to read to be sure, most telling first. */
  readNext: readonly string[];
  /** Path of the AWS documentation page that describes it. */
  page: string;
  side?: Side;
  /** The name that tells which account has to change. */
  accountOf?: keyof ErrorNames;
  phase?: ErrorPhase;
  /** Default `broken`. */
  severity?: Explanation['severity'];
}
