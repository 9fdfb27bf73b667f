import { say, type Finding } from '../../report';
import type { AssessmentScope } from '../AssessmentScope';
import { shortName } from '../../pipeline';
import { documentAt } from '../documents/documentReference';
import { ownPolicyAllows } from './ownPolicyAllows';
import { actionsOf } from './PlacedAction';
import { findingAround } from './findingAround';

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
    const document = documentAt('repository policy', arn);
    const { policy } = repository;
    return [...targets]
      .filter(account => account !== owner)
      .flatMap(account => {
        const principal = `arn:${partition}:iam::${account}:root`;
        const actions = pullActions
          .filter(
            action =>
              !ownPolicyAllows(scope, {
                request: { principal, action, resource: arn },
                account,
                owner,
                policy,
                document,
                unknown: ['aws:PrincipalArn'],
              }),
          )
          .join(', ');
        return actions
          ? findingAround(scope, {
              rule: 'repository-refuses-target',
              health: 'broken',
              message: say('finding.repository', {
                repository: shortName(arn),
                owner,
                account,
                actions,
              }),
              remedy: say('remedy.repository', { account, actions }),
              document,
              shown: policy,
            })
          : [];
      });
  });
}
