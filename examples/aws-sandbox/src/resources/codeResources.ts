import type {
  ActionDeclaration,
  PipelineDeclaration,
} from '@aws-sdk/client-codepipeline';
import {
  batchGetProjects,
  createProject,
  deleteProject,
  updateProject,
} from '../codebuild/projects';
import {
  createPipeline,
  deletePipeline,
  getPipeline,
  tagPipeline,
  updatePipeline,
} from '../codepipeline/pipelines';
import { ServiceError } from '../front/ServiceError';
import { tagRecord } from '../world/tags';
import { lowerFirst } from './lowerFirst';
import { upperFirst } from './upperFirst';
import type { Properties, ResourceContext, ResourceType } from './ResourceType';

const NAME_LENGTH = 100;

function codeTags(context: ResourceContext, properties: Properties) {
  return Object.entries({
    ...context.tags,
    ...tagRecord(properties.Tags),
  }).map(([key, value]) => ({ key, value }));
}

function projectInput(
  context: ResourceContext,
  name: string,
  properties: Properties,
) {
  const { Tags, Source, TimeoutInMinutes, ...rest } = properties;
  return {
    ...(lowerFirst(rest) as any),
    // The API spells it in lower case, the resource type does not.
    source: {
      ...(lowerFirst(Source) as object),
      buildSpec: undefined,
      buildspec: Source.BuildSpec,
    },
    name,
    timeoutInMinutes: TimeoutInMinutes && Number(TimeoutInMinutes),
    tags: codeTags(context, properties),
  };
}

export const codeBuildProject: ResourceType = {
  name: 'AWS::CodeBuild::Project',
  replacedBy: ['Name'],
  nameProperty: 'Name',
  create(context, properties) {
    const name =
      properties.Name ?? context.generateName({ maxLength: NAME_LENGTH });
    const { project } = createProject(
      context.call,
      projectInput(context, name, properties),
    );
    return { physicalId: name, attributes: { Arn: project!.arn } };
  },
  update(context, name, { after }) {
    const { project } = updateProject(
      context.call,
      projectInput(context, name, after),
    );
    return { physicalId: name, attributes: { Arn: project!.arn } };
  },
  read({ call }, name) {
    const [project] = batchGetProjects(call, { names: [name] }).projects!;
    if (!project) {
      throw new ServiceError(
        'ResourceNotFoundException',
        `Project ${name} does not exist`,
      );
    }
    const { serviceRole, encryptionKey, source, description } = project;
    return {
      ServiceRole: serviceRole,
      EncryptionKey: encryptionKey,
      Source: { Type: source!.type, BuildSpec: source!.buildspec },
      Description: description,
    };
  },
  spell: ({ Source, ...rest }) => ({
    ...rest,
    Source: { Type: Source.Type, BuildSpec: Source.BuildSpec },
  }),
  delete({ call }, name) {
    deleteProject(call, { name });
  },
};

function actionDeclaration(action: Properties): ActionDeclaration {
  const { Configuration, RunOrder, ...rest } = action;
  return {
    ...(lowerFirst(rest) as any),
    runOrder: RunOrder === undefined ? 1 : Number(RunOrder),
    // Names in it are the provider's own and keep their case.
    configuration: Object.fromEntries(
      Object.entries(Configuration ?? {}).map(([key, value]) => [
        key,
        typeof value === 'object' ? JSON.stringify(value) : String(value),
      ]),
    ),
  };
}

function pipelineDeclaration(
  name: string | undefined,
  properties: Properties,
): PipelineDeclaration {
  const { ArtifactStores, Stages, Tags, ...rest } = properties;
  delete rest.RestartExecutionOnUpdate;
  delete rest.DisableInboundStageTransitions;
  return {
    ...(lowerFirst(rest) as any),
    ...(name !== undefined && { name }),
    ...(ArtifactStores && {
      artifactStores: Object.fromEntries(
        ArtifactStores.map(({ Region, ArtifactStore }: Properties) => [
          Region,
          lowerFirst(ArtifactStore),
        ]),
      ),
    }),
    stages: Stages.map(({ Actions, ...stage }: Properties) => ({
      ...(lowerFirst(stage) as any),
      actions: Actions.map(actionDeclaration),
    })),
  };
}

export const codePipelinePipeline: ResourceType = {
  name: 'AWS::CodePipeline::Pipeline',
  replacedBy: ['Name'],
  nameProperty: 'Name',
  create(context, properties) {
    const name =
      properties.Name ?? context.generateName({ maxLength: NAME_LENGTH });
    const { pipeline } = createPipeline(context.call, {
      pipeline: pipelineDeclaration(name, properties),
      tags: codeTags(context, properties),
    });
    return {
      physicalId: name,
      attributes: { Version: String(pipeline!.version) },
    };
  },
  update(context, name, { before, after }) {
    const { call } = context;
    const { pipeline } = updatePipeline(call, {
      pipeline: pipelineDeclaration(name, after),
    });
    if (JSON.stringify(before.Tags) !== JSON.stringify(after.Tags)) {
      const { metadata } = getPipeline(call, { name });
      tagPipeline(call, {
        resourceArn: metadata!.pipelineArn,
        tags: codeTags(context, after),
      });
    }
    return {
      physicalId: name,
      attributes: { Version: String(pipeline!.version) },
    };
  },
  read: ({ call }, name) =>
    upperFirst(getPipeline(call, { name }).pipeline) as Properties,
  spell: properties =>
    upperFirst(pipelineDeclaration(properties.Name, properties)) as Properties,
  delete({ call }, name) {
    try {
      getPipeline(call, { name });
    } catch (error) {
      if (
        error instanceof ServiceError &&
        error.code === 'PipelineNotFoundException'
      ) {
        return;
      }
      throw error;
    }
    deletePipeline(call, { name });
  },
};
