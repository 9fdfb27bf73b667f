import { requestsOn, type ProviderNeeds } from './ProviderNeeds';

export const stepFunctionsNeeds: ProviderNeeds = {
  page: 'codepipeline/latest/userguide/action-reference-StepFunctions',
  artifacts: { reads: true, writes: true },
  calls({ configuration, account, region }) {
    const arn = configuration.StateMachineArn ?? '*';
    const name = arn.split(':').at(-1)!;
    return [
      {
        sentence: `may run state machine ${name}`,
        target: {
          type: 'resource',
          name: `state machine ${name}`,
          account,
          region,
        },
        requests: [
          ...requestsOn(arn, {
            required: ['states:DescribeStateMachine', 'states:StartExecution'],
          }),
          ...requestsOn(`${arn.replace(':stateMachine:', ':execution:')}:*`, {
            required: ['states:DescribeExecution'],
          }),
        ],
      },
    ];
  },
};
