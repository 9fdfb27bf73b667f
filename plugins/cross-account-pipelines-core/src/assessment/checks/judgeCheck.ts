import { quote, say } from '../../report';
import {
  accountOf,
  type CheckHop,
  type HopCheck,
  type PipelineLinks,
  shortName,
} from '../../pipeline';
import type { AssessmentScope } from '../AssessmentScope';
import type { EstateView } from '../EstateView';
import { type Judgement, judgeUnforeseen } from '../Judgement';
import { documentAt } from '../documents/documentReference';
import type { Check } from './Check';
import { healthy } from './healthy';
import { judgeArtifactKey } from './judgeArtifactKey';
import { judgeClusterAccess } from './judgeClusterAccess';
import { judgeConnection } from './judgeConnection';
import { judgeExistence } from './judgeExistence';
import { judgeName } from './judgeName';
import { judgeOwnership } from './judgeOwnership';
import { judgePolicy } from './judgePolicy';
import { judgeProjectKey } from './judgeProjectKey';
import { judgeVersions } from './judgeVersions';
import { unknownFor } from './unknownFor';
import { wrongDefinition } from './wrongDefinition';
import { wrongThing } from './wrongThing';

/** How each rule is judged. */
const judges: {
  [R in HopCheck['rule']]: (
    check: Check<R>,
    scope: AssessmentScope,
  ) => Judgement;
} = {
  'artifact-store': (check, scope) => {
    const { region, store } = check;
    if (!store) {
      return wrongDefinition(scope, say('reason.no-store', { region }));
    }
    const found = scope.view.bucket(store.location, scope.links.account);
    if (found.state === 'found' && found.value.region !== region) {
      return wrongDefinition(
        scope,
        say('reason.store-elsewhere', {
          region,
          bucket: store.location,
          other: found.value.region,
        }),
        store,
      );
    }
    return healthy;
  },

  'artifact-key': judgeArtifactKey,

  'passed-role-account': ({ roleArn, passedRoleArn }, scope) => {
    const account = accountOf(roleArn);
    const other = accountOf(passedRoleArn);
    return account === other
      ? healthy
      : wrongDefinition(
          scope,
          say('reason.action-passes-across', {
            caller: shortName(roleArn),
            callerAccount: account ?? '',
            role: shortName(passedRoleArn),
            account: other ?? '',
          }),
          { roleArn, configuration: { RoleArn: passedRoleArn } },
        );
  },

  'artifact-origin': ({ foreign }, scope) => {
    const [first] = foreign;
    return first
      ? wrongDefinition(scope, say('reason.artifact-origin', first), foreign)
      : healthy;
  },

  'provider-account': ({ provider, roleArn }, scope) =>
    accountOf(roleArn) === scope.links.account
      ? healthy
      : wrongDefinition(scope, say('reason.not-of-aws', { provider }), {
          roleArn,
        }),

  'action-region': ({ region, category }, scope) =>
    wrongDefinition(
      scope,
      category === 'Source'
        ? say('reason.source-region', { region })
        : say('reason.custom-region', { region }),
      { region },
    ),

  'account-id': ({ arn, field }, scope) =>
    wrongDefinition(
      scope,
      say('reason.account-id', {
        account: accountOf(arn) ?? '',
        place: field,
      }),
      arn,
    ),

  connection: judgeConnection,

  'project-key': judgeProjectKey,

  'worker-known': ({ what, arn }, scope) => {
    const found =
      what === 'project'
        ? scope.view.project(arn)
        : scope.view.instanceRoles(arn);
    if (found.state === 'unread') {
      return unknownFor(found.reason, documentAt(what, arn));
    }
    return wrongThing(scope, {
      document: documentAt(what, arn),
      reason:
        what === 'project'
          ? say('reason.no-project', { name: shortName(arn) })
          : say('reason.no-group', { name: shortName(arn) }),
    });
  },

  'object-ownership': judgeOwnership,

  exists: judgeExistence,

  'bucket-versioned': judgeVersions,

  'policy-exists': judgePolicy,

  'cluster-access': judgeClusterAccess,

  'may-enter': ({ what, whatPhrases, pattern }, scope) =>
    unknownFor(
      say('reason.may-enter', {
        what: { text: what, phrases: whatPhrases },
        pattern,
      }),
      documentAt('pipeline definition', scope.links.pipelineArn),
    ),

  'name-free': judgeName,

  definition: ({ problem }, scope) => wrongDefinition(scope, quote(problem)),

  'provider-known': ({ provider }, scope) =>
    unknownFor(
      say('reason.provider-unknown', { provider }),
      documentAt('pipeline definition', scope.links.pipelineArn),
    ),
};

/** What a check looks at. */
function namesOf(check: HopCheck): Array<string | undefined> {
  switch (check.rule) {
    case 'artifact-store':
      return [check.store?.location];
    case 'artifact-key':
      return [check.store.encryptionKey?.id];
    default:
      return Object.values(check).filter(value => typeof value === 'string');
  }
}

/**
 * Decides whether the definition, or what it names, keeps a rule.
 */
export function judgeCheck(options: {
  hop: CheckHop;
  view: EstateView;
  links: PipelineLinks;
}): Judgement {
  const { hop, view, links } = options;
  const unforeseen = judgeUnforeseen(namesOf(hop.check), { links });
  if (unforeseen) {
    return unforeseen;
  }
  const judge = judges[hop.check.rule] as (
    check: HopCheck,
    scope: AssessmentScope,
  ) => Judgement;
  return judge(hop.check, { view, links });
}
