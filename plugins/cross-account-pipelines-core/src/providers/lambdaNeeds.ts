import { requestsOn, type ProviderNeeds } from './ProviderNeeds';

export const lambdaNeeds: ProviderNeeds = {
  page: 'codepipeline/latest/userguide/action-reference-Lambda',
  artifacts: { reads: true, writes: true },
  unseen: ({ configuration, account }) =>
    `The role of function ${configuration.FunctionName} in ${account}, which has to be let report to CodePipeline (codepipeline:PutJobSuccessResult and PutJobFailureResult).`,
  calls({ configuration, partition, account, region }) {
    const name = configuration.FunctionName ?? '*';
    return [
      {
        sentence: `may invoke function ${name}`,
        target: { type: 'resource', name: `function ${name}`, account, region },
        requests: requestsOn(
          `arn:${partition}:lambda:${region}:${account}:function:${name}`,
          { required: ['lambda:InvokeFunction'] },
        ),
      },
    ];
  },
};
