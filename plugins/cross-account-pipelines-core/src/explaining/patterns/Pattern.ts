import type { CauseId } from '../causes/causes';
import type { ErrorNames } from '../Explanation';

/**
 * Words by which AWS or a tool is known to say that something is wrong.
 *
 * Patterns are held against one line of bounded length and may not repeat
 * inside of a repetition, so that matching takes linear time. Their named
 * groups are names of {@link ErrorNames}; `said` is what AWS itself says there.
 */
export interface Pattern {
  says: RegExp;
  /** It does not say so where this stands near it, too. */
  unless?: RegExp;
  /** It says so only where this stands near it. */
  beside?: RegExp;
  /** Most likely first. */
  means: CauseId[] | MeaningByService;
  /** Names that go without saying where it is said. */
  names?: ErrorNames;
  /**
   * - `frame`: says where something failed, but the reason may stand beside it:
   *   not asked where a reason is known
   * - `vague`: the same of words so plain that only the first that fits is asked
   */
  rank?: 'frame' | 'vague';
  /** Others say the same: it counts only where the text speaks of AWS. */
  needsAws?: true;
}

/** Words that several services use, each of something of its own. */
export interface MeaningByService {
  /** By IAM prefix. */
  of: Record<string, CauseId[]>;
  otherwise: CauseId[];
}
