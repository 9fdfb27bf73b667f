import type { Health } from './PipelineReport';

/**
 * Every health, from best to worst.
 *
 * @alpha
 */
export const healthsFromBest: readonly Health[] = [
  'healthy',
  'warning',
  'pending',
  'unknown',
  'broken',
];

/**
 * The worst of several: a link is as healthy as its worst hop. Nothing at all
 * is healthy.
 *
 * @alpha
 */
export function worstHealth(healths: Iterable<Health>): Health {
  let worst = 0;
  for (const health of healths) {
    worst = Math.max(worst, healthsFromBest.indexOf(health));
  }
  return healthsFromBest[worst];
}
