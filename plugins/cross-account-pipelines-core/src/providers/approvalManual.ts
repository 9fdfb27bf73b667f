import { say } from '../report';
import { accountOf, shortName } from '../pipeline/vocabulary/parseArn';
import { requestsOn, type Provider } from './Provider';

export const approvalManual: Provider = {
  kinds: ['Approval/Manual'],
  page: 'codepipeline/latest/userguide/approvals-action-add',
  calls({ configuration, account, region }) {
    const topic = configuration.NotificationArn;
    if (!topic) {
      return [];
    }
    return [
      {
        says: caller => say('call.notify', { caller, topic: shortName(topic) }),
        target: {
          type: 'resource',
          name: `topic ${shortName(topic)}`,
          account: accountOf(topic) ?? account,
          region,
        },
        requests: requestsOn(topic, { required: ['sns:Publish'] }),
      },
    ];
  },
  names(place) {
    const { NotificationArn: arn } = place.configuration;
    return arn
      ? [
          {
            type: 'topic',
            name: `topic ${shortName(arn)}`,
            id: arn,
            account: accountOf(arn) ?? place.account,
            region: place.region,
            gate: 'deploy',
          },
        ]
      : [];
  },
};
