import { say } from '../../report';
import { accountOf } from '../../pipeline/vocabulary/parseArn';
import { requestsOn, type Provider } from '../Provider';

export const invokeStepFunctions: Provider = {
  kinds: ['Invoke/StepFunctions'],
  page: 'codepipeline/latest/userguide/action-reference-StepFunctions',
  settings: ['StateMachineArn'],
  artifacts: { reads: true, writes: true },
  calls({ configuration, account, region }) {
    const arn = configuration.StateMachineArn ?? '*';
    const name = arn.split(':').at(-1)!;
    return [
      {
        says: caller =>
          say('call.run-state-machine', { caller, stateMachine: name }),
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
  names({ configuration, account, region }) {
    const arn = configuration.StateMachineArn;
    return arn
      ? [
          {
            type: 'state machine',
            name: `state machine ${arn.split(':').at(-1)}`,
            id: arn,
            account: accountOf(arn) ?? account,
            region,
            gate: 'deploy',
          },
        ]
      : [];
  },
};
