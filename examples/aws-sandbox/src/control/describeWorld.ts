import { allPipelines } from '../codepipeline/allPipelines';
import type { Pipeline } from '../codepipeline/CodePipelineState';
import type { Execution } from '../codepipeline/Execution';
import type { World } from '../world/World';
import { targetAccounts } from './hops';
import type { HopReference, SandboxControl } from './SandboxControl';

export interface ActionSummary {
  stage: string;
  action: string;
  status: string;
  account: string;
  region: string;
  summary?: string;
  error?: string;
  /** Of a build: the id by which its log is found. */
  buildId?: string;
}

export interface RunSummary {
  id: string;
  status: string;
  startedAt: string;
  changedAt: string;
  waitsForApproval: boolean;
  actions: ActionSummary[];
}

export interface PipelineSummary {
  name: string;
  arn: string;
  account: string;
  region: string;
  targetAccounts: string[];
  lastRun?: RunSummary;
}

export interface StackSummary {
  name: string;
  account: string;
  region: string;
  status: string;
}

export interface WorldSummary {
  accounts: Array<{ id: string; name: string }>;
  stacks: StackSummary[];
  pipelines: PipelineSummary[];
  broken: HopReference[];
  /** Milliseconds. */
  delay: number;
  /** Milliseconds. */
  consistencyDelay: number;
}

export function describeRun(pipeline: Pipeline, run: Execution): RunSummary {
  return {
    id: run.id,
    status: run.status,
    startedAt: run.startedAt.toISOString(),
    changedAt: run.changedAt.toISOString(),
    waitsForApproval: run.history.some(({ answer }) => answer),
    actions: run.history.map(action => ({
      stage: action.stageName,
      action: action.actionName,
      status: action.status,
      account: action.roleArn?.split(':')[4] ?? pipeline.account,
      region: action.region,
      summary: action.summary,
      ...(action.actionTypeId.provider === 'CodeBuild' && {
        buildId: action.externalId,
      }),
      error: action.error && `${action.error.code}: ${action.error.message}`,
    })),
  };
}

function describePipeline(pipeline: Pipeline): PipelineSummary {
  const run = pipeline.latestExecution;
  return {
    name: pipeline.name,
    arn: pipeline.arn,
    account: pipeline.account,
    region: pipeline.region,
    targetAccounts: targetAccounts(pipeline),
    ...(run && { lastRun: describeRun(pipeline, run) }),
  };
}

function stacksOf(world: World): StackSummary[] {
  return world.accounts.flatMap(account =>
    account.usedRegions().flatMap(region =>
      account.region(region).cloudFormation.stacks.map(({ name, status }) => ({
        name,
        account: account.id,
        region,
        status,
      })),
    ),
  );
}

/**
 * What there is in the sandbox, for people and for tests.
 */
export function describeWorld(control: SandboxControl): WorldSummary {
  const { world, brokenHops } = control;
  return {
    accounts: world.accounts.map(({ id, name }) => ({ id, name })),
    stacks: stacksOf(world),
    pipelines: allPipelines(world)
      .map(describePipeline)
      .sort((a, b) => a.name.localeCompare(b.name)),
    broken: brokenHops,
    delay: world.delay,
    consistencyDelay: world.consistencyDelay,
  };
}
