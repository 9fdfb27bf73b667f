import { InputError } from '@backstage/errors';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-common';
import {
  assessPipeline,
  estateFromTemplates,
  formatTemplateProblem,
} from 'backstage-plugin-cross-account-pipelines-node';
import { describeBroken, describeVerdict } from './describeReport';
import type { RenderedFolder } from './readRenderedFolder';

/**
 * Judges what is about to be deployed once more: a step in between may have
 * changed the files that the render step had checked.
 *
 * @throws InputError that names every problem of the templates, or every hop
 *   that would be broken
 */
export function requireSoundFolder(
  options: RenderedFolder & { accounts: ConfiguredAccount[] },
): void {
  const { accounts, manifest, pipelineArn, templates } = options;
  const { estate, problems } = estateFromTemplates({ manifest, templates });
  if (problems.length > 0) {
    throw new InputError(
      [
        'The templates cannot be deployed:',
        ...problems.map(formatTemplateProblem),
      ].join('\n- '),
    );
  }
  const report = assessPipeline({ estate, pipelineArn, accounts });
  if (report.health === 'broken') {
    throw new InputError(
      [
        `${describeVerdict(report)}; nothing was deployed:`,
        ...describeBroken(report),
      ].join('\n- '),
    );
  }
}
