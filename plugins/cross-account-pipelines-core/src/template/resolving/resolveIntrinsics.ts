import { cidrBlocks } from './cidrBlocks';
import { unforeseenPart, unforeseenReason } from '../../policy';
import { isJsonObject } from '../../policy/isJsonObject';
import { IntrinsicError, type IntrinsicScope } from './IntrinsicScope';
import { noValue } from './pseudoParameters';
import { substitute } from '../parsing/subReferences';

type Path = Array<string | number>;
type Resolve = (value: unknown, path: Path) => unknown;
type Intrinsic = (
  argument: unknown,
  path: Path,
  scope: IntrinsicScope,
  resolve: Resolve,
) => unknown;

/** `{{resolve:ssm:name}}` or `{{resolve:ssm:name:version}}` */
const storeReference = /\{\{resolve:ssm:([^:}]+)(?::\d+)?\}\}/g;

const intrinsics: Record<string, Intrinsic> = Object.assign(
  Object.create(null),
  {
    Ref: (argument, path, scope, resolve) => {
      const name = text(resolve(argument, path), path, 'a name');
      return Object.hasOwn(scope.pseudoParameters, name)
        ? scope.pseudoParameters[name]
        : scope.reference(name);
    },
    'Fn::GetAtt': (argument, path, scope, resolve) => {
      const [logicalId, ...attribute] =
        typeof argument === 'string'
          ? argument.split('.')
          : list(argument, path);
      if (attribute.length === 0) {
        throw new IntrinsicError(
          'Fn::GetAtt needs a resource and an attribute',
          path,
        );
      }
      return scope.attribute(
        text(resolve(logicalId, path), path, 'the name of a resource'),
        attribute
          .map(part => text(resolve(part, path), path, 'an attribute'))
          .join('.'),
      );
    },
    'Fn::Sub': (argument, path, scope, resolve) => {
      const [template, variables = {}] =
        typeof argument === 'string' ? [argument] : list(argument, path);
      const own = record(variables, path);
      const filled = substitute(text(template, path, 'a text'), name => {
        if (Object.hasOwn(own, name)) {
          return scalar(resolve(own[name], [...path, 1, name]), path);
        }
        const dot = name.indexOf('.');
        if (dot >= 0) {
          return scalar(
            scope.attribute(name.slice(0, dot), name.slice(dot + 1)),
            path,
          );
        }
        return scalar(
          Object.hasOwn(scope.pseudoParameters, name)
            ? scope.pseudoParameters[name]
            : scope.reference(name),
          path,
        );
      });
      return lookUp(filled, scope);
    },
    'Fn::Join': (argument, path, scope, resolve) => {
      const [delimiter, items] = list(argument, path);
      const joined = list(resolve(items, [...path, 1]), path)
        .map(item => scalar(item, path))
        .join(text(delimiter, path, 'a delimiter'));
      return lookUp(joined, scope);
    },
    'Fn::Select': (argument, path, _, resolve) => {
      const [index, items] = list(argument, path);
      const choices = list(resolve(items, [...path, 1]), path);
      const place = Number(resolve(index, [...path, 0]));
      if (!Number.isInteger(place) || place < 0 || place >= choices.length) {
        throw new IntrinsicError(
          `Fn::Select has no item ${String(place)} among ${choices.length}`,
          path,
        );
      }
      return choices[place];
    },
    'Fn::Split': (argument, path, _, resolve) => {
      const [delimiter, whole] = list(argument, path);
      return known(scalar(resolve(whole, [...path, 1]), path), path).split(
        text(delimiter, path, 'a delimiter'),
      );
    },
    'Fn::If': (argument, path, scope, resolve) => {
      const [name, whenTrue, whenFalse] = list(argument, path);
      return scope.condition(text(name, path, 'the name of a condition'))
        ? resolve(whenTrue, [...path, 1])
        : resolve(whenFalse, [...path, 2]);
    },
    'Fn::FindInMap': (argument, path, scope, resolve) => {
      const [map, top, second, options] = list(argument, path);
      const keys = [map, top, second].map((key, index) =>
        known(scalar(resolve(key, [...path, index]), path), path),
      ) as [string, string, string];
      const found = scope.mapping(...keys);
      if (found !== undefined) {
        return found;
      }
      if (isJsonObject(options) && 'DefaultValue' in options) {
        return resolve(options.DefaultValue, [...path, 3, 'DefaultValue']);
      }
      throw new IntrinsicError(`no mapping ${keys.join('.')}`, path);
    },
    'Fn::Base64': (argument, path, _, resolve) =>
      toBase64(scalar(resolve(argument, path), path)),
    'Fn::Cidr': (argument, path, _, resolve) => {
      const [block, count, bits] = list(resolve(argument, path), path);
      try {
        return cidrBlocks({
          block: scalar(block, path),
          count: Number(count),
          hostBits: bits === undefined ? 8 : Number(bits),
        });
      } catch (error) {
        throw new IntrinsicError((error as Error).message, path);
      }
    },
    'Fn::GetAZs': (argument, path, scope, resolve) => {
      const region =
        scalar(resolve(argument, path), path) ||
        String(scope.pseudoParameters['AWS::Region']);
      return (
        scope.availabilityZones?.(region) ??
        ['a', 'b', 'c'].map(zone => `${region}${zone}`)
      );
    },
    'Fn::ImportValue': (argument, path, scope, resolve) => {
      const name = scalar(resolve(argument, path), path);
      const found = scope.importValue?.(name);
      if (found === undefined) {
        throw new IntrinsicError(`no stack exports ${name}`, path, 'warning');
      }
      return found;
    },
    'Fn::Transform': (_, path) => {
      throw new IntrinsicError(
        'only AWS knows what Fn::Transform puts here',
        path,
        'warning',
      );
    },
    'Fn::Length': (argument, path, _, resolve) =>
      list(resolve(argument, path), path).length,
    'Fn::ToJsonString': (argument, path, _, resolve) =>
      JSON.stringify(resolve(argument, path)),
    'Fn::And': deciding('Fn::And'),
    'Fn::Or': deciding('Fn::Or'),
    'Fn::Not': deciding('Fn::Not'),
    'Fn::Equals': deciding('Fn::Equals'),
  } satisfies Record<string, Intrinsic>,
);

function deciding(name: string): Intrinsic {
  return (argument, path, scope, resolve) =>
    decide({ [name]: argument }, path.slice(0, -1), scope, resolve);
}

function decide(
  value: unknown,
  path: Path,
  scope: IntrinsicScope,
  resolve: Resolve,
): boolean {
  const [name, argument] = isJsonObject(value)
    ? Object.entries(value)[0] ?? []
    : [];
  const inner = [...path, String(name)];
  const decided = () =>
    list(argument, inner).map((item, index) =>
      decide(item, [...inner, index], scope, resolve),
    );
  switch (name) {
    case 'Condition':
      return scope.condition(text(argument, inner, 'the name of a condition'));
    case 'Fn::And':
      return decided().every(Boolean);
    case 'Fn::Or':
      return decided().some(Boolean);
    case 'Fn::Not':
      return !decided()[0];
    case 'Fn::Equals': {
      const [left, right] = list(argument, inner).map((side, index) =>
        known(comparable(resolve(side, [...inner, index])), inner),
      );
      return left === right;
    }
    default:
      throw new IntrinsicError('this is not a condition', path);
  }
}

/** Everything that CloudFormation compares is text. */
function comparable(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function text(value: unknown, path: Path, what: string): string {
  if (typeof value !== 'string') {
    throw new IntrinsicError(`${String(path.at(-1))} needs ${what}`, path);
  }
  return value;
}

function scalar(value: unknown, path: Path): string {
  if (!['string', 'number', 'boolean'].includes(typeof value)) {
    throw new IntrinsicError(
      `${String(path.at(-1))} needs a text and got ${describe(value)}`,
      path,
    );
  }
  return String(value);
}

function describe(value: unknown): string {
  if (Array.isArray(value)) {
    return 'a list';
  }
  return value === undefined || value === null ? 'nothing' : 'a map';
}

/** Text that a decision can rest on. */
function known(value: string, path: Path): string {
  const open = unforeseenPart(value);
  if (open !== undefined) {
    throw new IntrinsicError(unforeseenReason(open), path, 'warning');
  }
  return value;
}

/** Dynamic references to what is in the Parameter Store, where that is known. */
function lookUp(value: string, { storedParameter }: IntrinsicScope): string {
  return storedParameter && value.includes('{{resolve:ssm:')
    ? value.replace(
        storeReference,
        (whole, name: string) => storedParameter(name) ?? whole,
      )
    : value;
}

function list(value: unknown, path: Path): unknown[] {
  if (typeof value === 'string') {
    known(value, path);
  }
  if (!Array.isArray(value)) {
    throw new IntrinsicError(`${String(path.at(-1))} needs a list`, path);
  }
  return value;
}

function record(value: unknown, path: Path): Record<string, unknown> {
  if (!isJsonObject(value)) {
    throw new IntrinsicError(`${String(path.at(-1))} needs a map`, path);
  }
  return value;
}

/**
 * Replaces the functions of CloudFormation in a value, in long form as
 * `parseTemplate` gives them, by what they stand for. Properties and list items
 * that are `AWS::NoValue` disappear. Only the chosen side of `Fn::If` is read.
 * Dynamic references (`{{resolve:…}}`) stay as they are, but for those to the
 * Parameter Store that the scope knows.
 *
 * See `AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference`.
 *
 * @throws IntrinsicError for a function that is malformed or refers to nothing
 *
 * @alpha
 */
export function resolveIntrinsics(
  value: unknown,
  scope: IntrinsicScope,
): unknown {
  const resolve: Resolve = (inner, path) => {
    if (Array.isArray(inner)) {
      return inner
        .map((item, index) => resolve(item, [...path, index]))
        .filter(item => item !== noValue);
    }
    if (!isJsonObject(inner)) {
      return typeof inner === 'string' ? lookUp(inner, scope) : inner;
    }
    const keys = Object.keys(inner);
    const intrinsic = keys.length === 1 ? intrinsics[keys[0]] : undefined;
    if (intrinsic) {
      const [name] = keys;
      try {
        return intrinsic(inner[name], [...path, name], scope, resolve);
      } catch (error) {
        if (error instanceof IntrinsicError && scope.unresolved) {
          return scope.unresolved(
            // What the scope throws has no place of its own.
            error.path.length > 0
              ? error
              : new IntrinsicError(error.message, path, error.severity),
          );
        }
        throw error;
      }
    }
    const resolved: Record<string, unknown> = {};
    for (const key of keys) {
      const item = resolve(inner[key], [...path, key]);
      if (item !== noValue) {
        resolved[key] = item;
      }
    }
    return resolved;
  };
  const resolved = resolve(value, []);
  return resolved === noValue ? undefined : resolved;
}

/**
 * Decides an entry of a template's `Conditions`, or a condition function.
 *
 * @throws IntrinsicError when it is not a condition
 *
 * @public
 */
export function resolveCondition(
  value: unknown,
  scope: IntrinsicScope,
): boolean {
  return decide(value, [], scope, (inner, path) => {
    try {
      return resolveIntrinsics(inner, scope);
    } catch (error) {
      if (error instanceof IntrinsicError) {
        throw new IntrinsicError(error.message, [...path, ...error.path]);
      }
      throw error;
    }
  });
}

function toBase64(plain: string): string {
  const bytes = new TextEncoder().encode(plain);
  // One character a byte, which is what btoa takes.
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
}
