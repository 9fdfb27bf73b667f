import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-common';
import type { z } from 'zod';
import { partitionOf } from '../template';
import type { PipelineSpec } from './PipelineSpec';
import { pipelineNames } from './pipelineNames';
import { pipelineSpecSchema } from './pipelineSpecSchema';

/**
 * One thing wrong with a pipeline spec.
 *
 * @public
 */
export interface PipelineSpecProblem {
  /** Where, e.g. `stages[1].targets[0].account`; empty for the whole. */
  path: string;
  /** What is wrong, in a sentence that goes on from the path. */
  message: string;
}

/**
 * A pipeline spec that cannot be used. The message lists every problem, one a
 * line.
 *
 * @public
 */
export class PipelineSpecError extends Error {
  readonly problems: PipelineSpecProblem[];

  constructor(problems: PipelineSpecProblem[]) {
    super(
      problems
        .map(({ path, message }) => (path ? `${path}: ${message}` : message))
        .join('\n'),
    );
    this.name = 'PipelineSpecError';
    this.problems = problems;
  }
}

type Path = Array<string | number>;
type Spec = z.output<typeof pipelineSpecSchema>;
type Check = (spec: Spec, accounts?: ConfiguredAccount[]) => RawProblem[];

interface RawProblem {
  path: Path;
  message: string;
}

/** A message with more than these would not be read. */
const maxProblems = 50;

/** `codepipeline/latest/userguide/limits` */
const maxStages = 50;
const maxActionsInStage = 50;
const maxActions = 500;

/**
 * Copies the fields of the spec's `deploy` into every target that lacks them.
 * What is not of that shape is left for the schema to name.
 */
function withDeployDefaults(input: unknown): unknown {
  if (!isRecord(input) || !('deploy' in input)) {
    return input;
  }
  const { deploy: defaults, ...rest } = input;
  if (!isRecord(defaults) || !Array.isArray(rest.stages)) {
    return input;
  }
  return {
    ...rest,
    stages: rest.stages.map(stage =>
      isRecord(stage) && Array.isArray(stage.targets)
        ? {
            ...stage,
            targets: stage.targets.map((target: unknown) =>
              isRecord(target)
                ? { ...target, deploy: inherit(defaults, target.deploy) }
                : target,
            ),
          }
        : stage,
    ),
  };
}

function inherit(defaults: Record<string, unknown>, own: unknown): unknown {
  if (own === undefined) {
    return defaults;
  }
  const sameProvider =
    isRecord(own) &&
    (own.provider === undefined || own.provider === defaults.provider);
  return sameProvider ? { ...defaults, ...own } : own;
}

const nouns: Record<string, string> = {
  string: 'text',
  object: 'a map',
  record: 'a map',
  array: 'a list',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

/** Words for the problems that the schema has none of its own for. */
function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) {
        return 'is missing';
      }
      if (issue.expected === 'string' && typeof issue.input === 'number') {
        return `must be text in quotes: the number ${issue.input} may have lost leading zeros`;
      }
      return `must be ${nouns[issue.expected] ?? issue.expected}`;
    case 'invalid_union':
      return issue.input === undefined ? 'is missing' : 'has the wrong type';
    default:
      return undefined;
  }
}

function toProblems(issue: z.core.$ZodIssue): RawProblem[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({
      path: [...path, key],
      message: 'is not a field of a pipeline spec',
    }));
  }
  if (issue.code === 'invalid_key') {
    const [reason] = issue.issues;
    return [{ path, message: `the name ${reason?.message ?? issue.message}` }];
  }
  return [{ path, message: issue.message }];
}

function checkPipelineAccount(
  spec: Spec,
  accounts?: ConfiguredAccount[],
): RawProblem[] {
  return checkAccount({
    place: { account: spec.account, region: spec.region },
    path: [],
    use: 'pipeline',
    accounts,
  });
}

function checkTargetAccounts(
  spec: Spec,
  accounts?: ConfiguredAccount[],
): RawProblem[] {
  return targetsOf(spec).flatMap(({ target, path }) =>
    checkAccount({ place: target, path, use: 'target', accounts }),
  );
}

function checkAccount(options: {
  place: { account: string; region: string };
  path: Path;
  use: ConfiguredAccount['uses'][number];
  accounts?: ConfiguredAccount[];
}): RawProblem[] {
  const { place, path, use, accounts } = options;
  if (!accounts) {
    return [];
  }
  const configured = accounts.find(({ id }) => id === place.account);
  if (!configured) {
    return [
      {
        path: [...path, 'account'],
        message: `${place.account} is not among the configured accounts (crossAccountPipelines.accounts)`,
      },
    ];
  }
  const problems: RawProblem[] = [];
  if (!configured.uses.includes(use)) {
    problems.push({
      path: [...path, 'account'],
      message: `${configured.name} (${
        place.account
      }) may not be used as a ${use} account; it is configured for ${configured.uses.join(
        ' and ',
      )}`,
    });
  }
  if (!configured.regions.includes(place.region)) {
    problems.push({
      path: [...path, 'region'],
      message: `${place.region} is not a Region of ${configured.name} (${
        place.account
      }); it has ${configured.regions.join(', ')}`,
    });
  }
  return problems;
}

/** Nothing crosses a partition: no trust, no bucket, no key. */
function checkPartitions(spec: Spec): RawProblem[] {
  const home = partitionOf(spec.region).id;
  return targetsOf(spec)
    .filter(({ target }) => partitionOf(target.region).id !== home)
    .map(({ target, path }) => ({
      path: [...path, 'region'],
      message: `${target.region} is in partition ${
        partitionOf(target.region).id
      } and cannot be reached from ${spec.region} in ${home}`,
    }));
}

function checkStageNames(spec: Spec): RawProblem[] {
  const taken = new Map<string, string>([
    ['Source', 'the stage that reads the source'],
    ...(spec.build
      ? [['Build', 'the stage that builds'] as [string, string]]
      : []),
  ]);
  return spec.stages.flatMap(({ name }, index) => {
    const owner = taken.get(name);
    taken.set(name, `stages[${index}]`);
    return owner
      ? [
          {
            path: ['stages', index, 'name'],
            message: `${name} is already the name of ${owner}`,
          },
        ]
      : [];
  });
}

/** A stack of the service must not be one of the suite's own, nor be written twice at once. */
function checkStacks(spec: Spec): RawProblem[] {
  const names = pipelineNames(spec);
  const own = new Set([
    names.foundationStack,
    names.targetStack,
    names.pipelineStack,
  ]);
  const seen = new Map<string, string>();
  return targetsOf(spec).flatMap(({ target, path }) => {
    const field = [...path, 'deploy', 'stackName'];
    const { stackName } = target.deploy;
    if (own.has(stackName)) {
      return [
        {
          path: field,
          message: `${stackName} is the name of a stack that holds the pipeline's own parts; choose another`,
        },
      ];
    }
    const id = JSON.stringify([
      path[1],
      target.account,
      target.region,
      stackName,
    ]);
    const first = seen.get(id);
    seen.set(id, formatPath(path));
    return first
      ? [
          {
            path: field,
            message: `${stackName} in ${target.account} ${target.region} is already deployed by ${first} at the same time`,
          },
        ]
      : [];
  });
}

function checkSizes(spec: Spec): RawProblem[] {
  const problems: RawProblem[] = [];
  const stages = spec.stages.length + (spec.build ? 2 : 1);
  if (stages > maxStages) {
    problems.push({
      path: ['stages'],
      message: `make ${stages} stages with source and build; CodePipeline takes ${maxStages}`,
    });
  }
  const counts = spec.stages.map(
    ({ approval, targets }) =>
      (approval ? 1 : 0) +
      targets.reduce(
        (sum, { deploy }) => sum + (deploy.mode === 'change-set' ? 2 : 1),
        0,
      ),
  );
  counts.forEach((count, index) => {
    if (count > maxActionsInStage) {
      problems.push({
        path: ['stages', index, 'targets'],
        message: `make ${count} actions; CodePipeline takes ${maxActionsInStage} in a stage. Spread the targets over several stages`,
      });
    }
  });
  const total =
    counts.reduce((sum, count) => sum + count, 0) + stages - spec.stages.length;
  if (total > maxActions) {
    problems.push({
      path: ['stages'],
      message: `make ${total} actions; CodePipeline takes ${maxActions} in a pipeline. Spread the targets over several pipelines`,
    });
  }
  return problems;
}

function targetsOf(spec: Spec) {
  return spec.stages.flatMap((stage, stageIndex) =>
    stage.targets.map((target, index) => ({
      target,
      path: ['stages', stageIndex, 'targets', index] as Path,
    })),
  );
}

function withNames(spec: Spec, accounts?: ConfiguredAccount[]): PipelineSpec {
  const nameOf = (account: string) =>
    accounts?.find(({ id }) => id === account)?.name;
  return {
    ...spec,
    stages: spec.stages.map(({ approval, ...stage }) => ({
      ...stage,
      ...(approval ? { approval: approval === true ? {} : approval } : {}),
      targets: stage.targets.map(target => {
        const name = target.name ?? nameOf(target.account);
        return name ? { ...target, name } : target;
      }),
    })),
  };
}

function toError(problems: RawProblem[]): PipelineSpecError {
  const shown = problems.slice(0, maxProblems).map(({ path, message }) => ({
    path: formatPath(path),
    message,
  }));
  if (problems.length > maxProblems) {
    shown.push({
      path: '',
      message: `and ${problems.length - maxProblems} more problems`,
    });
  }
  return new PipelineSpecError(shown);
}

function formatPath(path: Path): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') {
        return `[${part}]`;
      }
      const shown = /^[\w-]{1,60}$/.test(part)
        ? part
        : JSON.stringify(part.slice(0, 60));
      return index === 0 ? shown : `.${shown}`;
    })
    .join('');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const checks: Check[] = [
  checkPipelineAccount,
  checkTargetAccounts,
  checkPartitions,
  checkStageNames,
  checkStacks,
  checkSizes,
];

/**
 * Checks what a person, a form or a file asks for, and fills in defaults: a
 * `deploy` beside `stages` is what targets fall back to, field by field, and an
 * `approval: true` asks for one without a message.
 *
 * @param options - `accounts` are the configured ones; without them any account
 * and Region is accepted
 * @throws PipelineSpecError that names every problem by its path
 *
 * @public
 */
export function parsePipelineSpec(
  input: unknown,
  options: { accounts?: ConfiguredAccount[] } = {},
): PipelineSpec {
  const parsed = pipelineSpecSchema.safeParse(withDeployDefaults(input), {
    error: describeIssue,
  });
  if (!parsed.success) {
    throw toError(parsed.error.issues.flatMap(toProblems));
  }
  const problems = checks.flatMap(check =>
    check(parsed.data, options.accounts),
  );
  if (problems.length > 0) {
    throw toError(problems);
  }
  return withNames(parsed.data, options.accounts);
}
