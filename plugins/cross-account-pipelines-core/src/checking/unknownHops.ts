import { describeHop, hopsOf, type PipelineReport } from '../report';

/**
 * Every hop of which nobody can tell, each once, in sentences without a full
 * stop.
 *
 * @alpha
 */
export function unknownHops(reports: PipelineReport[]): string[] {
  const sentences = reports.flatMap(report =>
    hopsOf(report)
      .filter(({ health }) => health === 'unknown')
      .map(hop => describeHop(hop).replace(/\.$/, '')),
  );
  return [...new Set(sentences)];
}
