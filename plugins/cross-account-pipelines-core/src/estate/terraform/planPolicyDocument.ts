import { unforeseen } from '../../policy';
import { isJsonObject } from '../../policy/isJsonObject';
import { items, records, textOf } from '../../template/templateValues';
import type { Json } from './TerraformPlan';

/** The data source that writes policies. */
export const documentType = 'aws_iam_policy_document';

/** AWS takes no policy with more. */
const maxStatements = 2_000;

/**
 * A policy as `aws_iam_policy_document` writes it.
 *
 * See `registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document`.
 *
 * @returns a text that says why where it cannot be told
 */
export function policyDocumentOf(values: Json): unknown {
  const sources = statementsOf(values.source_policy_documents);
  const overrides = statementsOf(values.override_policy_documents);
  if (typeof sources === 'string' || typeof overrides === 'string') {
    return typeof sources === 'string' ? sources : overrides;
  }
  const statements = [
    ...sources,
    ...records(values.statement).map(toStatement),
  ];
  for (const statement of overrides) {
    const sid = textOf(statement.Sid);
    const place = sid ? statements.findIndex(each => each.Sid === sid) : -1;
    if (place < 0) {
      statements.push(statement);
    } else {
      statements[place] = statement;
    }
  }
  return statements.length > maxStatements
    ? unforeseen('the policy has more statements than AWS takes')
    : {
        Version: textOf(values.version) ?? '2012-10-17',
        Statement: statements,
      };
}

/** Of documents that are put together, or why they cannot be read. */
function statementsOf(documents: unknown): Json[] | string {
  const statements: Json[] = [];
  for (const text of items(documents)) {
    let document: unknown = text;
    if (typeof text === 'string') {
      try {
        document = JSON.parse(text);
      } catch {
        return text;
      }
    }
    const { Statement } = (isJsonObject(document) ? document : {}) as {
      Statement?: unknown;
    };
    statements.push(...records([Statement].flat()));
    if (statements.length > maxStatements) {
      return unforeseen('the policy has more statements than AWS takes');
    }
  }
  return statements;
}

function toStatement(block: Json): Json {
  const statement: Json = { Effect: textOf(block.effect) ?? 'Allow' };
  const put = (name: string, value: unknown) => {
    if (value !== undefined) {
      statement[name] = value;
    }
  };
  put('Sid', textOf(block.sid) || undefined);
  put('Action', listOf(block.actions));
  put('NotAction', listOf(block.not_actions));
  put('Resource', listOf(block.resources)?.map(withVariables));
  put('NotResource', listOf(block.not_resources)?.map(withVariables));
  put('Principal', principalsOf(block.principals));
  put('NotPrincipal', principalsOf(block.not_principals));
  put('Condition', conditionsOf(block.condition));
  return statement;
}

/** Policy variables are written `&{…}`, since `${…}` is Terraform's own. */
function withVariables(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('&{', '${') : value;
}

function listOf(value: unknown): unknown[] | undefined {
  if (typeof value === 'string') {
    return [value];
  }
  const list = items(value);
  return list.length > 0 ? list : undefined;
}

function principalsOf(value: unknown): unknown {
  const blocks = records(value);
  if (blocks.length === 0) {
    return undefined;
  }
  if (blocks.some(({ type }) => type === '*')) {
    return '*';
  }
  return gather(
    blocks.map(({ type, identifiers }) => [
      String(type),
      listOf(identifiers) ?? [],
    ]),
  );
}

function conditionsOf(value: unknown): unknown {
  const blocks = records(value);
  if (blocks.length === 0) {
    return undefined;
  }
  const byOperator = new Map<string, Array<[string, unknown[]]>>();
  for (const { test, variable, values } of blocks) {
    const conditions = byOperator.get(String(test)) ?? [];
    conditions.push([
      String(variable),
      (listOf(values) ?? []).map(withVariables),
    ]);
    byOperator.set(String(test), conditions);
  }
  return Object.fromEntries(
    [...byOperator].map(([test, conditions]) => [test, gather(conditions)]),
  );
}

function gather(entries: Array<[string, unknown[]]>): Json {
  const gathered = new Map<string, unknown[]>();
  for (const [name, values] of entries) {
    gathered.set(name, [...(gathered.get(name) ?? []), ...values]);
  }
  return Object.fromEntries(gathered);
}
