import type { Gate, Health, HopVerdict } from './PipelineReport';
import { worstHealth } from './worstHealth';

/**
 * The gates in the order in which a run passes them.
 *
 * @alpha
 */
export const gates: readonly Gate[] = ['enter', 'artifacts', 'key', 'deploy'];

/**
 * Each gate's health, `not-judged` behind a gate that is shut, and `not-needed`
 * where the link has no hop of that gate.
 *
 * @alpha
 */
export type GateHealth = Health | 'not-judged' | 'not-needed';

/**
 * Gathers a link's hops into gates. A gate is as healthy as its worst hop; one
 * behind a broken gate is not judged, since a run never gets there.
 *
 * @alpha
 */
export function summarizeGates(hops: HopVerdict[]): Record<Gate, GateHealth> {
  const summary = {} as Record<Gate, GateHealth>;
  let shut = false;
  for (const gate of gates) {
    const own = hops.filter(hop => hop.gate === gate);
    if (shut) {
      summary[gate] = 'not-judged';
    } else if (own.length === 0) {
      summary[gate] = 'not-needed';
    } else {
      const health = worstHealth(own.map(hop => hop.health));
      summary[gate] = health;
      shut = health === 'broken';
    }
  }
  return summary;
}
