import { describeAccount } from './describeAccount';
import type { Health, PipelineReport } from './PipelineReport';

/**
 * The verdict on a pipeline in a sentence without its full stop. What could not
 * be judged is never left out, whether it is a link's or the pipeline's own.
 *
 * @public
 */
export function describeVerdict(
  report: Pick<PipelineReport, 'name' | 'links' | 'hops'>,
): string {
  const { name, links, hops } = report;
  const broken = links.filter(({ health }) => health === 'broken');
  if (broken.length > 0) {
    const names = broken.map(({ account }) => describeAccount(account));
    return `${name} cannot work in ${[...new Set(names)].join(', ')}`;
  }
  if (hops.some(({ health }) => health === 'broken')) {
    return `${name} cannot work in its own account`;
  }
  const open = links.filter(isOpen).length;
  const ownOpen = hops.filter(isOpen).length;
  const parts = [
    ...(open > 0 ? [`${open} of ${links.length} links`] : []),
    ...(ownOpen > 0
      ? [`${ownOpen} of ${hops.length} hops in its own account`]
      : []),
  ];
  return parts.length > 0
    ? `${name}: ${parts.join(' and ')} could not be judged`
    : `${name} can work in every account it reaches`;
}

function isOpen({ health }: { health: Health }): boolean {
  return health === 'unknown' || health === 'pending';
}
