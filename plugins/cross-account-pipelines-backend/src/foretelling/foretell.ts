import { InputError } from '@backstage/errors';
import {
  applyFindingPolicy,
  type ConfiguredAccount,
  type FindingPolicy,
  parsePipelineSpec,
  PipelineSpecError,
  TemplateError,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  checkRendered,
  type PipelineGuardrails,
  PipelineTooLargeError,
  readTemplateFolder,
  renderPipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import type { PipelinePlan } from 'backstage-plugin-cross-account-pipelines-common';

const faultsOfInput = [PipelineSpecError, PipelineTooLargeError, TemplateError];

/**
 * Renders a spec as the scaffolder's action does, judges what it would make, and
 * asks nothing of AWS.
 *
 * @throws InputError that names what is wrong with the spec
 */
export async function foretell(options: {
  spec: object;
  accounts: ConfiguredAccount[];
  findingPolicy?: FindingPolicy;
  guardrails: PipelineGuardrails;
  /** Folder of the platform team's own templates. */
  templates?: string;
}): Promise<PipelinePlan> {
  const { accounts, findingPolicy: policy, guardrails, templates } = options;
  try {
    const spec = parsePipelineSpec(
      { ...options.spec, ...guardrails.spec },
      { accounts },
    );
    const rendered = renderPipeline({
      spec,
      templates: await readTemplateFolder(templates),
    });
    const check = await checkRendered(rendered, { accounts });
    const { findings } = applyFindingPolicy({
      policy,
      findings: check.findings,
    });
    return {
      pipelineArn: rendered.pipelineArn,
      report: check.report,
      findings,
      stacks: check.manifest.stacks.map(
        ({ phase, account, region, stackName, template }) => ({
          phase,
          account,
          region,
          stackName,
          template,
        }),
      ),
    };
  } catch (error) {
    throw faultsOfInput.some(fault => error instanceof fault)
      ? new InputError((error as Error).message)
      : error;
  }
}
