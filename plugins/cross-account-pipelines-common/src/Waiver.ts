/**
 * A finding or a hop that the owner of a pipeline puts up with, until a day.
 *
 * @public
 */
export interface Waiver {
  id: string;
  pipelineArn: string;
  /** A rule such as `trust-accepts-whole-account`, or a hop such as `H6`. */
  rule: string;
  /** Only findings about this account: twelve digits. */
  account?: string;
  reason: string;
  /** The last day on which it counts, e.g. `2027-03-31`. */
  until: string;
  /** Entity ref of the user, or subject of the service. */
  createdBy: string;
  /** ISO 8601. */
  createdAt: string;
}

/**
 * @public
 */
export type NewWaiver = Pick<
  Waiver,
  'pipelineArn' | 'rule' | 'account' | 'reason' | 'until'
>;
