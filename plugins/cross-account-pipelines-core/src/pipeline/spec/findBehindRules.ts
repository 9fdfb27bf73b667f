import { stableJson } from '../../policy/stableJson';
import { describeAccount, type Finding, say, write } from '../../report';
import type { ConfiguredAccount } from '../vocabulary/ConfiguredAccount';
import { type AccountRule, coversAccount, describeRule } from './accountRule';
import type { PipelineSpec } from './pipelineSpecSchema';
import type { StageSpec } from './stageSchema';

/**
 * Accounts that rules of a pipeline name by now and that it does not reach, and
 * those that it reaches and no rule names any more.
 *
 * @param spec - what made the pipeline: its targets say which rule named them
 * @param accounts - the configured ones, of which nobody knew all then
 *
 * @alpha
 */
export function findBehindRules(
  spec: PipelineSpec,
  accounts: ConfiguredAccount[],
): Finding[] {
  return spec.stages.flatMap(stage =>
    rulesOf(stage).flatMap(rule => findBehind(stage, rule, accounts)),
  );
}

function rulesOf({ targets }: StageSpec): AccountRule[] {
  const rules = targets.flatMap(({ rule }) => rule ?? []);
  return [...new Map(rules.map(rule => [stableJson(rule), rule])).values()];
}

function findBehind(
  { name, targets }: StageSpec,
  rule: AccountRule,
  accounts: ConfiguredAccount[],
): Finding[] {
  const names = { rule: describeRule(rule), stage: name };
  const covered = accounts.filter(account => coversAccount(rule, account));
  const reached = new Set(targets.map(({ account }) => account));
  const byRule = new Set(
    targets
      .filter(target => target.rule && isSameRule(target.rule, rule))
      .map(({ account }) => account),
  );
  const find = (
    id: 'finding.not-reached' | 'finding.not-named',
    of: string,
  ) => {
    const account = describeAccount(
      accounts.find(each => each.id === of) ?? { id: of },
    );
    return {
      rule: 'targets-behind-rule',
      health: 'warning' as const,
      ...write('message', say(id, { account, ...names })),
      account: of,
      evidence: [],
    };
  };
  return [
    ...covered
      .filter(({ id }) => !reached.has(id))
      .map(({ id }) => find('finding.not-reached', id)),
    ...[...byRule]
      .filter(of => covered.every(({ id }) => id !== of))
      .map(of => find('finding.not-named', of)),
  ];
}

function isSameRule(one: AccountRule, other: AccountRule): boolean {
  return stableJson(one) === stableJson(other);
}
