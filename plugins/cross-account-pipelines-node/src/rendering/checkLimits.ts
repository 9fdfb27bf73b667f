import type { ResolvedManifestStack, TemplateProblem } from '../template';

/** `AWSCloudFormation/latest/UserGuide/cloudformation-limits` */
const maxResources = 500;
const maxParameters = 200;
const maxOutputs = 200;
const maxParameterBytes = 4096;

/** `codepipeline/latest/userguide/limits` */
const maxSettingCharacters = 1000;

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
    const bytes = typeof value === 'string' ? Buffer.byteLength(value) : 0;
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
    .flatMap(([logicalId, { properties }]) =>
      list(properties.Stages).flatMap((stage, stageIndex) =>
        list(stage.Actions).flatMap((action, actionIndex) =>
          Object.entries(action.Configuration ?? {})
            .filter(([, value]) => String(value).length > maxSettingCharacters)
            .map(([name, value]) => ({
              file: template.file,
              ...template.locate([
                'Resources',
                logicalId,
                'Properties',
                'Stages',
                stageIndex,
                'Actions',
                actionIndex,
                'Configuration',
                name,
              ]),
              message: `${name} of action ${String(action.Name)} has ${
                String(value).length
              } characters; CodePipeline takes ${maxSettingCharacters}`,
            })),
        ),
      ),
    );
}

function list(value: unknown): Array<Record<string, any>> {
  return Array.isArray(value) ? value : [];
}
