import type { EnvironmentVariable } from '@aws-sdk/client-codebuild';
import { batchGetBuilds, beginBuild } from '../../codebuild/builds';
import type { BuildRecord } from '../../codebuild/CodeBuildState';
import { ServiceError } from '../../front/ServiceError';
import { ActionFailure, withService } from '../ActionFailure';
import type { ActionContext, ActionProvider } from './ActionProvider';

function environment(text: string | undefined): EnvironmentVariable[] {
  if (!text) {
    return [];
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ActionFailure(
      'ConfigurationError',
      'EnvironmentVariables is not valid JSON',
    );
  }
}

function begin(context: ActionContext): BuildRecord {
  const { call, configuration, inputs, outputs, pipeline } = context;
  try {
    return beginBuild(
      call,
      {
        projectName: configuration.ProjectName,
        environmentVariablesOverride: environment(
          configuration.EnvironmentVariables,
        ),
      },
      {
        inputs,
        outputs,
        primary: configuration.PrimarySource ?? inputs[0].name,
        initiator: `codepipeline/${pipeline.name}`,
      },
    );
  } catch (error) {
    if (error instanceof ServiceError) {
      throw new ActionFailure(
        'PermissionError',
        `Error calling startBuild: ${withService('AWSCodeBuild', error)}`,
      );
    }
    throw error;
  }
}

async function run(context: ActionContext): Promise<Record<string, string>> {
  const { call } = context;
  const record = begin(context);
  const { build } = record;
  context.run.externalId = build.id;
  context.run.externalUrl = `https://${call.region}.console.aws.amazon.com/codebuild/home?region=${call.region}#/builds/${build.id}/view/new`;
  await call.world.orStop(record.ended);
  batchGetBuilds(call, { ids: [build.id!] });
  if (build.buildStatus !== 'SUCCEEDED') {
    const failed = build.phases?.find(
      ({ phaseStatus }) => phaseStatus === 'FAILED',
    );
    const [reason] = failed?.contexts ?? [];
    throw new ActionFailure(
      'JobFailed',
      `Build terminated with state: ${build.buildStatus}. Phase: ${failed?.phaseType}, Code: ${reason?.statusCode}, Message: ${reason?.message}`,
    );
  }
  return Object.fromEntries(
    (build.exportedEnvironmentVariables ?? []).map(({ name, value }) => [
      name!,
      value!,
    ]),
  );
}

/**
 * Runs a build project of the account of the role in use. See
 * `codepipeline/latest/userguide/action-reference-CodeBuild`.
 */
export const codeBuildBuild: ActionProvider = {
  category: 'Build',
  owner: 'AWS',
  provider: 'CodeBuild',
  run,
};

export const codeBuildTest: ActionProvider = {
  ...codeBuildBuild,
  category: 'Test',
};
