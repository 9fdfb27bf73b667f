/**
 * By what a statement reaches who asks. Of resource-based policies in the same
 * account it decides which other policies still limit the grant.
 * `IAM/latest/UserGuide/reference_policies_evaluation-logic`
 */
export type Reach = 0 | 1 | 2 | 3;

export const NOT_REACHED = 0;
/** By the account, whose own policies then decide. */
export const BY_ACCOUNT = 1;
/** By the role: boundary and session policy still limit the grant. */
export const BY_ROLE = 2;
/** As this user or session, or like everyone: nothing limits the grant. */
export const BY_ITSELF = 3;

/** What is sure, and what may be so and is never less. */
export interface ReachEstimate {
  certain: Reach;
  possible: Reach;
}

const REACHES: Reach[] = [NOT_REACHED, BY_ACCOUNT, BY_ROLE, BY_ITSELF];

/** All there are, so that none has to be made while a request is decided. */
const ESTIMATES: ReachEstimate[][] = REACHES.map(certain =>
  REACHES.map(possible =>
    Object.freeze({
      certain,
      possible: possible > certain ? possible : certain,
    }),
  ),
);

export function estimateReach(
  certain: Reach,
  possible: Reach = certain,
): ReachEstimate {
  return ESTIMATES[certain][possible];
}
