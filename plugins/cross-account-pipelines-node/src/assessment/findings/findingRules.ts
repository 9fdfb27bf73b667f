import type { Issue, IssueScope } from './Issue';

/**
 * Rules about more than one policy: each looks at what it likes of the estate
 * and says what is wrong with it.
 */
export const findingRules: ReadonlyArray<(scope: IssueScope) => Issue[]> = [];
