import type { CauseId } from '../causes/causes';

/**
 * A text that AWS or a tool writes, with the cause that was settled in public:
 * an issue, a page of the documentation, or what the words themselves say.
 * Account ids, names and requests are invented.
 *
 * The tests and the documentation read these; the product does not carry them.
 */
export interface Wording {
  text: string;
  /** What has to be said first. */
  cause: CauseId;
  /** What has to be said as well. */
  also?: CauseId[];
  /** The account that has to change. */
  account?: string;
}
