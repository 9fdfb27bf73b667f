import type {
  TemplateBody,
  TemplateResource,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

type Json = Record<string, unknown>;

/** What a section is in the template of each place that has it, by name. */
type ByPlace<T> = ReadonlyMap<string, T>;

/** Sections whose entries may hang on a condition. */
const conditional = new Set(['Resources', 'Outputs']);

class Merging {
  private readonly used = new Map<string, unknown>();

  constructor(private readonly places: ReadonlyMap<string, Place>) {}

  section(name: string, bodies: ByPlace<Json>): unknown {
    const parts = pick(bodies, name);
    const all = [...parts.values()];
    if (!all.every(isMap)) {
      return all[0];
    }
    return Object.fromEntries(
      keysOf(all as Json[]).map(key => {
        const values = pick(parts as ByPlace<Json>, key);
        // No function may stand in the other sections.
        if (!conditional.has(name)) {
          return [key, [...values.values()][0]];
        }
        const merged = this.merge([...values.values()], [...values.keys()]);
        return [
          key,
          values.size === this.places.size
            ? merged
            : this.onlyIn([...values.keys()], key, merged as TemplateResource),
        ];
      }),
    );
  }

  /** Those of the templates, each true where it is, and those that choose. */
  conditions(parts: ByPlace<Json>): Json {
    const own = keysOf([...parts.values()]).map(name => {
      const values = pick(parts, name);
      const [first, ...others] = values.values();
      return [
        name,
        values.size === this.places.size &&
        others.every(other => isSame(other, first))
          ? first
          : anyOf(
              [...values].map(([place, condition]) => ({
                'Fn::And': [this.isIn(place), condition],
              })),
            ),
      ];
    });
    return { ...Object.fromEntries(own), ...Object.fromEntries(this.used) };
  }

  private merge(values: unknown[], places: string[]): unknown {
    const [first] = values;
    if (values.every(value => isSame(value, first))) {
      return first;
    }
    if (
      values.every(isMap) &&
      values.every(value => haveSameKeys(value, first))
    ) {
      return Object.fromEntries(
        Object.keys(first as Json).map(key => [
          key,
          this.merge(
            values.map(value => (value as Json)[key]),
            places,
          ),
        ]),
      );
    }
    const lists = values.filter(Array.isArray);
    return lists.length === values.length &&
      lists.every(({ length }) => length === lists[0].length)
      ? lists[0].map((_, index) =>
          this.merge(
            lists.map(list => list[index]),
            places,
          ),
        )
      : this.choose(values, places);
  }

  private isIn(name: string): unknown {
    const { region, accounts } = this.places.get(name)!;
    const isThere = isEqual('AWS::Region', region);
    if (accounts) {
      return { 'Fn::And': [isThere, isAnyOf(accounts)] };
    }
    const others = [...this.places.values()]
      .filter(place => place.region === region)
      .flatMap(place => place.accounts ?? []);
    return others.length > 0
      ? { 'Fn::And': [isThere, { 'Fn::Not': [isAnyOf(others)] }] }
      : isThere;
  }

  private choose(values: unknown[], places: string[]): unknown {
    return values.slice(0, -1).reduceRight<unknown>((rest, value, index) => {
      const place = places[index];
      const condition = `Is${place.replaceAll(/[^a-z0-9]/gi, '')}`;
      this.used.set(condition, this.isIn(place));
      return { 'Fn::If': [condition, value, rest] };
    }, values.at(-1));
  }

  private onlyIn(
    places: string[],
    logicalId: string,
    part: TemplateResource,
  ): TemplateResource {
    const condition = `Has${logicalId}`;
    const there = anyOf(places.map(place => this.isIn(place)));
    this.used.set(
      condition,
      part.Condition === undefined
        ? there
        : { 'Fn::And': [there, { Condition: part.Condition }] },
    );
    return { ...part, Condition: condition };
  }
}

/** Where a template is, among others. */
export interface Place {
  region: string;
  /** Default: all that no other place of the Region names. */
  accounts?: string[];
}

/**
 * One template that comes to another in each place: parts that differ are chosen
 * by conditions.
 *
 * @param cases - by a name of the place; at least one
 */
export function mergeByPlace(
  cases: ReadonlyMap<string, Place & { body: TemplateBody }>,
): TemplateBody {
  const merging = new Merging(cases);
  const bodies = new Map([...cases].map(([name, { body }]) => [name, body]));
  const sections = new Set([...bodies.values()].flatMap(Object.keys));
  const merged = Object.fromEntries(
    [...sections]
      .filter(section => section !== 'Conditions')
      .map(section => [section, merging.section(section, bodies as any)]),
  ) as unknown as TemplateBody;
  // Last: all that is chosen adds to them.
  const conditions = merging.conditions(
    pick(bodies as any, 'Conditions') as ByPlace<Json>,
  );
  return Object.keys(conditions).length === 0
    ? merged
    : { ...merged, Conditions: conditions };
}

function pick(parts: ByPlace<Json>, key: string): ByPlace<unknown> {
  return new Map(
    [...parts].flatMap(([region, part]) =>
      Object.hasOwn(part, key) ? [[region, part[key]]] : [],
    ),
  );
}

function keysOf(maps: Json[]): string[] {
  return [...new Set(maps.flatMap(Object.keys))];
}

function isEqual(name: string, value: string): unknown {
  return { 'Fn::Equals': [{ Ref: name }, value] };
}

function isAnyOf(accounts: string[]): unknown {
  return anyOf(accounts.map(each => isEqual('AWS::AccountId', each)));
}

/** `Fn::Or` takes from two to ten. */
const most = 10;

function anyOf(conditions: unknown[]): unknown {
  if (conditions.length <= 1) {
    return conditions[0];
  }
  const groups = Array.from(
    { length: Math.ceil(conditions.length / most) },
    (_, index) => conditions.slice(index * most, (index + 1) * most),
  ).map(group => (group.length === 1 ? group[0] : { 'Fn::Or': group }));
  return anyOf(groups);
}

/** Functions are chosen whole: what is in them need not take another. */
function isMap(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !Object.keys(value).some(key => key === 'Ref' || key.startsWith('Fn::'))
  );
}

function haveSameKeys(one: unknown, other: unknown): boolean {
  return isSame(Object.keys(one as object), Object.keys(other as object));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
