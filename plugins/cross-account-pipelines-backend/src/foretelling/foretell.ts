import { NotAllowedError } from '@backstage/errors';
import {
  applyFindingPolicy,
  type ConfiguredAccount,
  type FindingPolicy,
  type StackManifest,
  type StackPlace,
  type Unseen,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  componentTag,
  samePlace,
  unseen,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  type AwsClients,
  type DeploymentPlan,
  lookUpEstate,
  type PipelineGuardrails,
  planDeployment,
  planInThread,
  readTemplateFolder,
  type StackPlan,
  StoppedWaitingError,
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
  /** Whoever asks may deploy for it. */
  entityRef: string;
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
  const { manifest, files } = rendered;
  const deployed = isFor(manifest, options.entityRef)
    ? await compare({
        manifest,
        templates: files,
        clients: onlyIn(readable, clients),
        onBehalfOf,
      })
    : undefined;
  const { change, conflict } = deployed ?? {};
  const notSeen =
    deployed?.unseen === undefined
      ? check.report.unseen
      : [...check.report.unseen, deployed.unseen];
  return {
    pipelineArn: rendered.pipelineArn,
    report: { ...check.report, unseen: notSeen },
    findings,
    stacks: withInstances(check.manifest.stacks, deployed?.stacks).map(
      ({ phase, account, region, stackName, template }) => {
        const place = { account, region, stackName };
        const plan = deployed?.stacks.find(each => samePlace(each, place));
        return {
          phase,
          ...place,
          template,
          ...(plan &&
            plan.outcome !== 'unknown' && {
              outcome: plan.outcome,
              changes: plan.changes,
            }),
        };
      },
    ),
    ...(change && { change }),
    ...(conflict !== undefined && { conflict }),
  };
}

/** What StackSets make comes after the stack that has them. */
function withInstances(
  stacks: Array<StackPlace & Pick<StackPlan, 'phase' | 'template'>>,
  planned: StackPlan[] = [],
): Array<StackPlace & Pick<StackPlan, 'phase' | 'template'>> {
  const others = planned.filter(
    plan => !stacks.some(each => samePlace(each, plan)),
  );
  return [...stacks, ...others];
}

/** Whoever may deploy for one entity is told nothing of another's pipeline. */
function isFor({ stacks }: StackManifest, entityRef: string): boolean {
  return stacks.every(
    ({ tags }) =>
      tags?.[componentTag]?.toLowerCase() === entityRef.toLowerCase(),
  );
}

/** Works in no account that the reader does not see. */
function onlyIn(
  readable: ReadonlySet<string>,
  clients: AwsClients,
): AwsClients {
  return {
    async forAccount(options) {
      if (!readable.has(options.account)) {
        throw new NotAllowedError(`you may not see account ${options.account}`);
      }
      return clients.forAccount(options);
    },
  };
}

async function compare(
  options: Parameters<typeof planDeployment>[0],
): Promise<DeploymentPlan & { unseen?: Unseen }> {
  try {
    const plan = await planDeployment({
      ...options,
      purpose: 'read',
      signal: AbortSignal.timeout(PATIENCE),
    });
    return plan.conflict === undefined ? plan : { ...plan, stacks: [] };
  } catch (error) {
    if (!(error instanceof StoppedWaitingError)) {
      throw error;
    }
    return {
      stacks: [],
      unseen: unseen('unseen.deployed'),
    };
  }
}
