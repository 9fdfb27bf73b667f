import { requestsOn, type ProviderNeeds } from './ProviderNeeds';

export const pipelineInvokeNeeds: ProviderNeeds = {
  page: 'codepipeline/latest/userguide/action-reference-PipelineInvoke',
  calls({ configuration, partition, account, region }) {
    const name = configuration.PipelineName ?? '*';
    return [
      {
        sentence: `may start pipeline ${name}`,
        target: { type: 'resource', name: `pipeline ${name}`, account, region },
        requests: requestsOn(
          `arn:${partition}:codepipeline:${region}:${account}:${name}`,
          { required: ['codepipeline:StartPipelineExecution'] },
        ),
      },
    ];
  },
};
