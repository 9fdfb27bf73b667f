import { InputError } from '@backstage/errors';
import {
  blockingFindings,
  describeVerdict,
  formatFinding,
  type JudgedFinding,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';

/**
 * Stops at stacks that AWS would refuse, that would not let the pipeline work,
 * or that the platform team's policy does not let pass.
 *
 * @throws InputError that names every problem with its file and line
 */
export function requireSound(check: {
  name: string;
  reports: PipelineReport[];
  findings: JudgedFinding[];
}): void {
  const { name, reports, findings } = check;
  const blocking = blockingFindings(findings);
  if (blocking.length > 0) {
    const broken = reports.find(({ health }) => health === 'broken');
    const verdict =
      broken && blocking.some(({ health }) => health === 'broken')
        ? describeVerdict(broken)
        : `${name} cannot be deployed as it is`;
    throw new InputError(
      [
        `${verdict}; nothing was changed in AWS:`,
        ...blocking.map(formatFinding),
      ].join('\n- '),
    );
  }
}
