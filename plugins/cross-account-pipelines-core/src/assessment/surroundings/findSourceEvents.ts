import { say, write, type Finding } from '../../report';
import type { AssessmentScope } from '../AssessmentScope';
import type { EventRuleState } from '../../estate';
import { accountOf, shortName } from '../../pipeline';
import { evaluateAccess } from '../../policy';
import { recordOf } from '../../template/templateValues';
import {
  contextOfEveryCall,
  organizationContext,
  unknownOfEveryCall,
} from '../access/accessContext';
import { documentPolicy } from '../documents/documentPolicy';
import { documentAt } from '../documents/documentReference';
import { readAt } from '../evidence';
import { actionsOf, type PlacedAction } from './PlacedAction';

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
  { view }: AssessmentScope,
  { account, configuration, path }: PlacedAction,
  rules: EventRuleState[],
): Finding[] {
  const branch = configuration.BranchName;
  const watches = (rule: EventRuleState) =>
    patternOf(rule.eventPattern).branches?.includes(branch) ?? true;
  if (rules.length === 0 || rules.some(watches)) {
    return [];
  }
  return rules.map(rule => ({
    rule: 'rule-watches-other-branch',
    health: 'broken',
    ...write(
      'message',
      say('finding.other-branch', {
        rule: shortName(rule.arn),
        account,
        branch,
        action: path,
      }),
    ),
    account,
    evidence: [
      {
        document: documentAt('event rule', rule.arn),
        account,
        text: JSON.stringify(rule.eventPattern, null, 2),
        ...readAt(view),
      },
    ],
    remedy: {
      ...write('summary', say('remedy.watch-branch', { branch })),
      account,
      document: documentAt('event rule', rule.arn),
    },
  }));
}

function foreignRoles(
  { view }: AssessmentScope,
  { account }: PlacedAction,
  rule: EventRuleState,
): Finding[] {
  return rule.targets
    .filter(({ roleArn }) => roleArn && accountOf(roleArn) !== account)
    .map(({ roleArn = '' }) => ({
      rule: 'rule-target-role-of-other-account',
      health: 'broken',
      ...write(
        'message',
        say('finding.rule-role', {
          rule: shortName(rule.arn),
          account,
          role: shortName(roleArn),
          other: accountOf(roleArn) ?? '',
        }),
      ),
      account,
      evidence: [
        {
          document: documentAt('event rule', rule.arn),
          account,
          text: JSON.stringify(rule.targets, null, 2),
          ...readAt(view),
        },
      ],
      remedy: {
        ...write('summary', say('remedy.event-role', { account })),
        account,
        document: documentAt('event rule', rule.arn),
      },
    }));
}

function refusingBuses(
  scope: AssessmentScope,
  rule: EventRuleState,
): Finding[] {
  const { view } = scope;
  const sender = accountOf(rule.arn) ?? '';
  return rule.targets.flatMap(target => {
    const owner = accountOf(target.arn) ?? '';
    const bus = view.account(owner)?.eventBuses?.[target.arn];
    if (
      owner === sender ||
      !bus ||
      accepts(scope, target, sender, bus.policy)
    ) {
      return [];
    }
    const document = documentAt('event bus policy', target.arn);
    return [
      {
        rule: 'event-bus-refuses-source',
        health: 'broken' as const,
        ...write(
          'message',
          say('finding.event-bus', {
            bus: shortName(target.arn),
            owner,
            account: sender,
          }),
        ),
        account: owner,
        evidence: [
          {
            document,
            account: owner,
            ...(bus.policy === undefined
              ? {}
              : { text: JSON.stringify(bus.policy, null, 2) }),
            ...readAt(view),
          },
        ],
        remedy: {
          ...write(
            'summary',
            say('remedy.put-events', { bus: target.arn, account: sender }),
          ),
          account: owner,
          document,
        },
      },
    ];
  });
}

/** What the policy of a bus says of a sender; in doubt it accepts. */
function accepts(
  { view, links }: AssessmentScope,
  target: EventRuleState['targets'][number],
  sender: string,
  policy: unknown,
): boolean {
  if (policy === undefined) {
    return false;
  }
  const organization = organizationContext(view.account(sender), 'principal');
  const principal =
    target.roleArn ?? `arn:${links.partition}:iam::${sender}:root`;
  const { layers } = evaluateAccess({
    request: {
      principal,
      action: 'events:PutEvents',
      resource: target.arn,
      resourceAccount: accountOf(target.arn) ?? '',
      context: {
        ...contextOfEveryCall,
        ...organization.context,
        'aws:PrincipalAccount': sender,
        'aws:PrincipalArn': principal,
        'events:source': 'aws.codecommit',
      },
      unknownContextKeys: [
        ...unknownOfEveryCall,
        ...organization.unknown,
        'events:detail-type',
        'aws:SourceArn',
        'aws:PrincipalTag/*',
      ],
    },
    identityPolicies: [],
    resourcePolicy: documentPolicy(
      documentAt('event bus policy', target.arn),
      { document: policy },
      view.documents,
    ),
  });
  const decision = layers.resource?.decision ?? 'ImplicitlyDenied';
  return decision === 'Allowed' || decision === 'Undetermined';
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
