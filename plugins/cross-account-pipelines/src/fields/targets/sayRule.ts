import {
  type AccountRule,
  describeRule,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { Translate } from '../fieldContext';

/** A rule for somebody who chooses it: `Every account of environment dev`. */
export function sayRule(rule: AccountRule, t: Translate): string {
  const { environment, organizationalUnit, includeNested, tags = {} } = rule;
  const tagged = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  const said = [
    ...(environment === undefined
      ? []
      : [t('targetsField.rule.environment', { environment })]),
    ...(organizationalUnit === undefined
      ? []
      : [
          t(
            includeNested
              ? 'targetsField.rule.unitAndNested'
              : 'targetsField.rule.unit',
            { unit: organizationalUnit },
          ),
        ]),
    ...tagged.map(tag => t('targetsField.rule.tag', { tag })),
  ];
  return said.length === 1
    ? said[0]
    : t('targetsField.rule.several', { rule: describeRule(rule) });
}
