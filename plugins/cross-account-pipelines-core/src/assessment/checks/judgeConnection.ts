import { say } from '../../report';
import { accountOf, shortName } from '../../pipeline';
import type { AssessmentScope } from '../AssessmentScope';
import type { Judgement } from '../Judgement';
import { documentAt } from '../documents/documentReference';
import type { Check } from './Check';
import { healthy } from './healthy';
import { unknownFor } from './unknownFor';
import { wrongDefinition } from './wrongDefinition';
import { wrongThing } from './wrongThing';

/** H8. `dtconsole/latest/userguide/connections` */
export function judgeConnection(
  { connectionArn }: Check<'connection'>,
  scope: AssessmentScope,
): Judgement {
  const user = scope.links.account;
  const owner = accountOf(connectionArn) ?? '';
  const document = documentAt('connection', connectionArn);
  const notLent = owner === user ? undefined : judgeShare(connectionArn, scope);
  if (notLent) {
    return notLent;
  }
  const found = scope.view.connection(connectionArn, user);
  if (found.state === 'unread') {
    return unknownFor(found.reason, document);
  }
  if (found.state === 'missing') {
    return wrongThing(scope, {
      document,
      reason: say('reason.connection-missing', {
        connection: connectionArn,
      }),
    });
  }
  if (
    scope.view.estate.origin === 'predicted' &&
    found.value.status === 'PENDING'
  ) {
    return {
      health: 'pending',
      reason: say('reason.connection-planned', {
        connection: shortName(connectionArn),
      }),
      account: owner,
      evidence: [{ document, account: owner }],
    };
  }
  return found.value.status === 'AVAILABLE'
    ? healthy
    : wrongThing(scope, {
        document,
        reason: say('reason.connection-state', {
          connection: shortName(connectionArn),
          state: found.value.status,
        }),
        text: { ConnectionStatus: found.value.status },
      });
}

/**
 * Why the pipeline cannot, or may not, use a connection of another account.
 *
 * See `dtconsole/latest/userguide/connections-share`.
 */
function judgeShare(
  connectionArn: string,
  scope: AssessmentScope,
): Judgement | undefined {
  const { view, links } = scope;
  const [, , prefix, , owner] = connectionArn.split(':');
  const name = shortName(connectionArn);
  const definition = { ConnectionArn: connectionArn };
  if (prefix !== 'codeconnections') {
    return wrongDefinition(
      scope,
      say('reason.connection-old-prefix', { connection: name, owner, prefix }),
      definition,
    );
  }
  const share = view.share(connectionArn, links.account);
  switch (share.state) {
    case 'missing':
      return wrongDefinition(
        scope,
        say('reason.connection-not-shared', {
          connection: name,
          owner,
          account: links.account,
        }),
        definition,
      );
    case 'unread':
      return unknownFor(share.reason, documentAt('connection', connectionArn));
    default:
      return undefined;
  }
}
