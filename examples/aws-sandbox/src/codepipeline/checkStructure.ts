import type {
  ActionDeclaration,
  PipelineDeclaration,
} from '@aws-sdk/client-codepipeline';
import { ServiceError } from '../front/ServiceError';
import { isActionType } from './isActionType';

const NAME = /^[A-Za-z0-9.@\-_]{1,100}$/;
const ACCOUNT_ROLE = /^arn:aws:iam::\d{12}:role\/.+$/;
/** See `codepipeline/latest/userguide/limits`. */
const MAX_STAGES = 50;
const MAX_ACTIONS_A_STAGE = 50;
const MAX_ACTIONS = 500;
const MAX_CONFIGURATION_VALUE = 1_000;

export const invalidStructure = (message: string) =>
  new ServiceError('InvalidStructureException', message);

function require(condition: boolean, message: string): void {
  if (!condition) {
    throw invalidStructure(message);
  }
}

function checkDuplicates(names: Array<string | undefined>, what: string): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  require(twice === undefined, `${what} names must be unique: ${twice}`);
}

function checkAction(
  action: ActionDeclaration,
  declaration: PipelineDeclaration,
  region: string,
): void {
  const type = action.actionTypeId!;
  const name = action.name!;
  require(NAME.test(name ?? ''), `The action name ${name} is not valid`);
  if (!isActionType(type)) {
    throw new ServiceError(
      'InvalidActionDeclarationException',
      `ActionType (Category: '${type.category}', Provider: '${
        type.provider
      }', Owner: '${type.owner}', Version: '${
        type.version
      }') in action '${name}' is not available in region ${region
        .toUpperCase()
        .replace(/-/g, '_')}`,
    );
  }
  for (const [key, value] of Object.entries(action.configuration ?? {})) {
    require(value.length <=
      MAX_CONFIGURATION_VALUE, `The value of ${key} in the configuration of action ${name} is longer than ${MAX_CONFIGURATION_VALUE} characters`);
  }
  if (action.roleArn !== undefined) {
    require(ACCOUNT_ROLE.test(
      action.roleArn,
    ), `The role ARN of action ${name} is not valid: ${action.roleArn}`);
  }
  const store = declaration.artifactStore
    ? (action.region ?? region) === region
    : declaration.artifactStores?.[action.region ?? region] !== undefined;
  require(store, `Action ${name} is in region ${
    action.region ?? region
  }, and the pipeline has no artifact store in that region`);
}

function checkArtifacts(declaration: PipelineDeclaration): void {
  const produced = new Set<string>();
  for (const stage of declaration.stages!) {
    const actions = [...stage.actions!].sort(
      (a, b) => (a.runOrder ?? 1) - (b.runOrder ?? 1),
    );
    for (const action of actions) {
      for (const { name } of action.inputArtifacts ?? []) {
        require(produced.has(
          name!,
        ), `Input Artifact Bundle ${name} in action ${action.name} is not declared as Output Artifact Bundle in any of the preceding actions`);
      }
      for (const { name } of action.outputArtifacts ?? []) {
        require(!produced.has(
          name!,
        ), `Output Artifact Bundle name must be unique within the pipeline. ${name} is used more than once`);
        produced.add(name!);
      }
    }
  }
}

/**
 * Refuses a pipeline that could not run.
 *
 * @throws ServiceError `InvalidStructureException`,
 * `InvalidActionDeclarationException`
 */
export function checkStructure(
  declaration: PipelineDeclaration,
  region: string,
): void {
  const stages = declaration.stages ?? [];
  require(NAME.test(
    declaration.name ?? '',
  ), `The pipeline name ${declaration.name} is not valid`);
  require(Boolean(declaration.artifactStore) !==
    Boolean(
      declaration.artifactStores,
    ), 'You must specify either artifactStore or artifactStores in your pipeline, but not both');
  require(stages.length >=
    2, `Pipeline has only ${stages.length} stage(s). There should be a minimum of 2 stages in a pipeline`);
  require(stages.length <=
    MAX_STAGES, `Pipeline has ${stages.length} stages. There should be a maximum of ${MAX_STAGES} stages in a pipeline`);
  checkDuplicates(
    stages.map(({ name }) => name),
    'Stage',
  );
  const actions = stages.flatMap(stage => stage.actions ?? []);
  require(actions.length <=
    MAX_ACTIONS, `Pipeline has ${actions.length} actions. There should be a maximum of ${MAX_ACTIONS} actions in a pipeline`);
  for (const [index, stage] of stages.entries()) {
    require(NAME.test(
      stage.name ?? '',
    ), `The stage name ${stage.name} is not valid`);
    require(stage.actions!.length > 0 &&
      stage.actions!.length <=
        MAX_ACTIONS_A_STAGE, `Stage ${stage.name} must have between 1 and ${MAX_ACTIONS_A_STAGE} actions`);
    checkDuplicates(
      stage.actions!.map(({ name }) => name),
      'Action',
    );
    const isSource = (action: ActionDeclaration) =>
      action.actionTypeId!.category === 'Source';
    require(index === 0
      ? stage.actions!.every(isSource)
      : !stage.actions!.some(
          isSource,
        ), 'Pipeline should start with a stage that only contains source actions');
  }
  actions.forEach(action => checkAction(action, declaration, region));
  checkArtifacts(declaration);
}
