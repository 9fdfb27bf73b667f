import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import {
  coversAccount,
  describeRule,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { checkAccount } from '../checkAccount';
import type { Translate } from '../fieldContext';
import type { StagesValue, StageValue, TargetValue } from './targetsSchema';

// codepipeline/latest/APIReference/API_StageDeclaration
const stageName = /^[A-Za-z0-9.@_-]{1,100}$/;

const reservedNames = ['Source', 'Build'];

/** Everything that is wrong with the stages, a sentence each. */
export function checkStages(options: {
  stages: StagesValue | undefined;
  accounts: ConfiguredAccount[];
  t: Translate;
}): string[] {
  const { stages, accounts, t } = options;
  if (!stages?.length) {
    return [t('targetsField.required')];
  }
  return [
    ...stages.flatMap((stage, index) => checkName(stage, index, t)),
    ...checkNamesDiffer(stages, t),
    ...stages.flatMap(stage => checkTargets(stage, accounts, t)),
    ...checkTargetsDiffer(stages, t),
  ];
}

function checkName(stage: StageValue, index: number, t: Translate): string[] {
  const { name } = stage;
  if (!name) {
    return [t('targetsField.noName', { position: String(index + 1) })];
  }
  if (!stageName.test(name)) {
    return [t('targetsField.badName', { name })];
  }
  if (reservedNames.includes(name)) {
    return [t('targetsField.reservedName', { name })];
  }
  return [];
}

function checkNamesDiffer(stages: StagesValue, t: Translate): string[] {
  const names = stages.map(({ name }) => name).filter(Boolean);
  return repeated(names).map(name => t('targetsField.sameName', { name }));
}

function checkTargets(
  stage: StageValue,
  accounts: ConfiguredAccount[],
  t: Translate,
): string[] {
  if (!stage.targets?.length) {
    return [t('targetsField.noAccount', { name: stage.name ?? '' })];
  }
  return stage.targets
    .flatMap(({ rule, ...chosen }) =>
      rule && chosen.account === undefined
        ? checkRule(rule, chosen.region, accounts, t)
        : checkAccount({ chosen, accounts, use: 'target', t }),
    )
    .filter(problem => problem !== undefined);
}

function checkRule(
  rule: NonNullable<TargetValue['rule']>,
  region: string,
  accounts: ConfiguredAccount[],
  t: Translate,
): Array<string | undefined> {
  const named = accounts.filter(account => coversAccount(rule, account));
  return named.length === 0
    ? [t('targetsField.ruleNamesNone', { rule: describeRule(rule) })]
    : named.map(({ id }) =>
        checkAccount({
          chosen: { account: id, region },
          accounts,
          use: 'target',
          t,
        }),
      );
}

function checkTargetsDiffer(stages: StagesValue, t: Translate): string[] {
  const targets = stages.flatMap(stage => stage.targets ?? []);
  const byKey = new Map(targets.map(target => [targetKey(target), target]));
  return repeated(targets.map(targetKey)).map(key => {
    const { account, region, rule } = byKey.get(key)!;
    return rule && account === undefined
      ? t('targetsField.sameRule', { rule: describeRule(rule), region })
      : t('targetsField.sameTarget', { account: String(account), region });
  });
}

/** Tells one account or rule and Region from every other. */
export function targetKey({ account, region, rule }: TargetValue): string {
  const named = account === undefined && rule ? describeRule(rule) : account;
  return `${named}/${region}`;
}

function repeated(values: string[]): string[] {
  return [...new Set(values.filter((one, i) => values.indexOf(one) !== i))];
}
