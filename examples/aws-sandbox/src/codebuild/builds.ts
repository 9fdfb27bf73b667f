import { randomUUID } from 'node:crypto';
import type {
  BatchGetBuildsInput,
  BatchGetBuildsOutput,
  Build,
  EnvironmentVariable,
  ListBuildsForProjectInput,
  ListBuildsForProjectOutput,
  StartBuildInput,
  StartBuildOutput,
  StopBuildInput,
  StopBuildOutput,
} from '@aws-sdk/client-codebuild';
import { authorize } from '../access/authorize';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { paginate } from '../world/paginate';
import { BuildRun } from './BuildRun';
import type { BuildRecord } from './CodeBuildState';
import type { PipelineJob } from './PipelineJob';
import { codeBuildOf, projectArn, requireProject } from './projects';

const PAGE = 100;

function environmentOf(variables: EnvironmentVariable[] = []) {
  return Object.fromEntries(
    variables.map(({ name, value }) => [name ?? '', value ?? '']),
  );
}

/**
 * Starts a build; CodePipeline gives its own job, others start what needs no
 * source.
 *
 * @throws Refusal; ServiceError
 */
export function beginBuild(
  call: Call,
  input: StartBuildInput,
  job?: PipelineJob,
): BuildRecord {
  const name = input.projectName!;
  authorize(call, {
    action: 'codebuild:StartBuild',
    resource: projectArn(call, name),
  });
  const project = requireProject(call, name);
  if (!job && project.source?.type !== 'NO_SOURCE') {
    throw new ServiceError(
      'InvalidInputException',
      `The sandbox builds ${project.source?.type} projects in a pipeline only`,
    );
  }
  const state = codeBuildOf(call);
  const id = `${name}:${randomUUID()}`;
  const now = new Date();
  const build: Build = {
    id,
    arn: `arn:aws:codebuild:${call.region}:${call.caller.account}:build/${id}`,
    buildNumber: state.nextBuildNumber(name),
    startTime: now,
    currentPhase: 'SUBMITTED',
    buildStatus: 'IN_PROGRESS',
    buildComplete: false,
    projectName: name,
    initiator: job?.initiator ?? call.caller.name,
    serviceRole: project.serviceRole,
    encryptionKey: project.encryptionKey,
    timeoutInMinutes: project.timeoutInMinutes,
    source: project.source,
    environment: project.environment,
    phases: [
      {
        phaseType: 'SUBMITTED',
        phaseStatus: 'SUCCEEDED',
        startTime: now,
        endTime: now,
        durationInSeconds: 0,
      },
    ],
  };
  const record: BuildRecord = {
    build,
    log: '',
    stop: new AbortController(),
    ended: Promise.resolve(),
  };
  state.add(record);
  const run = new BuildRun(call, project, record, {
    job,
    environment: environmentOf(input.environmentVariablesOverride),
  });
  record.ended = call.world.runInBackground(() => run.run());
  return record;
}

export function startBuild(
  call: Call,
  input: StartBuildInput,
): StartBuildOutput {
  return { build: beginBuild(call, input).build };
}

function projectOf(buildId: string): string {
  return buildId.replace(/^arn:.*:build\//, '').split(':')[0];
}

export function batchGetBuilds(
  call: Call,
  input: BatchGetBuildsInput,
): BatchGetBuildsOutput {
  const builds: Build[] = [];
  const buildsNotFound: string[] = [];
  for (const given of input.ids!) {
    authorize(call, {
      action: 'codebuild:BatchGetBuilds',
      resource: projectArn(call, projectOf(given)),
    });
    const id = given.replace(/^arn:.*:build\//, '');
    const record = codeBuildOf(call).builds.get(id);
    if (record) {
      builds.push(record.build);
    } else {
      buildsNotFound.push(given);
    }
  }
  return { builds, buildsNotFound };
}

export function stopBuild(call: Call, input: StopBuildInput): StopBuildOutput {
  authorize(call, {
    action: 'codebuild:StopBuild',
    resource: projectArn(call, projectOf(input.id!)),
  });
  const record = codeBuildOf(call).builds.get(input.id!);
  if (!record) {
    throw new ServiceError(
      'ResourceNotFoundException',
      `Build ${input.id} does not exist`,
    );
  }
  record.stop.abort();
  return { build: record.build };
}

export function listBuildsForProject(
  call: Call,
  input: ListBuildsForProjectInput,
): ListBuildsForProjectOutput {
  authorize(call, {
    action: 'codebuild:ListBuildsForProject',
    resource: projectArn(call, input.projectName!),
  });
  requireProject(call, input.projectName!);
  const ids = codeBuildOf(call)
    .buildsOf(input.projectName!)
    .map(({ build }) => build.id!)
    .reverse();
  const { page, next } = paginate(ids, {
    token: input.nextToken,
    defaultSize: PAGE,
  });
  return { ids: page, nextToken: next };
}
