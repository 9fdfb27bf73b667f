import { say, type Finding } from '../../report';
import type { AssessmentScope } from '../AssessmentScope';
import type { EventRuleState } from '../../estate';
import { accountOf, shortName } from '../../pipeline';
import { recordOf } from '../../template/templateValues';
import { documentAt } from '../documents/documentReference';
import { ownPolicyAllows } from './ownPolicyAllows';
import { actionsOf, type PlacedAction } from './PlacedAction';
import { findingAround } from './findingAround';

/**
 * Whether a push to a CodeCommit repository starts the pipeline: the rule
 * watches the branch that the source action reads, its targets have roles of
 * its own account, and the pipeline account's event bus takes its events.
 *
 * Says nothing where rules and buses were not read, or where the pipeline polls.
 *
 * See `eventbridge/latest/userguide/eb-cross-account` and
 * `codepipeline/latest/userguide/triggering`.
 */
export function findSourceEvents(scope: AssessmentScope): Finding[] {
  return actionsOf(scope, 'CodeCommit')
    .filter(
      ({ configuration }) => configuration.PollForSourceChanges === 'false',
    )
    .flatMap(source => {
      const rules = rulesOf(scope, source);
      return [
        ...watchedBranch(scope, source, rules),
        ...rules.flatMap(rule => [
          ...foreignRoles(scope, source, rule),
          ...refusingBuses(scope, rule),
        ]),
      ];
    });
}

/** Rules of the source's account that are about its repository. */
function rulesOf(
  { view, links }: AssessmentScope,
  { account, region, configuration }: PlacedAction,
): EventRuleState[] {
  const repository = `arn:${links.partition}:codecommit:${region}:${account}:${configuration.RepositoryName}`;
  return Object.values(view.account(account)?.eventRules ?? {}).filter(
    ({ arn, eventPattern }) => {
      const pattern = patternOf(eventPattern);
      return (
        arn.split(':')[3] === region &&
        pattern.source?.includes('aws.codecommit') &&
        (!pattern.resources || pattern.resources.includes(repository))
      );
    },
  );
}

function watchedBranch(
  scope: AssessmentScope,
  { account, configuration, path }: PlacedAction,
  rules: EventRuleState[],
): Finding[] {
  const branch = configuration.BranchName;
  const watches = (rule: EventRuleState) =>
    patternOf(rule.eventPattern).branches?.includes(branch) ?? true;
  if (rules.length === 0 || rules.some(watches)) {
    return [];
  }
  return rules.map(rule =>
    findingAround(scope, {
      rule: 'rule-watches-other-branch',
      health: 'broken',
      message: say('finding.other-branch', {
        rule: shortName(rule.arn),
        account,
        branch,
        action: path,
      }),
      remedy: say('remedy.watch-branch', { branch }),
      document: documentAt('event rule', rule.arn),
      shown: rule.eventPattern,
    }),
  );
}

function foreignRoles(
  scope: AssessmentScope,
  { account }: PlacedAction,
  rule: EventRuleState,
): Finding[] {
  return rule.targets
    .filter(({ roleArn }) => roleArn && accountOf(roleArn) !== account)
    .map(({ roleArn = '' }) =>
      findingAround(scope, {
        rule: 'rule-target-role-of-other-account',
        health: 'broken',
        message: say('finding.rule-role', {
          rule: shortName(rule.arn),
          account,
          role: shortName(roleArn),
          other: accountOf(roleArn) ?? '',
        }),
        remedy: say('remedy.event-role', { account }),
        document: documentAt('event rule', rule.arn),
        shown: rule.targets,
      }),
    );
}

function refusingBuses(
  scope: AssessmentScope,
  rule: EventRuleState,
): Finding[] {
  const { view, links } = scope;
  const account = accountOf(rule.arn) ?? '';
  return rule.targets.flatMap(target => {
    const owner = accountOf(target.arn) ?? '';
    const bus = view.account(owner)?.eventBuses?.[target.arn];
    const principal =
      target.roleArn ?? `arn:${links.partition}:iam::${account}:root`;
    const document = documentAt('event bus policy', target.arn);
    if (
      owner === account ||
      !bus ||
      ownPolicyAllows(scope, {
        request: {
          principal,
          action: 'events:PutEvents',
          resource: target.arn,
        },
        account,
        owner,
        policy: bus.policy,
        document,
        context: {
          'aws:PrincipalArn': principal,
          'events:source': 'aws.codecommit',
        },
        unknown: ['events:detail-type', 'aws:SourceArn'],
      })
    ) {
      return [];
    }
    return findingAround(scope, {
      rule: 'event-bus-refuses-source',
      health: 'broken',
      message: say('finding.event-bus', {
        bus: shortName(target.arn),
        owner,
        account,
      }),
      remedy: say('remedy.put-events', { bus: target.arn, account }),
      document,
      shown: bus.policy,
    });
  });
}

interface ReadPattern {
  source?: string[];
  resources?: string[];
  branches?: string[];
}

/** The parts of a pattern that name things literally. */
function patternOf(eventPattern: unknown): ReadPattern {
  const pattern = recordOf(eventPattern);
  return {
    source: textsOf(pattern.source),
    resources: textsOf(pattern.resources),
    branches: textsOf(recordOf(pattern.detail).referenceName),
  };
}

/** Undefined where the pattern asks for nothing, or for more than equality. */
function textsOf(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every(each => typeof each === 'string')
    ? value
    : undefined;
}
