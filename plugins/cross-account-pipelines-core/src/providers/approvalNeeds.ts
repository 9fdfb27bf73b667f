import { accountOf, shortName } from '../pipeline/vocabulary/parseArn';
import { requestsOn, type ProviderNeeds } from './ProviderNeeds';

export const approvalNeeds: ProviderNeeds = {
  page: 'codepipeline/latest/userguide/approvals-action-add',
  calls({ configuration, account, region }) {
    const topic = configuration.NotificationArn;
    if (!topic) {
      return [];
    }
    return [
      {
        sentence: `may notify reviewers through ${shortName(topic)}`,
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
};
