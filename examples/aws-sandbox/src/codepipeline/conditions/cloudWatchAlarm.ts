import { authorize } from '../../access/authorize';
import { ActionFailure } from '../ActionFailure';
import type { RuleProvider } from './RuleProvider';

/** Fails while an alarm is in one of the states named, by default ALARM. */
export const cloudWatchAlarm: RuleProvider = {
  provider: 'CloudWatchAlarm',
  check({ call, configuration, run }) {
    const { AlarmName, AlarmStates = 'ALARM' } = configuration;
    const { world, caller, region } = call;
    authorize(call, {
      action: 'cloudwatch:DescribeAlarms',
      resource: `arn:aws:cloudwatch:${region}:${caller.account}:alarm:${AlarmName}`,
    });
    const { alarms } = world.account(caller.account).region(region).stores;
    const state = alarms.get(AlarmName)?.state;
    if (!state) {
      throw new ActionFailure(
        'ConfigurationError',
        `The alarm ${AlarmName} does not exist`,
      );
    }
    run.summary = `Alarm ${AlarmName} is in state ${state}`;
    if (AlarmStates.split(',').includes(state)) {
      throw new ActionFailure('RuleConditionNotMet', run.summary);
    }
  },
};
