import { say } from '../report';
import { codeBuild } from './build/codeBuild';
import { invokingFunction } from './invoke/invokeLambda';
import { logCalls, secretCalls } from './build/ownCompute';
import { requestsOn, resourceTarget, type Provider } from './Provider';

/** See `codepipeline/latest/userguide/rule-reference`. */
const page = 'codepipeline/latest/userguide/rule-reference';

export const ruleCloudWatchAlarm: Provider = {
  kinds: ['Rule/CloudWatchAlarm'],
  page,
  settings: ['AlarmName'],
  calls(place) {
    const { configuration, partition, account, region } = place;
    const name = configuration.AlarmName ?? '*';
    return [
      {
        says: caller => say('call.alarm', { caller, alarm: name }),
        target: resourceTarget(place, `alarm ${name}`),
        requests: requestsOn(
          `arn:${partition}:cloudwatch:${region}:${account}:alarm:${name}`,
          { required: ['cloudwatch:DescribeAlarms'] },
        ),
      },
    ];
  },
};

export const ruleCodeBuild: Provider = {
  ...codeBuild,
  kinds: ['Rule/CodeBuild'],
  page,
};

export const ruleCommands: Provider = {
  kinds: ['Rule/Commands'],
  page,
  artifacts: { reads: true },
  calls: place => [
    ...logCalls(place),
    ...secretCalls(place, place.action.environmentVariables),
  ],
};

export const ruleDeploymentWindow: Provider = {
  kinds: ['Rule/DeploymentWindow'],
  page,
};

export const ruleLambdaInvoke: Provider = {
  ...invokingFunction,
  kinds: ['Rule/LambdaInvoke'],
  page,
  artifacts: { reads: true },
};

export const ruleVariableCheck: Provider = {
  kinds: ['Rule/VariableCheck'],
  page,
};
