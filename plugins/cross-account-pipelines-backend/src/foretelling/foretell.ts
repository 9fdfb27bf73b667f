import {
  applyFindingPolicy,
  type ConfiguredAccount,
  type FindingPolicy,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  type AwsClients,
  lookUpEstate,
  type PipelineGuardrails,
  planInThread,
  readTemplateFolder,
} from 'backstage-plugin-cross-account-pipelines-node';
import type { PipelinePlan } from 'backstage-plugin-cross-account-pipelines-common';

/** A person waits for the plan. Milliseconds. */
const PATIENCE = 15_000;

/**
 * Renders a spec as the scaffolder's action does, looks up in AWS what that names
 * and does not make, and judges what would come of it.
 *
 * @throws InputError that names what is wrong with the spec
 */
export async function foretell(options: {
  spec: object;
  accounts: ConfiguredAccount[];
  clients: AwsClients;
  /** Accounts that are read. */
  readable: ReadonlySet<string>;
  onBehalfOf?: string;
  findingPolicy?: FindingPolicy;
  guardrails: PipelineGuardrails;
  /** Folder of the platform team's own templates. */
  templates?: string;
}): Promise<PipelinePlan> {
  const { accounts, findingPolicy: policy, guardrails, templates } = options;
  const { clients, readable, onBehalfOf } = options;
  const rendered = await planInThread('render', {
    spec: { ...options.spec, ...guardrails.spec },
    accounts,
    templates: await readTemplateFolder(templates),
  });
  const check = await planInThread(
    'checkRendered',
    { rendered, accounts },
    (estate, pipelineArns) =>
      lookUpEstate(estate, pipelineArns, {
        clients,
        readable,
        onBehalfOf,
        patience: PATIENCE,
      }),
  );
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
}
