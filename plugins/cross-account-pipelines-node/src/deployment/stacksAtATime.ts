/**
 * Stacks that are worked on at a time unless somebody says otherwise. AWS limits
 * how often an account is asked, and most stacks are alone in theirs.
 */
export const STACKS_AT_A_TIME = 100;
