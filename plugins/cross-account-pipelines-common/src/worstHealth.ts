import type { Health } from './PipelineReport';

const order: Health[] = ['healthy', 'warning', 'pending', 'unknown', 'broken'];

/**
 * The worst of several: a link is as healthy as its worst hop.
 *
 * @public
 */
export function worstHealth(healths: Iterable<Health>): Health {
  let worst = 0;
  for (const health of healths) {
    worst = Math.max(worst, order.indexOf(health));
  }
  return order[worst];
}
