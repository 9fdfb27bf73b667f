import { cloudWatchAlarm } from './cloudWatchAlarm';
import { codeBuildRule } from './codeBuildRule';
import { deploymentWindow } from './deploymentWindow';
import type { RuleProvider } from './RuleProvider';
import { variableCheck } from './variableCheck';

const providers: RuleProvider[] = [
  cloudWatchAlarm,
  codeBuildRule,
  deploymentWindow,
  variableCheck,
];

/** What checks rules of a type, if the sandbox can. */
export function findRuleProvider(name: string): RuleProvider | undefined {
  return providers.find(({ provider }) => provider === name);
}
