import { quote, say } from '../../report';
import { accountOf, shortName } from '../../pipeline';
import type { AssessmentScope } from '../AssessmentScope';
import type { Judgement } from '../Judgement';
import type { Check } from './Check';
import { healthy } from './healthy';
import { unknownFor } from './unknownFor';
import { wrongThing } from './wrongThing';

/** H14. `eks/latest/userguide/access-entries` */
export function judgeClusterAccess(
  { clusterArn, roleArn }: Check<'cluster-access'>,
  scope: AssessmentScope,
): Judgement {
  const cluster = shortName(clusterArn);
  const document = {
    type: 'thing',
    account: accountOf(clusterArn) ?? '',
    name: `access entries of cluster ${cluster}`,
  } as const;
  const found = scope.view.cluster(clusterArn);
  if (found.state === 'missing') {
    const wasAsked = scope.view
      .account(document.account)
      ?.missing.includes(clusterArn);
    return scope.view.estate.origin === 'predicted' && !wasAsked
      ? unknownFor(
          say('reason.no-access-entry-planned', {
            role: shortName(roleArn),
            cluster,
          }),
          document,
        )
      : wrongThing(scope, {
          document,
          reason: say('reason.no-cluster', {
            cluster,
            account: document.account,
          }),
        });
  }
  if (found.state === 'unread') {
    return unknownFor(found.reason, document);
  }
  const { accessEntries, accessEntriesUnreadable } = found.value;
  if (!accessEntries) {
    return unknownFor(
      accessEntriesUnreadable
        ? quote(accessEntriesUnreadable)
        : say('reason.access-entries-unread', { cluster }),
      document,
    );
  }
  const entry = accessEntries.find(each => each.principalArn === roleArn);
  if (!entry) {
    return wrongThing(scope, {
      document,
      reason: say('reason.no-access-entry', {
        cluster,
        role: shortName(roleArn),
      }),
      text: accessEntries,
    });
  }
  if (entry.policies.length > 0) {
    return healthy;
  }
  return entry.groups.length > 0
    ? unknownFor(
        say('reason.access-entry-groups', {
          cluster,
          role: shortName(roleArn),
          groups: entry.groups.join(', '),
        }),
        document,
      )
    : wrongThing(scope, {
        document,
        reason: say('reason.empty-access-entry', {
          cluster,
          role: shortName(roleArn),
        }),
        text: entry,
      });
}
