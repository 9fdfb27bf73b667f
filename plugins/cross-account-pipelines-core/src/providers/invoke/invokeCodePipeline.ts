import { say } from '../../report';
import { requestsOn, type Provider } from '../Provider';

export const invokeCodePipeline: Provider = {
  kinds: ['Invoke/CodePipeline'],
  page: 'codepipeline/latest/userguide/action-reference-PipelineInvoke',
  settings: ['PipelineName'],
  calls({ configuration, partition, account, region }) {
    const name = configuration.PipelineName ?? '*';
    return [
      {
        says: caller => say('call.start-pipeline', { caller, pipeline: name }),
        target: { type: 'resource', name: `pipeline ${name}`, account, region },
        requests: requestsOn(
          `arn:${partition}:codepipeline:${region}:${account}:${name}`,
          { required: ['codepipeline:StartPipelineExecution'] },
        ),
      },
    ];
  },
  names({ configuration, partition, account, region }) {
    const name = configuration.PipelineName;
    return name
      ? [
          {
            type: 'pipeline',
            name: `pipeline ${name}`,
            id: `arn:${partition}:codepipeline:${region}:${account}:${name}`,
            account,
            region,
            gate: 'deploy',
          },
        ]
      : [];
  },
  starts: ({ PipelineName }) => PipelineName,
};
