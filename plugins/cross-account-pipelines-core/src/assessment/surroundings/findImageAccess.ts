import { say, write, type Finding } from '../../report';
import type { AssessmentScope } from '../AssessmentScope';
import { shortName } from '../../pipeline';
import { evaluateAccess } from '../../policy';
import {
  contextOfEveryCall,
  organizationContext,
  unknownOfEveryCall,
} from '../access/accessContext';
import { documentPolicy } from '../documents/documentPolicy';
import { documentAt } from '../documents/documentReference';
import { readAt } from '../evidence';
import { actionsOf } from './PlacedAction';

/** What pulling an image takes. `AmazonECR/latest/userguide/repository-policies` */
const pullActions = [
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
  'ecr:BatchCheckLayerAvailability',
];

/**
 * Repositories that a pipeline takes its image from and whose policy keeps an
 * account that it deploys containers to from pulling it. The deployment itself
 * succeeds; the tasks never start.
 */
export function findImageAccess(scope: AssessmentScope): Finding[] {
  const { partition } = scope.links;
  const targets = new Set(
    actionsOf(scope, 'ECS', 'CodeDeployToECS').map(({ account }) => account),
  );
  return actionsOf(scope, 'ECR').flatMap(source => {
    const { account: owner, region, configuration } = source;
    const arn = `arn:${partition}:ecr:${region}:${owner}:repository/${configuration.RepositoryName}`;
    const repository = scope.view.account(owner)?.repositories?.[arn];
    if (!repository) {
      return [];
    }
    return [...targets]
      .filter(account => account !== owner)
      .flatMap(account => {
        const refused = pullActions.filter(
          action =>
            !allows({
              scope,
              arn,
              owner,
              account,
              action,
              policy: repository.policy,
            }),
        );
        return refused.length > 0
          ? [
              describe({
                scope,
                arn,
                owner,
                account,
                refused,
                policy: repository.policy,
              }),
            ]
          : [];
      });
  });
}

function allows(options: {
  scope: AssessmentScope;
  arn: string;
  owner: string;
  account: string;
  action: string;
  policy: unknown;
}): boolean {
  const { scope, arn, owner, account, action, policy } = options;
  if (policy === undefined) {
    return false;
  }
  const { view } = scope;
  const organization = organizationContext(view.account(account), 'principal');
  const { layers } = evaluateAccess({
    request: {
      principal: `arn:${arn.split(':')[1]}:iam::${account}:root`,
      action,
      resource: arn,
      resourceAccount: owner,
      context: {
        ...contextOfEveryCall,
        ...organization.context,
        'aws:PrincipalAccount': account,
      },
      unknownContextKeys: [
        ...unknownOfEveryCall,
        ...organization.unknown,
        'aws:PrincipalArn',
        'aws:PrincipalTag/*',
      ],
    },
    identityPolicies: [],
    resourcePolicy: documentPolicy(
      documentAt('repository policy', arn),
      { document: policy },
      view.documents,
    ),
  });
  const decision = layers.resource?.decision ?? 'ImplicitlyDenied';
  return decision === 'Allowed' || decision === 'Undetermined';
}

function describe(options: {
  scope: AssessmentScope;
  arn: string;
  owner: string;
  account: string;
  refused: string[];
  policy: unknown;
}): Finding {
  const { scope, arn, owner, account, refused, policy } = options;
  const document = documentAt('repository policy', arn);
  return {
    rule: 'repository-refuses-target',
    health: 'broken',
    ...write(
      'message',
      say('finding.repository', {
        repository: shortName(arn),
        owner,
        account,
        actions: refused.join(', '),
      }),
    ),
    account: owner,
    evidence: [
      {
        document,
        account: owner,
        ...(policy === undefined
          ? {}
          : { text: JSON.stringify(policy, null, 2) }),
        ...readAt(scope.view),
      },
    ],
    remedy: {
      ...write(
        'summary',
        say('remedy.repository', { account, actions: refused.join(', ') }),
      ),
      account: owner,
      document,
    },
  };
}
