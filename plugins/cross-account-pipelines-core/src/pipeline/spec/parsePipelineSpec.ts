import type { ConfiguredAccount } from '../vocabulary/ConfiguredAccount';
import type { z } from 'zod';
import { expandInput } from './expandInput';
import { PipelineSpecError } from './PipelineSpecError';
import { pipelineSpecSchema, type PipelineSpec } from './pipelineSpecSchema';
import { specChecks } from './specChecks';
import {
  formatSpecPath,
  type SpecPath,
  type SpecProblem,
} from '../vocabulary/SpecProblem';

/** A message with more than these would not be read. */
const maxProblems = 50;

const nouns: Record<string, string> = {
  string: 'text',
  object: 'a map',
  record: 'a map',
  array: 'a list',
  tuple: 'a list',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function describeNumber(value: number): string {
  return `must be text in quotes: the number ${value} may have lost leading zeros`;
}

/** Words for the problems that the schema has none of its own for. */
function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.path?.length === 0) {
        return 'A pipeline spec is a map of fields such as name and stages';
      }
      if (issue.input === undefined) {
        return 'is missing';
      }
      if (issue.expected === 'string' && typeof issue.input === 'number') {
        return describeNumber(issue.input);
      }
      return `must be ${nouns[issue.expected] ?? issue.expected}`;
    case 'invalid_union':
      if (typeof issue.input === 'number') {
        return describeNumber(issue.input);
      }
      return issue.input === undefined ? 'is missing' : 'has the wrong type';
    default:
      return undefined;
  }
}

function toProblems(issue: z.core.$ZodIssue): SpecProblem[] {
  const path = issue.path as SpecPath;
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
  if (issue.code === 'invalid_union') {
    return [closestReason(issue, path)];
  }
  return [{ path, message: issue.message }];
}

/** What the most fitting member of a union says, where it says one thing. */
function closestReason(
  issue: z.core.$ZodIssueInvalidUnion,
  path: SpecPath,
): SpecProblem {
  const fitting = issue.errors.filter(
    ([first]) => first && first.code !== 'invalid_type',
  );
  const [reason] = fitting.length === 1 ? toProblems(fitting[0][0]) : [];
  return reason
    ? { path: [...path, ...reason.path], message: reason.message }
    : { path, message: issue.message };
}

/** What was written once may stand for several targets. */
function withoutRepetition(problems: SpecProblem[]): SpecProblem[] {
  return [
    ...new Map(
      problems.map(problem => [JSON.stringify(problem), problem]),
    ).values(),
  ];
}

function withNames(
  spec: PipelineSpec,
  accounts: ConfiguredAccount[] = [],
): PipelineSpec {
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  return {
    ...spec,
    stages: spec.stages.map(stage => ({
      ...stage,
      targets: stage.targets.map(target => {
        // In the order of the schema: what is recorded and read again is the same.
        const { account, region, name: given, ...rest } = target;
        const name = given ?? names.get(account);
        return { account, region, ...(name && { name }), ...rest };
      }),
    })),
  };
}

/**
 * Checks what a person, a form or a file asks for, and fills in defaults. There
 * are shorthands: a `deploy` beside `stages` is what targets fall back to, field
 * by field; a `test` beside `stages` is run by CodeBuild in each target after what
 * is deployed there; a target with several `regions` stands for one in each;
 * `${AWS::AccountId}`, `${AWS::Region}` and `${AWS::Partition}` in what is deployed
 * stand for those of the target; an `approval: true` asks for one without a
 * message; and a target with a `rule` stands for one in each configured account
 * that it names, which go on saying what named them.
 *
 * @param options - `accounts` are the configured ones; without them any account
 * and Region is accepted, and no rule
 * @throws PipelineSpecError that names every problem by its path
 *
 * @public
 */
export function parsePipelineSpec(
  input: unknown,
  options: { accounts?: ConfiguredAccount[] } = {},
): PipelineSpec {
  const expanded = expandInput(input, options.accounts);
  const toError = (problems: SpecProblem[]) => {
    const written = withoutRepetition(problems);
    const shown = written.slice(0, maxProblems).map(({ path, message }) => ({
      path: formatSpecPath(path),
      message,
    }));
    if (written.length > maxProblems) {
      shown.push({
        path: '',
        message: `and ${written.length - maxProblems} more problems`,
      });
    }
    return new PipelineSpecError(shown);
  };
  const parsed = pipelineSpecSchema.safeParse(expanded.input, {
    error: describeIssue,
  });
  if (!parsed.success || expanded.problems.length > 0) {
    const issues = parsed.error?.issues ?? [];
    throw toError([
      ...expanded.problems,
      ...issues.flatMap(toProblems).map(({ path, message }) => ({
        path: expanded.sharedPath(path),
        message,
      })),
    ]);
  }
  const spec = parsed.data;
  const problems = specChecks.flatMap(check => check(spec, options.accounts));
  if (problems.length > 0) {
    throw toError(
      problems.map(({ path, message }) => ({
        path: expanded.originalPath(path),
        message,
      })),
    );
  }
  return withNames(spec, options.accounts);
}
