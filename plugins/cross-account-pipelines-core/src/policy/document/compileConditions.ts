import type { Condition, OperatorUse } from './Condition';
import {
  ComparisonCondition,
  NullCondition,
  parseOperator,
  UnreadableCondition,
} from './Condition';
import { ContextKey } from '../request/ContextKey';
import { isJsonObject } from '../isJsonObject';
import { listOf } from '../listOf';
import type { DocumentPath } from './PolicyProblem';
import { PolicyText } from './PolicyText';
import { unforeseenAt } from '../unforeseen';

/** What stands at a key below an operator, and what to make of it. */
interface ConditionSource {
  key: ContextKey;
  expected: unknown;
  path: DocumentPath;
  hasVariables: boolean;
}

type CompileCondition = (source: ConditionSource) => Condition;

const SCALARS = ['string', 'number', 'boolean'];

function isScalar(value: unknown): boolean {
  return SCALARS.includes(typeof value);
}

const compileNull: CompileCondition = ({ key, expected, path }) => {
  const values = listOf(expected, path).map(({ value }) =>
    isScalar(value) ? String(value).toLowerCase() : '',
  );
  const isSound = values.every(value => value === 'true' || value === 'false');
  return isSound && values.length > 0
    ? new NullCondition(key, values.includes('true'), values.includes('false'))
    : new UnreadableCondition(path.error('must be "true" or "false"'));
};

function compileComparison(
  use: OperatorUse,
  { key, expected, path, hasVariables }: ConditionSource,
): Condition {
  const condition = new ComparisonCondition(use, key);
  const items = listOf(expected, path);
  if (items.length === 0) {
    return new UnreadableCondition(path.error('is an empty list'));
  }
  for (const { value, path: place } of items) {
    if (!isScalar(value)) {
      return new UnreadableCondition(
        place.error('must be a text, a number or a boolean'),
      );
    }
    const open = unforeseenAt(value);
    if (open !== undefined) {
      return new UnreadableCondition(open);
    }
    const takesVariables = hasVariables && use.operator.takesVariables;
    const text = PolicyText.read(String(value), place, takesVariables);
    if (typeof text === 'string') {
      return new UnreadableCondition(text);
    }
    if (!condition.add(text)) {
      return new UnreadableCondition(
        place.error(`"${text.source}" is no value for its operator`),
      );
    }
  }
  return condition;
}

/** `undefined` for an operator that AWS does not have. */
function findCompiler(operatorName: string): CompileCondition | undefined {
  if (operatorName === 'Null') {
    return compileNull;
  }
  const use = parseOperator(operatorName);
  return use && (source => compileComparison(use, source));
}

/**
 * Reads the `Condition` of a statement, all of whose conditions must hold.
 * `IAM/latest/UserGuide/reference_policies_elements_condition`
 */
export function compileConditions(
  block: unknown,
  path: DocumentPath,
  hasVariables: boolean,
): Condition[] {
  if (!isJsonObject(block)) {
    return [
      new UnreadableCondition(
        unforeseenAt(block) ?? path.error('must be an object'),
      ),
    ];
  }
  return Object.entries(block).flatMap(([operatorName, keys]) => {
    const place = path.child(operatorName);
    const compile = findCompiler(operatorName);
    if (compile === undefined) {
      return new UnreadableCondition(
        place.error(`${operatorName} is not a condition operator`),
      );
    }
    if (!isJsonObject(keys)) {
      return new UnreadableCondition(place.error('must be an object'));
    }
    return Object.entries(keys).map(([name, expected]) =>
      compile({
        key: ContextKey.named(name),
        expected,
        path: place.child(name),
        hasVariables,
      }),
    );
  });
}
