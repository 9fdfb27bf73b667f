import { NormalizedSchema } from '@smithy/core/schema';
import { Refusal } from './ServiceError';

/** EC2 speaks a dialect of its own. */
export type QueryDialect = 'aws' | 'ec2';

/** Deeper than any shape of the query services. */
const MAX_DEPTH = 12;

/**
 * What stands under one key of a query request: a value, or further keys.
 */
interface Branch {
  value?: string;
  children: Map<string, Branch>;
}

function newBranch(): Branch {
  return { children: new Map() };
}

function toTree(parameters: Iterable<[string, string]>): Branch {
  const root = newBranch();
  for (const [key, value] of parameters) {
    const path = key.split('.');
    if (path.length > MAX_DEPTH) {
      throw new Refusal(
        'UnreadableRequest',
        `The parameter ${key} is too deep`,
      );
    }
    let branch = root;
    for (const part of path) {
      let next = branch.children.get(part);
      if (!next) {
        next = newBranch();
        branch.children.set(part, next);
      }
      branch = next;
    }
    branch.value = value;
  }
  return root;
}

function inOrder(branch: Branch): Branch[] {
  return [...branch.children.entries()]
    .filter(([index]) => /^\d+$/.test(index))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}

function readSimple(schema: NormalizedSchema, text: string): unknown {
  if (schema.isBooleanSchema()) {
    return text === 'true';
  }
  if (schema.isNumericSchema()) {
    const number = Number(text);
    if (Number.isNaN(number)) {
      throw new Refusal('UnreadableRequest', `${text} is not a number`);
    }
    return number;
  }
  if (schema.isTimestampSchema()) {
    return new Date(text);
  }
  if (schema.isBlobSchema()) {
    return Buffer.from(text, 'base64');
  }
  return text;
}

function readList(
  schema: NormalizedSchema,
  branch: Branch,
  dialect: QueryDialect,
): unknown[] {
  const element = schema.getValueSchema();
  const items =
    dialect === 'ec2' || schema.getMergedTraits().xmlFlattened
      ? branch
      : branch.children.get(element.getMergedTraits().xmlName ?? 'member');
  return items
    ? inOrder(items).map(item => readBranch(element, item, dialect))
    : [];
}

function readMap(
  schema: NormalizedSchema,
  branch: Branch,
  dialect: QueryDialect,
): object {
  const entries = schema.getMergedTraits().xmlFlattened
    ? branch
    : branch.children.get('entry') ?? newBranch();
  const keyName = schema.getKeySchema().getMergedTraits().xmlName ?? 'key';
  const valueName =
    schema.getValueSchema().getMergedTraits().xmlName ?? 'value';
  return Object.fromEntries(
    inOrder(entries).map(entry => [
      entry.children.get(keyName)?.value ?? '',
      readBranch(
        schema.getValueSchema(),
        entry.children.get(valueName) ?? newBranch(),
        dialect,
      ),
    ]),
  );
}

/** EC2 names a parameter by a trait of its own, or as XML does, but capital. */
function parameterName(
  name: string,
  schema: NormalizedSchema,
  dialect: QueryDialect,
): string {
  const { xmlName = name, ec2QueryName } = schema.getMergedTraits() as {
    xmlName?: string;
    ec2QueryName?: string;
  };
  return dialect === 'ec2'
    ? ec2QueryName ?? xmlName[0].toUpperCase() + xmlName.slice(1)
    : xmlName;
}

function readStructure(
  schema: NormalizedSchema,
  branch: Branch,
  dialect: QueryDialect,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const child = branch.children.get(parameterName(name, member, dialect));
    if (child) {
      result[name] = readBranch(member, child, dialect);
    }
  }
  return result;
}

function readBranch(
  schema: NormalizedSchema,
  branch: Branch,
  dialect: QueryDialect,
): unknown {
  if (schema.isListSchema()) {
    return readList(schema, branch, dialect);
  }
  if (schema.isMapSchema()) {
    return readMap(schema, branch, dialect);
  }
  if (schema.isStructSchema()) {
    return readStructure(schema, branch, dialect);
  }
  return readSimple(schema, branch.value ?? '');
}

/**
 * Reads the parameters of a query request (`Tags.member.1.Key=…`) into the
 * operation's input. Parameters that the shape does not know are ignored, as
 * AWS does.
 *
 * @throws Refusal for a number that is none, and for keys nested out of reason
 */
export function queryInput(
  schema: NormalizedSchema,
  parameters: Iterable<[string, string]>,
  dialect: QueryDialect = 'aws',
): Record<string, unknown> {
  return schema.isStructSchema()
    ? readStructure(schema, toTree(parameters), dialect)
    : {};
}
