import { InputError } from '@backstage/errors';
import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-common';
import {
  formatTemplateProblem,
  type TemplateProblem,
} from 'backstage-plugin-cross-account-pipelines-node';
import { describeBroken, describeVerdict } from './describeReport';

/**
 * Stops at stacks that AWS would refuse, or that would not let the pipeline
 * work.
 *
 * @throws InputError that names every problem of the templates, or every hop
 *   that would be broken
 */
export function requireSound(prediction: {
  report: PipelineReport;
  problems: TemplateProblem[];
}): void {
  const { report, problems } = prediction;
  if (problems.length > 0) {
    throw new InputError(
      [
        'The templates cannot be deployed; nothing was changed in AWS:',
        ...problems.map(formatTemplateProblem),
      ].join('\n- '),
    );
  }
  if (report.health === 'broken') {
    throw new InputError(
      [
        `${describeVerdict(report)}; nothing was changed in AWS:`,
        ...describeBroken(report),
      ].join('\n- '),
    );
  }
}
