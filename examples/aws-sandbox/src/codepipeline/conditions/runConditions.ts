import { randomUUID } from 'node:crypto';
import type { Condition, RuleDeclaration } from '@aws-sdk/client-codepipeline';
import type { Call } from '../../world/Call';
import type { World } from '../../world/World';
import { ActionFailure, toActionError } from '../ActionFailure';
import { assumeActionRole, assumeServiceRole } from '../assumeRoles';
import type { Pipeline } from '../CodePipelineState';
import type {
  ConditionRun,
  ConditionType,
  Execution,
  RuleRun,
  StageRun,
} from '../Execution';
import { resolveVariables } from '../resolveVariables';
import { findRuleProvider } from './ruleProviders';

/** Where conditions are looked at. */
export interface ConditionPlace {
  world: World;
  pipeline: Pipeline;
  execution: Execution;
  stageRun: StageRun;
}

function callOf(
  { world, pipeline, execution }: ConditionPlace,
  rule: RuleDeclaration,
  region: string,
): Call {
  const serviceRole = assumeServiceRole({
    world,
    account: pipeline.account,
    region: pipeline.region,
    pipelineArn: pipeline.arn,
    roleArn: execution.declaration.roleArn!,
  });
  return rule.roleArn
    ? assumeActionRole(serviceRole, { roleArn: rule.roleArn, region })
    : { ...serviceRole, region };
}

async function runRule(
  place: ConditionPlace,
  rule: RuleDeclaration,
): Promise<RuleRun> {
  const { world, pipeline, execution, stageRun } = place;
  const now = new Date();
  const configuration = rule.configuration ?? {};
  const run: RuleRun = {
    id: randomUUID(),
    stageName: stageRun.name,
    ruleName: rule.name!,
    ruleTypeId: rule.ruleTypeId!,
    status: 'InProgress',
    startedAt: now,
    changedAt: now,
    roleArn: rule.roleArn,
    region: rule.region ?? pipeline.region,
    configuration,
    resolvedConfiguration: resolveVariables(configuration, execution.variables),
  };
  execution.ruleHistory.push(run);
  try {
    await world.pause();
    const provider = findRuleProvider(rule.ruleTypeId!.provider!);
    if (!provider) {
      throw new ActionFailure(
        'ConfigurationError',
        `The sandbox does not run ${rule.ruleTypeId!.provider} rules`,
      );
    }
    await provider.check({
      pipeline,
      execution,
      rule,
      run,
      call: callOf(place, rule, run.region),
      configuration: run.resolvedConfiguration,
    });
    run.status = 'Succeeded';
  } catch (error) {
    world.signal.throwIfAborted();
    run.error = toActionError(error);
    run.status = 'Failed';
  }
  run.changedAt = new Date();
  return run;
}

/**
 * Looks at conditions one after the other.
 *
 * @returns what the first one that is not met asks for, e.g. `FAIL`; `undefined`
 * when all are met
 */
export async function runConditions(
  place: ConditionPlace,
  type: ConditionType,
  conditions: Condition[],
): Promise<string | undefined> {
  const runs: ConditionRun[] = [];
  place.stageRun.conditions[type] = runs;
  for (const { result, rules = [] } of conditions) {
    const condition: ConditionRun = {
      status: 'InProgress',
      changedAt: new Date(),
      rules: [],
    };
    runs.push(condition);
    condition.rules = await Promise.all(
      rules.map(rule => runRule(place, rule)),
    );
    condition.changedAt = new Date();
    // Somebody may have overridden it meanwhile.
    if ((condition.status as string) === 'Overridden') {
      continue;
    }
    const failed = condition.rules.filter(({ status }) => status === 'Failed');
    condition.status = failed.length > 0 ? 'Failed' : 'Succeeded';
    if (failed.length > 0) {
      condition.summary = `Rules that are not met: ${failed
        .map(({ ruleName }) => ruleName)
        .join(', ')}`;
      return result ?? 'FAIL';
    }
  }
  return undefined;
}
