import type { HopKind, Side } from '../../report';
import type {
  ErrorNames,
  ErrorPhase,
  ErrorSubject,
  Explanation,
} from '../Explanation';

/**
 * A shape of error text that AWS or a tool is known to write, with what it can
 * mean.
 *
 * Patterns are held against one line of bounded length and may not repeat
 * inside of a repetition, so that matching takes linear time. Their named
 * groups are names of {@link ErrorNames}.
 */
export interface KnownError {
  pattern: RegExp;
  /** The shape does not apply where this matches, too. */
  unless?: RegExp;
  /** Most likely first. */
  meanings: KnownMeaning[];
  /** Asked only when nothing more telling was found. */
  fallback?: boolean;
  /**
   * Says only that something was refused: not asked where an authorization
   * message says by whom.
   */
  bare?: boolean;
  /** Path of the AWS documentation page that describes it. */
  page?: string;
}

/**
 * Sentences may hold names: `{bucket|the artifact bucket}`.
 */
export interface KnownMeaning {
  hop: HopKind | ErrorSubject;
  cause: string;
  sentence: string;
  readNext: string[];
  change: string;
  side?: Side;
  /** The name that tells which account has to change. */
  accountOf?: keyof ErrorNames;
  phase?: ErrorPhase;
  /** Default `broken`. */
  severity?: Explanation['severity'];
}
