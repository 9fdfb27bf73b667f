import type { Estate } from '../estate';
import { type ArnDocumentType, describeDocument } from '../report';

const policies = [
  'key policy',
  'key sharing policy',
  'key grants',
] as const satisfies ArnDocumentType[];

const keyArns = /arn:[\w-]+:kms:[\w-]*:\d*:key\/[\w-]+/g;
const words = /(?<![\w/-])[\w-]+/g;

/**
 * What the keys of an estate are called: each by the first of its aliases. A key
 * without an alias, or whose aliases were not read, goes by its id.
 */
export class KeyAliases {
  readonly #byArn: ReadonlyMap<string, string>;
  readonly #byId: ReadonlyMap<string, string>;

  constructor({ accounts, origin }: Estate) {
    // Foretold keys have made-up ids.
    const observed = origin === 'observed' ? Object.values(accounts) : [];
    this.#byArn = new Map(
      observed
        .flatMap(({ keys }) => Object.values(keys))
        .flatMap(({ arn, aliases = [] }) => {
          const [alias] = [...aliases].sort();
          return alias ? [[arn, alias] as const] : [];
        }),
    );
    this.#byId = new Map(
      [...this.#byArn].map(([arn, alias]) => [
        arn.slice(arn.lastIndexOf('/') + 1),
        alias,
      ]),
    );
  }

  get size(): number {
    return this.#byArn.size;
  }

  of(arn: string): string | undefined {
    return this.#byArn.get(arn);
  }

  /** The text with aliases for ids; where it is an ARN that counts, it stays. */
  say(text: string): string {
    let said = text;
    for (const arn of new Set(text.match(keyArns))) {
      const alias = this.#byArn.get(arn);
      for (const type of alias === undefined ? [] : policies) {
        const document = { type, account: '', arn };
        said = said.replaceAll(
          describeDocument(document),
          describeDocument({ ...document, alias }),
        );
      }
    }
    return said.replace(words, word => this.#byId.get(word) ?? word);
  }
}
