import type { Finding } from '../../report';
import type { AssessmentScope } from '../AssessmentScope';
import { findImageAccess } from './findImageAccess';
import { findLargePolicies } from './findLargePolicies';
import { findSourceEvents } from './findSourceEvents';
import { findStackStates } from './findStackStates';

/**
 * What stops a pipeline though every hop of its links is open: the state of its
 * stacks, the size of its policies, the events that start it, the images that
 * it deploys.
 */
export function findInSurroundings(scope: AssessmentScope): Finding[] {
  return [
    ...findSourceEvents(scope),
    ...findStackStates(scope),
    ...findImageAccess(scope),
    ...findLargePolicies(scope),
  ];
}
