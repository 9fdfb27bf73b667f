import { InputError, isError } from '@backstage/errors';
import pLimit from 'p-limit';
import {
  blockingFindings,
  type CheckFinding,
  formatFinding,
  type JudgedFinding,
} from 'backstage-plugin-cross-account-pipelines-core';
import { unknownHops } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { SharedReads } from '../aws';
import { lookUpEstate } from '../collection';
import {
  findingsOfPlan,
  planWithMemory,
  type StackPlan,
  TemplateMemory,
} from '../deployment';
import { planInThread } from '../planning';
import { digestOfTemplates, type RenderedPipeline } from '../rendering';
import { renderForRollOut, type RenderedForRollOut } from './renderForRollOut';
import type { PipelineRollOutPlan, RollOutPlan } from './RollOutPlan';
import type { RollOutScope } from './RollOutScope';
import { wavesOf } from './wavesOf';

/** In which it is settled who looks things up. */
type PlanningScope = RollOutScope &
  Required<Pick<RollOutScope, 'lookUp'>> & {
    /** Pipelines share templates, as they share accounts. */
    memory: TemplateMemory;
  };

/** Pipelines at a time. */
export const DEFAULT_CONCURRENCY = 5;

/**
 * Finds out, without writing, what a new version of templates or guardrails would
 * do to many pipelines: which are behind, what changes, which permissions get
 * wider or narrower, and whether every hop would hold. A pipeline is behind when
 * its record names other templates, when its spec has other guardrails, or when
 * one of its stacks differs.
 *
 * @param options - `onPipeline` hears of each pipeline as soon as it is planned
 * @throws InputError when no pipeline is named, or one twice
 *
 * @public
 */
export async function planRollOut(
  options: RollOutScope & {
    onPipeline?: (plan: PipelineRollOutPlan) => void;
  },
): Promise<RollOutPlan> {
  const { pipelineArns, templates, onPipeline = () => {} } = options;
  const { canary = 1, wave = 10, concurrency = DEFAULT_CONCURRENCY } = options;
  const { onBehalfOf, signal } = options;
  requireDistinct(pipelineArns);
  const made = {
    digest: digestOfTemplates(templates, {}),
    origin: templates.origin ?? 'suite',
  };
  // Many pipelines have the same accounts, and the portal the same roles there.
  const { clients } = new SharedReads(options).open();
  const scope: PlanningScope = {
    lookUp: () => (estate, arns) =>
      lookUpEstate(estate, arns, { clients, onBehalfOf, signal }),
    ...options,
    memory: new TemplateMemory(),
  };
  const limit = pLimit(concurrency);
  const pipelines = await Promise.all(
    pipelineArns.map(pipelineArn =>
      limit(async () => {
        options.signal?.throwIfAborted();
        const plan = await planPipeline(pipelineArn, scope);
        onPipeline(plan);
        return plan;
      }),
    ),
  );
  const behind = pipelines.filter(({ standing }) => standing === 'behind');
  return {
    templates: made,
    pipelines,
    waves: wavesOf(
      behind.map(({ pipelineArn }) => pipelineArn),
      { canary, wave },
    ),
  };
}

function requireDistinct(pipelineArns: string[]): void {
  if (pipelineArns.length === 0) {
    throw new InputError('Name the pipelines to roll out to, by their ARNs');
  }
  const twice = pipelineArns.find(
    (arn, index) => pipelineArns.indexOf(arn) !== index,
  );
  if (twice !== undefined) {
    throw new InputError(`${twice} is named twice`);
  }
}

async function planPipeline(
  pipelineArn: string,
  scope: PlanningScope,
): Promise<PipelineRollOutPlan> {
  const closed = (
    standing: 'foreign' | 'closed',
    error: unknown,
  ): PipelineRollOutPlan => {
    scope.signal?.throwIfAborted();
    const reason = messageOf(error);
    return {
      pipelineArn,
      standing,
      reason,
      behind: [],
      stacks: [],
      obstacles: standing === 'foreign' ? [] : [reason],
    };
  };
  let found: RenderedForRollOut;
  try {
    found = await renderForRollOut(pipelineArn, {
      ...scope,
      parse: scope.memory.parse,
    });
  } catch (error) {
    const isForeign = isError(error) && error.name === 'NotFoundError';
    return closed(isForeign ? 'foreign' : 'closed', error);
  }
  try {
    await scope.authorize?.(found.rendered);
    return await planRendered(pipelineArn, found, scope);
  } catch (error) {
    return closed('closed', error);
  }
}

async function planRendered(
  pipelineArn: string,
  { record, rendered, hasOtherGuardrails }: RenderedForRollOut,
  scope: PlanningScope,
): Promise<PipelineRollOutPlan> {
  const { manifest, files } = rendered;
  const digest = digestOfTemplates(scope.templates, record.spec);
  const { stacks } = await planWithMemory(
    { ...scope, concurrency: undefined, manifest, templates: files },
    scope.memory,
  );
  const reasons = [
    ...(record.templates.digest === digest ? [] : ['templates' as const]),
    ...(hasOtherGuardrails ? ['guardrails' as const] : []),
  ];
  const isBehind =
    reasons.length > 0 || stacks.some(({ outcome }) => outcome !== 'unchanged');
  const plan = {
    pipelineArn,
    madeFrom: record.templates,
    stacks,
  };
  if (!isBehind) {
    return { ...plan, standing: 'current', behind: [], obstacles: [] };
  }
  return {
    ...plan,
    standing: 'behind',
    behind: reasons.length > 0 ? reasons : ['stacks'],
    ...(await foretell(rendered, stacks, scope)),
  };
}

/** Whether the pipeline would work, and whether it may be deployed so. */
async function foretell(
  rendered: RenderedPipeline,
  stacks: StackPlan[],
  scope: PlanningScope,
): Promise<Pick<PipelineRollOutPlan, 'health' | 'obstacles'>> {
  const { accounts, allowUnknown } = scope;
  const { report, findings } = await planInThread(
    'checkRendered',
    { rendered, accounts },
    scope.lookUp(rendered),
  );
  const unsure = allowUnknown
    ? []
    : [
        ...unknownHops([report]).map(hop => `Not known: ${hop}`),
        ...stacks.flatMap(({ outcome, reason, stackName, account }) =>
          outcome === 'unknown'
            ? [
                `Not known what would change of ${stackName} in account ${account}: ${reason}`,
              ]
            : [],
        ),
      ];
  return {
    health: report.health,
    obstacles: [
      ...(await blockers(
        [...findings, ...wideningsOf(rendered, stacks, scope.memory)],
        scope,
      )),
      ...unsure,
    ],
  };
}

/** What the plan widens, for the platform team's policy to judge. */
export function wideningsOf(
  { manifest, files }: RenderedPipeline,
  plan: StackPlan[],
  { parse } = new TemplateMemory(),
): CheckFinding[] {
  return findingsOfPlan({ plan, manifest, templates: files, parse }).filter(
    ({ rule }) => rule === 'wider-permission',
  );
}

/** What of the findings does not let a pipeline be deployed. */
export async function blockers(
  findings: CheckFinding[],
  { judge = asFound }: RollOutScope,
): Promise<string[]> {
  return blockingFindings(await judge(findings)).map(formatFinding);
}

async function asFound(findings: CheckFinding[]): Promise<JudgedFinding[]> {
  return findings;
}

export function messageOf(error: unknown): string {
  return (isError(error) ? error.message : String(error)).replace(/\.$/, '');
}
