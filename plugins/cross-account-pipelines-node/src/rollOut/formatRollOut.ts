import type { AccountSummary } from 'backstage-plugin-cross-account-pipelines-core';
import {
  counted,
  parsePipelineArn,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { formatStackPlan, summarizeStackPlans } from '../deployment';
import type { PipelineRollOutPlan, RollOutPlan } from './RollOutPlan';
import type { RolledOutPipeline, RollOutReport } from './RollOutReport';

const sayBehind: Record<PipelineRollOutPlan['behind'][number], string> = {
  templates: 'other templates',
  guardrails: 'other guardrails',
  stacks: 'stacks that differ',
};

/**
 * What a roll-out would do, as lines: each pipeline that is behind with what
 * would become of its stacks, then counts of the others.
 *
 * @param accounts - what people call the accounts
 *
 * @public
 */
export function formatRollOutPlan(
  { pipelines, waves, templates }: Pick<RollOutPlan, keyof RollOutPlan>,
  accounts?: AccountSummary[],
): string[] {
  const count = (standing: PipelineRollOutPlan['standing']) =>
    pipelines.filter(each => each.standing === standing).length;
  const counts = [
    [count('behind'), 'behind'],
    [count('current'), 'current'],
    [count('foreign'), 'that this suite has not made'],
    [count('closed'), 'closed'],
  ]
    .filter(([number]) => number !== 0)
    .map(([number, words]) => `${number} ${words}`);
  return [
    `Templates ${sayTemplates(templates)} for ${counted(
      pipelines.length,
      'pipeline',
    )}: ${counts.join(', ')}`,
    ...pipelines.flatMap(plan => formatPipeline(plan, accounts)),
    ...waves.map(
      (arns, index) => `Wave ${index + 1}: ${arns.map(nameOf).join(', ')}`,
    ),
  ];
}

/** One pipeline of the plan; nothing of one that is current. */
function formatPipeline(
  plan: PipelineRollOutPlan,
  accounts?: AccountSummary[],
): string[] {
  const { pipelineArn, standing, reason, behind, stacks, obstacles } = plan;
  const name = nameOf(pipelineArn);
  switch (standing) {
    case 'current':
      return [];
    case 'behind':
      return [
        `${name} has ${behind
          .map(each => sayBehind[each])
          .join(', ')}: ${summarizeStackPlans(stacks)}; it would be ${
          plan.health
        }`,
        ...stacks
          .filter(({ outcome }) => outcome !== 'unchanged')
          .flatMap(stack => formatStackPlan(stack, accounts))
          .map(line => `  ${line}`),
        ...obstacles.map(obstacle => `  In the way: ${obstacle}`),
      ];
    default:
      return [`${name} is left alone: ${reason}`];
  }
}

const sayOutcome: Record<RollOutReport['outcome'], string> = {
  'nothing-to-do': 'Nothing to do: all are current',
  planned: 'Nothing was changed',
  refused: 'Something is in the way; nothing was changed',
  stopped: 'Stopped: the rest was left alone. A further run takes up from here',
  finished: 'All are current',
};

/**
 * What became of a roll-out, as lines.
 *
 * @public
 */
export function formatRollOut({
  outcome,
  pipelines,
  waves,
}: RollOutReport): string[] {
  return [
    ...pipelines.flatMap(pipeline => formatOutcome(pipeline, waves.length)),
    sayOutcome[outcome],
  ];
}

function formatOutcome(pipeline: RolledOutPipeline, waves: number): string[] {
  const { pipelineArn, standing, reason, error, after, obstacles } = pipeline;
  const said = [
    outcomeOf(pipeline),
    pipelineArn,
    ...(pipeline.wave === undefined
      ? []
      : [`wave ${pipeline.wave} of ${waves}`]),
    ...(after ? [after.health] : []),
  ].join('  ');
  return [
    said,
    ...[
      ...(standing === 'foreign' ? [reason!] : []),
      ...obstacles,
      ...(error === undefined ? [] : error.split('\n')),
    ].map(line => `  ${line}`),
  ];
}

function outcomeOf({ outcome, standing }: RolledOutPipeline): string {
  return outcome === 'left' ? standing : outcome;
}

function sayTemplates({ digest, origin }: RollOutPlan['templates']): string {
  return `${
    origin === 'suite' ? 'of this suite' : `of ${origin}`
  } (${digest.slice(0, 12)})`;
}

/** As people call it. */
export function nameOf(pipelineArn: string): string {
  const { name, account } = parsePipelineArn(pipelineArn) ?? {};
  return name === undefined ? pipelineArn : `${name} in ${account}`;
}
