import type { Gate, HopKind } from '../report';
import type { ErrorSubject } from './Explanation';

const gates: Record<HopKind, Gate> = {
  H0: 'enter',
  H1: 'enter',
  H2: 'deploy',
  H3: 'deploy',
  H4: 'deploy',
  H5: 'artifacts',
  H6: 'key',
  H7: 'artifacts',
  H8: 'enter',
  H9: 'deploy',
  H10: 'artifacts',
  H11: 'enter',
  H12: 'deploy',
  H13: 'deploy',
  H14: 'deploy',
};

/** The gate that a hop belongs to; none where the error is about no hop. */
export function gateOf(hop: HopKind | ErrorSubject): Gate | undefined {
  return Object.entries(gates).find(([kind]) => kind === hop)?.[1];
}
