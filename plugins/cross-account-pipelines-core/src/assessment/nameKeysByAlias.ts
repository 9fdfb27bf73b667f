import type { Estate } from '../estate';
import {
  type ArnDocumentType,
  describeDocument,
  type DocumentReference,
  type PipelineReport,
} from '../report';

type Replacement = [from: string | RegExp, to: string];

/** What people read; all else of a report is for finding things again. */
const sayings = new Set([
  'sentence',
  'reason',
  'summary',
  'message',
  'unseen',
  'values',
]);

const policies = [
  'key policy',
  'key sharing policy',
  'key grants',
] as const satisfies ArnDocumentType[];

const ofKeys: ReadonlySet<string> = new Set<ArnDocumentType>([
  'key',
  ...policies,
]);

/**
 * Calls keys in what a report says by their aliases, the first by name of each,
 * and tells who shows their documents. A key without an alias, or whose aliases
 * were not read, goes by its id. Where it is an ARN that counts, it stays.
 */
export function nameKeysByAlias(
  report: PipelineReport,
  { accounts }: Estate,
): PipelineReport {
  const aliases = new Map(
    Object.values(accounts)
      .flatMap(({ keys }) => Object.values(keys))
      .flatMap(({ arn, aliases: names = [] }) => {
        const [alias] = [...names].sort();
        return alias ? [[arn, alias] as const] : [];
      }),
  );
  if (aliases.size === 0) {
    return report;
  }
  const replacements = [...aliases].flatMap(([arn, alias]): Replacement[] => {
    const account = '';
    const id = arn.slice(arn.lastIndexOf('/') + 1);
    return [
      ...policies.map(
        (type): Replacement => [
          describeDocument({ type, account, arn }),
          describeDocument({ type, account, arn, alias }),
        ],
      ),
      [new RegExp(`(?<![\\w/-])${id}(?![\\w-])`, 'g'), alias],
    ];
  });
  const say = (text: string) =>
    replacements.reduce((said, [from, to]) => said.replaceAll(from, to), text);
  // What verdicts share stays shared, and what names no key is not copied.
  const named = [new Map<object, unknown>(), new Map<object, unknown>()];
  function name(value: unknown, isSaid: boolean): unknown {
    if (typeof value === 'string') {
      return isSaid ? say(value) : value;
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const known = named[Number(isSaid)];
    if (!known.has(value)) {
      known.set(value, nameIn(value, isSaid));
    }
    return known.get(value);
  }

  function nameIn(value: object, isSaid: boolean): object {
    if (isKeyDocument(value)) {
      const alias = aliases.get(value.arn);
      return alias === undefined ? value : { ...value, alias };
    }
    const isList = Array.isArray(value);
    const entries: Array<[string, unknown]> = Object.entries(value);
    const renamed = entries.map(([field, each]): [string, unknown] => [
      field,
      name(each, isSaid ? field !== 'id' : !isList && sayings.has(field)),
    ]);
    if (renamed.every(([, each], index) => each === entries[index][1])) {
      return value;
    }
    return isList
      ? renamed.map(([, each]) => each)
      : Object.fromEntries(renamed);
  }

  return name(report, false) as PipelineReport;
}

function isKeyDocument(
  value: object,
): value is Extract<DocumentReference, { type: ArnDocumentType }> {
  return 'arn' in value && 'type' in value && ofKeys.has(String(value.type));
}
