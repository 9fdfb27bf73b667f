import type {
  TemplateBody,
  TemplateResource,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

type Json = Record<string, unknown>;

/** What a section is in the template of each Region that has it. */
type ByRegion<T> = ReadonlyMap<string, T>;

/** Sections whose entries may hang on a condition. */
const conditional = new Set(['Resources', 'Outputs']);

class Merging {
  private readonly used = new Map<string, unknown>();

  constructor(private readonly regions: string[]) {}

  section(name: string, bodies: ByRegion<Json>): unknown {
    const parts = pick(bodies, name);
    const all = [...parts.values()];
    if (!all.every(isMap)) {
      return all[0];
    }
    return Object.fromEntries(
      keysOf(all as Json[]).map(key => {
        const values = pick(parts as ByRegion<Json>, key);
        // No function may stand in the other sections.
        if (!conditional.has(name)) {
          return [key, [...values.values()][0]];
        }
        const merged = this.merge([...values.values()], [...values.keys()]);
        return [
          key,
          values.size === this.regions.length
            ? merged
            : this.onlyIn([...values.keys()], key, merged as TemplateResource),
        ];
      }),
    );
  }

  /** Those of the templates, each true where it is, and those that choose. */
  conditions(parts: ByRegion<Json>): Json {
    const own = keysOf([...parts.values()]).map(name => {
      const values = pick(parts, name);
      const [first, ...others] = values.values();
      return [
        name,
        values.size === this.regions.length &&
        others.every(other => isSame(other, first))
          ? first
          : anyOf(
              [...values].map(([region, condition]) => ({
                'Fn::And': [isIn(region), condition],
              })),
            ),
      ];
    });
    return { ...Object.fromEntries(own), ...Object.fromEntries(this.used) };
  }

  private merge(values: unknown[], regions: string[]): unknown {
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
            regions,
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
            regions,
          ),
        )
      : this.choose(values, regions);
  }

  private choose(values: unknown[], regions: string[]): unknown {
    return values.slice(0, -1).reduceRight<unknown>((rest, value, index) => {
      const region = regions[index];
      const condition = `Is${region.replaceAll(/[^a-z0-9]/gi, '')}`;
      this.used.set(condition, isIn(region));
      return { 'Fn::If': [condition, value, rest] };
    }, values.at(-1));
  }

  private onlyIn(
    regions: string[],
    logicalId: string,
    part: TemplateResource,
  ): TemplateResource {
    const condition = `Has${logicalId}`;
    const there = anyOf(regions.map(isIn));
    this.used.set(
      condition,
      part.Condition === undefined
        ? there
        : { 'Fn::And': [there, { Condition: part.Condition }] },
    );
    return { ...part, Condition: condition };
  }
}

/**
 * One template that comes to another in each Region: parts that differ are chosen
 * by conditions.
 *
 * @param bodies - by Region; at least one
 */
export function mergeByRegion(bodies: ByRegion<TemplateBody>): TemplateBody {
  const merging = new Merging([...bodies.keys()]);
  const sections = new Set([...bodies.values()].flatMap(Object.keys));
  const merged = Object.fromEntries(
    [...sections]
      .filter(section => section !== 'Conditions')
      .map(section => [section, merging.section(section, bodies as any)]),
  ) as unknown as TemplateBody;
  // Last: all that is chosen adds to them.
  const conditions = merging.conditions(
    pick(bodies as any, 'Conditions') as ByRegion<Json>,
  );
  return Object.keys(conditions).length === 0
    ? merged
    : { ...merged, Conditions: conditions };
}

function pick(parts: ByRegion<Json>, key: string): ByRegion<unknown> {
  return new Map(
    [...parts].flatMap(([region, part]) =>
      Object.hasOwn(part, key) ? [[region, part[key]]] : [],
    ),
  );
}

function keysOf(maps: Json[]): string[] {
  return [...new Set(maps.flatMap(Object.keys))];
}

function isIn(region: string): unknown {
  return { 'Fn::Equals': [{ Ref: 'AWS::Region' }, region] };
}

/** CloudFormation takes at least two. */
function anyOf(conditions: unknown[]): unknown {
  return conditions.reduceRight((rest, condition) => ({
    'Fn::Or': [condition, rest],
  }));
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
