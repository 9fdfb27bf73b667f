import { unforeseenPart } from '../../policy';
import { isJsonObject } from '../../policy/isJsonObject';

type Path = Array<string | number>;

/** A part of a template that loops have been written out in. */
export interface Expanded {
  value: unknown;
  /** Where each part that a loop made comes from, by its path as JSON. */
  origins: Map<string, Path>;
  problems: Array<{ path: Path; message: string; severity?: 'warning' }>;
}

/** CloudFormation takes 500 resources, each with properties of its own. */
const maxEntries = 10_000;

const maxDepth = 20;

/** More would bury the first one, which often causes the rest. */
const maxProblems = 20;

const loopPrefix = 'Fn::ForEach::';

/** Whether a key stands for others. */
function isLoop(name: string): boolean {
  return name.startsWith(loopPrefix);
}

/** Whether a part of a template has a loop. */
export function hasLoop(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.some(hasLoop);
  }
  return (
    isJsonObject(value) &&
    Object.entries(value).some(([key, inner]) => isLoop(key) || hasLoop(inner))
  );
}

class LoopExpander {
  readonly origins: Expanded['origins'] = new Map();
  readonly problems: Expanded['problems'] = [];
  private entries = 0;

  constructor(private readonly collectionOf: (name: string) => unknown) {}

  /**
   * @param path - where it will be
   * @param origin - where it is written
   */
  expand(
    value: unknown,
    path: Path,
    origin: Path,
    names: ReadonlyMap<string, string>,
  ): unknown {
    if (typeof value === 'string') {
      return fillIn(value, names);
    }
    if (Array.isArray(value)) {
      return value.map((item, index) =>
        this.expand(item, [...path, index], [...origin, index], names),
      );
    }
    if (!isJsonObject(value)) {
      return value;
    }
    const { Ref: reference } = value;
    if (
      typeof reference === 'string' &&
      names.has(reference) &&
      Object.keys(value).length === 1
    ) {
      return names.get(reference);
    }
    const record: Record<string, unknown> = {};
    this.addEntries(record, value, path, origin, names);
    return record;
  }

  private addEntries(
    record: Record<string, unknown>,
    value: Record<string, unknown>,
    path: Path,
    origin: Path,
    names: ReadonlyMap<string, string>,
  ): void {
    for (const [key, inner] of Object.entries(value)) {
      const from = [...origin, key];
      if (isLoop(key)) {
        this.loop(record, inner, path, from, names);
        continue;
      }
      if (++this.entries > maxEntries) {
        this.problem(
          origin,
          `loops make more than ${maxEntries} entries here, more than CloudFormation takes`,
        );
        return;
      }
      const name = fillIn(key, names);
      if (name === '__proto__') {
        continue;
      }
      if (names.size > 0 && Object.hasOwn(record, name)) {
        this.problem(from, `loops make ${name} more than once`);
      }
      const place = [...path, name];
      if (name !== key || names.size > 0) {
        this.origins.set(JSON.stringify(place), from);
      }
      record[name] = this.expand(inner, place, from, names);
    }
  }

  private loop(
    record: Record<string, unknown>,
    loop: unknown,
    path: Path,
    origin: Path,
    names: ReadonlyMap<string, string>,
  ): void {
    const [identifier, collection, fragment] = Array.isArray(loop) ? loop : [];
    if (typeof identifier !== 'string' || !isJsonObject(fragment)) {
      this.problem(
        origin,
        'Fn::ForEach needs an identifier, a collection and a map',
      );
      return;
    }
    if (names.size >= maxDepth) {
      this.problem(origin, 'loops are nested too deeply');
      return;
    }
    const values = this.valuesOf(collection, [...origin, 1], names);
    if (!values) {
      // Kept, so that it is known that there may be more.
      record[String(origin.at(-1))] = loop;
      return;
    }
    for (const value of values) {
      if (this.entries > maxEntries) {
        return;
      }
      this.addEntries(
        record,
        fragment,
        path,
        [...origin, 2],
        new Map([...names, [identifier, value]]),
      );
    }
  }

  private valuesOf(
    collection: unknown,
    path: Path,
    names: ReadonlyMap<string, string>,
  ): string[] | undefined {
    const list =
      isJsonObject(collection) && typeof collection.Ref === 'string'
        ? this.collectionOf(collection.Ref)
        : collection;
    if (!Array.isArray(list)) {
      return this.unknownCollection(path);
    }
    const values: string[] = [];
    for (const item of list) {
      const one = isJsonObject(item)
        ? this.expand(item, [], path, names)
        : item;
      const more =
        isJsonObject(one) && typeof one.Ref === 'string'
          ? [this.collectionOf(one.Ref)].flat()
          : [typeof one === 'string' ? fillIn(one, names) : one];
      if (!more.every(isKnown)) {
        return this.unknownCollection(path);
      }
      values.push(...more.map(String));
    }
    return values;
  }

  private unknownCollection(path: Path): undefined {
    this.problem(
      path,
      'what Fn::ForEach goes through is not known before it is deployed',
      'warning',
    );
  }

  private problem(path: Path, message: string, severity?: 'warning'): void {
    if (this.problems.length < maxProblems) {
      this.problems.push({ path, message, ...(severity && { severity }) });
    }
  }
}

/** Whether a value is a text or a number, and no part of it is still to come. */
function isKnown(value: unknown): boolean {
  return (
    value !== undefined &&
    typeof value !== 'object' &&
    unforeseenPart(String(value)) === undefined
  );
}

const placeholder = /([$&])\{([A-Za-z0-9]+)\}/g;

function fillIn(text: string, names: ReadonlyMap<string, string>): string {
  return names.size > 0
    ? text.replace(
        placeholder,
        (whole, sign: string, name: string) =>
          filled(names.get(name), sign) ?? whole,
      )
    : text;
}

/** `&{X}` is the value without what a logical id may not have. */
function filled(value: string | undefined, sign: string): string | undefined {
  return sign === '&' ? value?.replace(/[^A-Za-z0-9]/g, '') : value;
}

/**
 * Writes out `Fn::ForEach` in a section of a template, as the transform
 * `AWS::LanguageExtensions` does.
 *
 * See `AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach`.
 *
 * @param options - `path` is where the section stands; `collectionOf` gives the
 *   values of a parameter that is a list
 */
export function expandLoops(options: {
  section: unknown;
  path: Path;
  collectionOf: (parameter: string) => unknown;
}): Expanded {
  const { section, path, collectionOf } = options;
  const expander = new LoopExpander(collectionOf);
  const value = expander.expand(section, path, path, new Map());
  const { origins, problems } = expander;
  return { value, origins, problems };
}
