import type { Finding } from '../../report';
import { findImageAccess } from './findImageAccess';
import { findLargePolicies } from './findLargePolicies';
import type { FindingScope } from './FindingScope';
import { findSourceEvents } from './findSourceEvents';
import { findStackStates } from './findStackStates';

/**
 * What stops a pipeline though every hop of its links is open: the state of its
 * stacks, the size of its policies, the events that start it, the images that
 * it deploys.
 */
export function findInSurroundings(scope: FindingScope): Finding[] {
  return [
    ...findSourceEvents(scope),
    ...findStackStates(scope),
    ...findImageAccess(scope),
    ...findLargePolicies(scope),
  ];
}
