import { awsProviders } from '../../providers/awsProviders';
import type {
  ActionDefinition,
  PipelineDefinition,
  StageDefinition,
} from '../vocabulary/PipelineDefinition';
import { pipelineLimits } from '../vocabulary/pipelineLimits';
import { conditionPlaces, conditionsOf } from './rulesOf';

/** Something that CodePipeline refuses, and the action that it is about. */
export interface DefinitionProblem {
  /** A sentence. */
  problem: string;
  /** `Stage/Action`. */
  path?: string;
}

/** What conditions may lead to, by where they stand. */
const results = {
  beforeEntry: ['FAIL', 'SKIP'],
  onSuccess: ['FAIL', 'ROLLBACK'],
  onFailure: ['FAIL', 'ROLLBACK', 'RETRY'],
};

const placeNames = {
  beforeEntry: 'on entry',
  onSuccess: 'on success',
  onFailure: 'on failure',
};

/** A stage is skipped only by what these say. */
const skippingRules = ['LambdaInvoke', 'VariableCheck'];

const maxRules = 5;

/**
 * What CodePipeline refuses in a definition, whatever anybody may do.
 *
 * See `codepipeline/latest/userguide/reference-pipeline-structure`,
 * `codepipeline/latest/userguide/limits` and
 * `codepipeline/latest/userguide/concepts-how-it-works-conditions`.
 */
export function definitionProblems(
  definition: PipelineDefinition,
): DefinitionProblem[] {
  return [
    ...stageProblems(definition),
    ...nameProblems(definition),
    ...artifactProblems(definition),
    ...typeProblems(definition),
    ...definition.stages.flatMap(stage => [
      ...stage.actions.flatMap(action => actionProblems(stage, action)),
      ...conditionProblems(stage),
    ]),
  ];
}

function pathOf(stage: StageDefinition, action: ActionDefinition): string {
  return `${stage.name}/${action.name}`;
}

function isSource({ actionTypeId }: ActionDefinition): boolean {
  return actionTypeId.category === 'Source';
}

function stageProblems({ stages }: PipelineDefinition): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  if (stages.length < 2) {
    problems.push({
      problem: `The pipeline has ${
        stages.length === 1 ? 'one stage' : 'no stages'
      }: CodePipeline takes none with fewer than two.`,
    });
  }
  if (stages.length > pipelineLimits.stages) {
    problems.push({
      problem: `The pipeline has ${stages.length} stages: CodePipeline takes at most ${pipelineLimits.stages}.`,
    });
  }
  stages.forEach((stage, index) => {
    if (stage.actions.length === 0) {
      problems.push({ problem: `Stage ${stage.name} has no actions.` });
    }
    for (const action of stage.actions) {
      if (isSource(action) !== (index === 0)) {
        problems.push({
          problem:
            index === 0
              ? `The first stage, ${stage.name}, may have source actions only.`
              : 'Source actions may be in the first stage only.',
          path: pathOf(stage, action),
        });
      }
    }
  });
  return problems;
}

function nameProblems({ stages }: PipelineDefinition): DefinitionProblem[] {
  return [
    ...repeated(stages.map(({ name }) => name)).map(name => ({
      problem: `Two stages have the name ${name}.`,
    })),
    ...stages.flatMap(stage =>
      repeated(stage.actions.map(({ name }) => name)).map(name => ({
        problem: `Two actions of stage ${stage.name} have the name ${name}.`,
        path: `${stage.name}/${name}`,
      })),
    ),
  ];
}

function repeated(names: string[]): string[] {
  return [
    ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
  ];
}

/** Every artifact is made once, and before it is taken. */
function artifactProblems({ stages }: PipelineDefinition): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const made = new Map<string, { path: string; at: [number, number] }>();
  const all = stages.flatMap((stage, index) =>
    stage.actions.map(action => ({
      action,
      path: pathOf(stage, action),
      at: [index, Number(action.runOrder ?? 1)] as [number, number],
    })),
  );
  for (const { action, path, at } of all) {
    for (const { name } of action.outputArtifacts ?? []) {
      const first = made.get(name);
      if (first) {
        problems.push({
          problem: `Artifact ${name} is made twice, by ${first.path} and by ${path}.`,
          path,
        });
      } else {
        made.set(name, { path, at });
      }
    }
  }
  for (const { action, path, at } of all) {
    for (const { name } of action.inputArtifacts ?? []) {
      const maker = made.get(name);
      if (!maker) {
        problems.push({
          problem: `Action ${path} takes artifact ${name}, which no action makes.`,
          path,
        });
      } else if (!isBefore(maker.at, at)) {
        problems.push({
          problem: `Action ${path} takes artifact ${name} before ${maker.path} makes it.`,
          path,
        });
      }
    }
  }
  return problems;
}

function isBefore(first: [number, number], second: [number, number]): boolean {
  return first[0] === second[0] ? first[1] < second[1] : first[0] < second[0];
}

function typeProblems({
  pipelineType,
  executionMode,
  stages,
}: PipelineDefinition): DefinitionProblem[] {
  if (pipelineType !== 'V1') {
    return [];
  }
  const needs = 'needs a pipeline of type V2, and this one is of type V1';
  return [
    ...(executionMode && executionMode !== 'SUPERSEDED'
      ? [{ problem: `The execution mode ${executionMode} ${needs}.` }]
      : []),
    ...stages.flatMap(stage => [
      ...stage.actions
        .filter(({ actionTypeId: { category, provider } }) =>
          Boolean(awsProviders[`${category}/${provider}`]?.needsV2),
        )
        .map(action => ({
          problem: `${action.actionTypeId.provider} ${needs}.`,
          path: pathOf(stage, action),
        })),
      ...(conditionPlaces.some(place => stage[place] !== undefined)
        ? [{ problem: `A condition of stage ${stage.name} ${needs}.` }]
        : []),
    ]),
  ];
}

function actionProblems(
  stage: StageDefinition,
  action: ActionDefinition,
): DefinitionProblem[] {
  const { category, owner, provider } = action.actionTypeId;
  const known =
    owner === 'AWS' ? awsProviders[`${category}/${provider}`] : undefined;
  const { configuration = {} } = action;
  const path = pathOf(stage, action);
  const inputs = (action.inputArtifacts ?? []).map(({ name }) => name);
  const missing = (known?.settings ?? []).filter(
    setting => configuration[setting] === undefined,
  );
  return [
    ...missing.map(setting => ({
      problem: `Action ${path} has no ${setting}, which ${provider} needs.`,
      path,
    })),
    ...(known?.paths ?? []).flatMap(setting => {
      const value = configuration[setting];
      const artifact = value?.includes('::') ? value.split('::')[0] : undefined;
      return artifact === undefined || inputs.includes(artifact)
        ? []
        : [
            {
              problem: `${setting} of action ${path} names artifact ${artifact}, which is none of its inputs.`,
              path,
            },
          ];
    }),
  ];
}

function conditionProblems(stage: StageDefinition): DefinitionProblem[] {
  return conditionPlaces.flatMap(place =>
    conditionsOf(stage, place).flatMap(({ result, rules }) => {
      const where = `A condition of stage ${stage.name} ${placeNames[place]}`;
      const problems: DefinitionProblem[] = [];
      if (result !== undefined && !results[place].includes(result)) {
        problems.push({
          problem: `${where} leads to ${result}: it can only lead to ${results[
            place
          ].join(' or ')}.`,
        });
      }
      const others = rules.filter(
        ({ actionTypeId }) => !skippingRules.includes(actionTypeId.provider),
      );
      if (place === 'beforeEntry' && result === 'SKIP' && others.length > 0) {
        problems.push({
          problem: `${where} leads to SKIP with a rule of ${
            others[0].actionTypeId.provider
          }: only ${skippingRules.join(' and ')} can skip a stage.`,
        });
      }
      if (rules.length > maxRules) {
        problems.push({
          problem: `${where} has ${rules.length} rules: CodePipeline takes at most ${maxRules}.`,
        });
      }
      return problems;
    }),
  );
}
