import { batchGetBuilds, beginBuild } from '../../codebuild/builds';
import { ServiceError } from '../../front/ServiceError';
import { ActionFailure, withService } from '../ActionFailure';
import { artifactInRegion } from '../artifacts';
import type { RuleProvider } from './RuleProvider';

/** Runs a build; fails when it does. */
export const codeBuildRule: RuleProvider = {
  provider: 'CodeBuild',
  async check({ call, configuration, execution, pipeline, rule, run }) {
    const inputs = (rule.inputArtifacts ?? []).map(({ name }) =>
      artifactInRegion({
        execution,
        serviceRole: call,
        artifact: { name: name!, region: run.region },
      }),
    );
    try {
      const record = beginBuild(
        call,
        { projectName: configuration.ProjectName },
        {
          inputs,
          outputs: [],
          primary: configuration.PrimarySource ?? inputs[0]?.name,
          initiator: `codepipeline/${pipeline.name}`,
        },
      );
      run.externalId = record.build.id;
      await call.world.orStop(record.ended);
      batchGetBuilds(call, { ids: [record.build.id!] });
      if (record.build.buildStatus !== 'SUCCEEDED') {
        throw new ActionFailure(
          'RuleConditionNotMet',
          `Build terminated with state: ${record.build.buildStatus}`,
        );
      }
    } catch (error) {
      throw error instanceof ServiceError
        ? new ActionFailure(
            'PermissionError',
            `Error calling startBuild: ${withService('AWSCodeBuild', error)}`,
          )
        : error;
    }
  },
};
