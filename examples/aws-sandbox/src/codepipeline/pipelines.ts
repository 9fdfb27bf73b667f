import type {
  CreatePipelineInput,
  CreatePipelineOutput,
  DeletePipelineInput,
  GetPipelineInput,
  GetPipelineOutput,
  ListPipelinesInput,
  ListPipelinesOutput,
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
  PipelineDeclaration,
  Tag,
  TagResourceInput,
  UntagResourceInput,
  UpdatePipelineInput,
  UpdatePipelineOutput,
} from '@aws-sdk/client-codepipeline';
import { authorize } from '../access/authorize';
import { authorizePassRole } from '../access/authorizePassRole';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { paginate } from '../world/paginate';
import { requestTags, reservedTag } from '../world/tags';
import {
  assumeActionRole,
  AssumeRoleError,
  assumeServiceRole,
  SERVICE,
} from './assumeRoles';
import { checkStructure, invalidStructure } from './checkStructure';
import { CodePipelineState, Pipeline } from './CodePipelineState';
import { beginExecution } from './beginExecution';

const PAGE = 100;

export function codePipelineOf({
  world,
  caller,
  region,
}: Call): CodePipelineState {
  return world.account(caller.account).region(region).codePipeline;
}

export function pipelineArn({ caller, region }: Call, name: string): string {
  return `arn:aws:codepipeline:${region}:${caller.account}:${name}`;
}

/**
 * The pipeline of that name, authorized for an action.
 *
 * @throws Refusal; ServiceError `PipelineNotFoundException`
 */
export function authorizedPipeline(
  call: Call,
  action: string,
  name: string,
): Pipeline {
  authorize(call, {
    action: `codepipeline:${action}`,
    resource: pipelineArn(call, name),
  });
  const pipeline = codePipelineOf(call).pipelines.get(name);
  if (!pipeline) {
    throw new ServiceError(
      'PipelineNotFoundException',
      `Account '${call.caller.account}' does not have a pipeline with name '${name}'`,
    );
  }
  return pipeline;
}

/**
 * Assumes every role of a definition once, as CodePipeline does before it takes
 * one.
 *
 * @throws ServiceError `InvalidStructureException`
 */
function checkRoles(call: Call, declaration: PipelineDeclaration): void {
  try {
    const serviceRole = assumeServiceRole({
      world: call.world,
      account: call.caller.account,
      region: call.region,
      pipelineArn: pipelineArn(call, declaration.name!),
      roleArn: declaration.roleArn!,
    });
    const roles = declaration.stages!.flatMap(({ actions }) =>
      actions!.flatMap(({ roleArn }) => roleArn ?? []),
    );
    for (const roleArn of new Set(roles)) {
      assumeActionRole(serviceRole, { roleArn, region: call.region });
    }
  } catch (error) {
    if (error instanceof AssumeRoleError) {
      throw invalidStructure(error.message);
    }
    throw error;
  }
}

function checkDeclaration(call: Call, declaration: PipelineDeclaration): void {
  checkStructure(declaration, call.region);
  authorizePassRole(call, {
    roleArn: declaration.roleArn!,
    service: SERVICE,
    associatedResource: pipelineArn(call, declaration.name!),
  });
  checkRoles(call, declaration);
}

function toRecord(given: Tag[] = []): Record<string, string> {
  const tags = Object.fromEntries(
    given.map(({ key, value }) => [key!, value!]),
  );
  if (reservedTag(tags) !== undefined) {
    throw new ServiceError(
      'InvalidTagsException',
      'Tag keys that begin with aws: are reserved for system use',
    );
  }
  return tags;
}

function toTags(tags: Record<string, string>): Tag[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

export function createPipeline(
  call: Call,
  input: CreatePipelineInput,
): CreatePipelineOutput {
  const declaration = input.pipeline!;
  const name = declaration.name!;
  const tags = toRecord(input.tags);
  const resource = pipelineArn(call, name);
  authorize(call, {
    action: 'codepipeline:CreatePipeline',
    resource,
    context: requestTags(tags),
  });
  if (Object.keys(tags).length > 0) {
    authorize(call, {
      action: 'codepipeline:TagResource',
      resource,
      context: requestTags(tags),
    });
  }
  const { pipelines } = codePipelineOf(call);
  if (pipelines.has(name)) {
    throw new ServiceError(
      'PipelineNameInUseException',
      `A pipeline with the name '${name}' already exists in account '${call.caller.account}'`,
    );
  }
  checkDeclaration(call, declaration);
  const pipeline = new Pipeline(
    { account: call.caller.account, region: call.region },
    { ...declaration, version: 1 },
    tags,
  );
  pipelines.set(name, pipeline);
  beginExecution(call.world, pipeline, {
    type: 'CreatePipeline',
    detail: call.caller.arn,
  });
  return { pipeline: pipeline.declaration, tags: input.tags };
}

export function getPipeline(
  call: Call,
  input: GetPipelineInput,
): GetPipelineOutput {
  const pipeline = authorizedPipeline(call, 'GetPipeline', input.name!);
  const declaration = pipeline.versions.get(
    input.version ?? pipeline.declaration.version!,
  );
  if (!declaration) {
    throw new ServiceError(
      'PipelineVersionNotFoundException',
      `Pipeline ${pipeline.name} has no version ${input.version}`,
    );
  }
  return {
    pipeline: declaration,
    metadata: {
      pipelineArn: pipeline.arn,
      created: pipeline.createdAt,
      updated: pipeline.updatedAt,
    },
  };
}

export function updatePipeline(
  call: Call,
  input: UpdatePipelineInput,
): UpdatePipelineOutput {
  const declaration = input.pipeline!;
  const pipeline = authorizedPipeline(
    call,
    'UpdatePipeline',
    declaration.name!,
  );
  checkDeclaration(call, declaration);
  pipeline.declaration = {
    ...declaration,
    version: pipeline.declaration.version! + 1,
  };
  pipeline.updatedAt = new Date();
  return { pipeline: pipeline.declaration };
}

export function deletePipeline(call: Call, input: DeletePipelineInput): void {
  const name = input.name!;
  authorize(call, {
    action: 'codepipeline:DeletePipeline',
    resource: pipelineArn(call, name),
  });
  codePipelineOf(call).pipelines.delete(name);
}

export function listPipelines(
  call: Call,
  input: ListPipelinesInput,
): ListPipelinesOutput {
  authorize(call, { action: 'codepipeline:ListPipelines', resource: '*' });
  const { page, next } = paginate(
    [...codePipelineOf(call).pipelines.values()],
    {
      token: input.nextToken,
      size: input.maxResults,
      defaultSize: PAGE,
    },
  );
  return {
    pipelines: page.map(({ name, declaration, createdAt, updatedAt }) => ({
      name,
      version: declaration.version,
      pipelineType: declaration.pipelineType,
      executionMode: declaration.executionMode,
      created: createdAt,
      updated: updatedAt,
    })),
    nextToken: next,
  };
}

const nameOf = (arn: string) => arn.slice(arn.lastIndexOf(':') + 1);

export function listPipelineTags(
  call: Call,
  input: ListTagsForResourceInput,
): ListTagsForResourceOutput {
  const name = nameOf(input.resourceArn!);
  return {
    tags: toTags(authorizedPipeline(call, 'ListTagsForResource', name).tags),
  };
}

export function tagPipeline(call: Call, input: TagResourceInput): object {
  const name = nameOf(input.resourceArn!);
  const pipeline = authorizedPipeline(call, 'TagResource', name);
  pipeline.tags = { ...pipeline.tags, ...toRecord(input.tags) };
  return {};
}

export function untagPipeline(call: Call, input: UntagResourceInput): object {
  const name = nameOf(input.resourceArn!);
  const pipeline = authorizedPipeline(call, 'UntagResource', name);
  pipeline.tags = Object.fromEntries(
    Object.entries(pipeline.tags).filter(
      ([key]) => !input.tagKeys!.includes(key),
    ),
  );
  return {};
}
