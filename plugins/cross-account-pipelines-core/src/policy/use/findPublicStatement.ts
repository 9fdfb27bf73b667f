import { isJsonObject } from '../isJsonObject';
import { unforeseenPart } from '../unforeseen';

/** Keys that, fixed to values, say who may come in. In lower case. */
const FIXING_KEYS = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourceorgid',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
]);

/** `StringEquals`, `ArnLike`, `ForAnyValue:StringLike`, `IpAddress`, … */
const FIXING_OPERATOR =
  /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/;

const WIDEST_ADDRESSES = /\/0$/;

/** Whether a value has neither wildcard nor policy variable. */
function isFixed(key: string, value: unknown): boolean {
  const text = String(value);
  if (unforeseenPart(text)) {
    return true;
  }
  switch (key) {
    // Paths and access points end in a wildcard of their own.
    case 'aws:principalorgpaths':
      return text.startsWith('o-');
    case 's3:dataaccesspointarn':
      return /:\d{12}:/.test(text);
    case 'aws:sourceip':
      return !WIDEST_ADDRESSES.test(text);
    default:
      return !/[*?]|\$\{/.test(text);
  }
}

function valuesOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function fixesCallers(condition: unknown): boolean {
  return (
    isJsonObject(condition) &&
    Object.entries(condition).some(
      ([operator, keys]) =>
        FIXING_OPERATOR.test(operator) &&
        isJsonObject(keys) &&
        Object.entries(keys).some(
          ([key, values]) =>
            FIXING_KEYS.has(key.toLowerCase()) &&
            valuesOf(values).every(each => isFixed(key.toLowerCase(), each)),
        ),
    )
  );
}

function isForEveryone(principal: unknown): boolean {
  return (
    principal === '*' ||
    (isJsonObject(principal) && valuesOf(principal.AWS).includes('*'))
  );
}

/**
 * The place of the first statement by which S3 takes a bucket policy for public:
 * it lets everyone in, and no condition fixes who comes.
 *
 * @returns zero-based; `undefined` where the policy is not public
 *
 * See `AmazonS3/latest/userguide/access-control-block-public-access`, "The meaning
 * of public".
 *
 * @alpha
 */
export function findPublicStatement(document: unknown): number | undefined {
  if (!isJsonObject(document)) {
    return undefined;
  }
  const at = valuesOf(document.Statement).findIndex(
    statement =>
      isJsonObject(statement) &&
      statement.Effect === 'Allow' &&
      isForEveryone(statement.Principal) &&
      !fixesCallers(statement.Condition),
  );
  return at < 0 ? undefined : at;
}
