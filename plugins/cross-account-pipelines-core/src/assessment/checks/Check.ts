import type { HopCheck } from '../../pipeline';

/** What a hop asks for that is no access, of one rule. */
export type Check<R extends HopCheck['rule']> = Extract<HopCheck, { rule: R }>;
