import { byteLength } from '../template/byteLength';
import { pipelineLimits } from '../pipeline/vocabulary/pipelineLimits';
import { isJsonObject } from '../policy/isJsonObject';
import type { ResolvedManifestStack, TemplateProblem } from '../template';
import { items, recordOf } from '../template/templateValues';

/** `AWSCloudFormation/latest/UserGuide/cloudformation-limits` */
const maxResources = 500;
const maxParameters = 200;
const maxOutputs = 200;
const maxParameterBytes = 4096;

/**
 * Finds what is over a limit that AWS would only tell half-way through a
 * deployment.
 */
export function checkLimits(
  stacks: ResolvedManifestStack[],
): TemplateProblem[] {
  return stacks.flatMap(stack => [
    ...checkCounts(stack),
    ...checkParameters(stack),
    ...checkPipelines(stack),
  ]);
}

function checkCounts({ template }: ResolvedManifestStack): TemplateProblem[] {
  const counts: Array<['Resources' | 'Parameters' | 'Outputs', number]> = [
    ['Resources', maxResources],
    ['Parameters', maxParameters],
    ['Outputs', maxOutputs],
  ];
  return counts.flatMap(([section, max]) => {
    const count = Object.keys(template.body[section] ?? {}).length;
    return count > max
      ? [
          {
            file: template.file,
            ...template.locate([section]),
            message: `the template has ${count} ${section.toLowerCase()}; CloudFormation takes ${max}`,
          },
        ]
      : [];
  });
}

function checkParameters({
  stack,
  template,
}: ResolvedManifestStack): TemplateProblem[] {
  return Object.entries(stack.parameters ?? {}).flatMap(([name, value]) => {
    const bytes = typeof value === 'string' ? byteLength(value) : 0;
    return bytes > maxParameterBytes
      ? [
          {
            file: template.file,
            ...template.locate(['Parameters', name]),
            message: `parameter ${name} of stack ${stack.stackName} in ${stack.account} has ${bytes} bytes; CloudFormation takes ${maxParameterBytes}`,
          },
        ]
      : [];
  });
}

function checkPipelines({
  template,
  resolved,
}: ResolvedManifestStack): TemplateProblem[] {
  return Object.entries(resolved.resources)
    .filter(([, { type }]) => type === 'AWS::CodePipeline::Pipeline')
    .flatMap(([logicalId, { properties }]) => {
      const stages = items(properties.Stages).map(recordOf);
      const path = ['Resources', logicalId, 'Properties', 'Stages'];
      return [
        ...checkShape(properties.Stages),
        ...checkStages(stages),
        ...stages.flatMap(checkSettings),
      ].map(({ path: inner, message }) => ({
        file: template.file,
        ...template.locate([...path, ...inner]),
        message,
      }));
    });
}

interface StageProblem {
  path: Array<string | number>;
  message: string;
}

/** An item of a list that somebody left empty. */
function checkShape(stages: unknown): StageProblem[] {
  return items(stages).flatMap((stage, index) =>
    isJsonObject(stage)
      ? items(stage.Actions).flatMap((action, place) =>
          isJsonObject(action)
            ? []
            : [
                {
                  path: [index, 'Actions', place],
                  message: `action #${place} of stage ${stage.Name} has to be a map`,
                },
              ],
        )
      : [{ path: [index], message: `stage #${index} has to be a map` }],
  );
}

function checkStages(stages: Array<Record<string, unknown>>): StageProblem[] {
  const counts = stages.map(({ Actions }) => items(Actions).length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return [
    ...exceeds(
      [],
      'the pipeline',
      stages.length,
      pipelineLimits.stages,
      'stages',
    ),
    ...exceeds([], 'the pipeline', total, pipelineLimits.actions, 'actions'),
    ...counts.flatMap((count, index) =>
      exceeds(
        [index],
        `stage ${stages[index].Name}`,
        count,
        pipelineLimits.actionsInStage,
        'actions',
      ),
    ),
  ];
}

function exceeds(
  path: StageProblem['path'],
  what: string,
  count: number,
  max: number,
  things: string,
): StageProblem[] {
  return count > max
    ? [
        {
          path,
          message: `${what} has ${count} ${things}; CodePipeline takes ${max}`,
        },
      ]
    : [];
}

function checkSettings(
  stage: Record<string, unknown>,
  stageIndex: number,
): StageProblem[] {
  return items(stage.Actions).flatMap((item, actionIndex) => {
    const action = recordOf(item);
    return Object.entries(recordOf(action.Configuration))
      .filter(
        ([, value]) => String(value).length > pipelineLimits.settingCharacters,
      )
      .map(([name, value]) => ({
        path: [stageIndex, 'Actions', actionIndex, 'Configuration', name],
        message: `${name} of action ${String(action.Name)} has ${
          String(value).length
        } characters; CodePipeline takes ${pipelineLimits.settingCharacters}`,
      }));
  });
}
