import { items, recordOf, texts, valueAt } from '../../template/templateValues';
import {
  indexOf,
  within,
  type Json,
  type PlanModule,
  type PlanResource,
  type TerraformPlan,
} from './TerraformPlan';

/** Where an expression stands. */
export interface PlanScope {
  module: PlanModule;
  index?: string | number;
  /** The block of a resource or a module that `each` belongs to. */
  block: Json;
}

/** What an expression takes its value from. */
export type Reached =
  | { from: 'resource'; resource: PlanResource; attribute?: string }
  | { from: 'value'; value: unknown }
  /** A local value, an attribute of a module that was lost, and the like. */
  | { from: 'elsewhere'; reference: string };

/** Where nothing is made several times. */
const once: Json = {};

/** More than any expression that a person writes takes its value from. */
const maxReached = 200;

/** Deeper than modules hand a value on. */
const maxDepth = 60;

/** They only choose or spell, and their values are known. */
const helper = /^(?:each\.key|count\.index|path\.|terraform\.|self\b)/;

/**
 * Follows the references of a plan's configuration: through variables and
 * outputs of modules, to resources and to what is known. The configuration lists
 * what an expression refers to and not what it makes of it.
 */
export class PlanReferences {
  private readonly known = new Map<string, Reached[]>();
  private readonly under = new Set<string>();
  private readonly blocks = new WeakMap<Json, number>();
  private count = 0;

  constructor(private readonly plan: TerraformPlan) {}

  /** In the order of the expression, the same as often as it is named. */
  reach(expression: unknown, scope: PlanScope): Reached[] {
    const { references, constant_value: value } = recordOf(expression);
    if (value !== undefined) {
      return [{ from: 'value', value }];
    }
    const named = texts(references);
    const isIndexed = named.some(each => /^(?:each|count)\./.test(each));
    return mostTelling(named)
      .flatMap(reference => this.follow(reference, scope, isIndexed))
      .slice(0, maxReached);
  }

  private numberOf(block: Json): number {
    const number = this.blocks.get(block) ?? this.count++;
    this.blocks.set(block, number);
    return number;
  }

  private follow(
    reference: string,
    scope: PlanScope,
    isIndexed: boolean,
  ): Reached[] {
    if (helper.test(reference)) {
      return [];
    }
    const key = [
      scope.module.address,
      scope.index ?? '',
      this.numberOf(scope.block),
      isIndexed,
      reference,
    ].join('\n');
    const known = this.known.get(key);
    if (known) {
      return known;
    }
    if (this.under.has(key) || this.under.size > maxDepth) {
      return [{ from: 'elsewhere', reference }];
    }
    this.under.add(key);
    const reached = this.find(reference, scope, isIndexed);
    this.under.delete(key);
    this.known.set(key, reached);
    return reached;
  }

  private find(
    reference: string,
    scope: PlanScope,
    isIndexed: boolean,
  ): Reached[] {
    const [head, ...rest] = partsOf(reference);
    switch (head) {
      case 'var':
        return this.variable(String(rest[0]), rest.slice(1), scope);
      case 'each':
        return this.each(rest.slice(1), scope);
      case 'module':
        return this.output(rest, scope, { reference, isIndexed });
      case 'local':
        return [{ from: 'elsewhere', reference }];
      default:
        return this.resource([head, ...rest], scope, { reference, isIndexed });
    }
  }

  private variable(
    name: string,
    path: Array<string | number>,
    { module }: PlanScope,
  ): Reached[] {
    const { parent, call } = module;
    const given = parent
      ? this.reach(recordOf(call.expressions)[name], scopeOf(module))
      : [];
    const value = parent
      ? undefined
      : recordOf(this.plan.variables[name]).value;
    const declared = recordOf(recordOf(module.configuration.variables)[name]);
    const reached: Reached[] =
      given.length > 0
        ? given
        : [{ from: 'value', value: value ?? declared.default }];
    return partOf(reached, path).map(each =>
      each.from === 'value'
        ? { ...each, value: valueAt(each.value, path) }
        : each,
    );
  }

  /** `each.value` is what `for_each` has under the key. */
  private each(path: Array<string | number>, scope: PlanScope): Reached[] {
    return this.reach(scope.block.for_each_expression, {
      ...scope,
      block: once,
    }).flatMap(each => {
      if (each.from !== 'resource') {
        return [];
      }
      const isMeant =
        each.resource.index === undefined ||
        each.resource.index === scope.index;
      return isMeant ? [attributeAt(each, path)] : [];
    });
  }

  private output(
    parts: Array<string | number>,
    { module, index }: PlanScope,
    { reference, isIndexed }: { reference: string; isIndexed: boolean },
  ): Reached[] {
    const [name, second, third] = parts;
    const all = this.plan.modulesOf(within(module.address, `module.${name}`));
    const { isNamed, meant: called } = meantOf(all, {
      named: parts.length > 2 ? second : undefined,
      own: isIndexed ? index : undefined,
    });
    const output = isNamed ? third : second;
    if (output === undefined || called.length === 0) {
      return [{ from: 'elsewhere', reference }];
    }
    const path = parts.slice(isNamed ? 3 : 2);
    return called.flatMap(each => {
      const outputs = recordOf(each.configuration.outputs);
      const { expression } = recordOf(outputs[String(output)]);
      const reached = this.reach(expression, { module: each, block: once });
      return reached.length > 0
        ? partOf(reached, path)
        : [{ from: 'elsewhere', reference } as const];
    });
  }

  private resource(
    parts: Array<string | number>,
    { module, index }: PlanScope,
    { reference, isIndexed }: { reference: string; isIndexed: boolean },
  ): Reached[] {
    const isData = parts[0] === 'data';
    const block = parts.slice(0, isData ? 3 : 2).join('.');
    const rest = parts.slice(isData ? 3 : 2);
    const all = this.plan.instancesOf(within(module.address, block));
    const { isNamed, meant } = meantOf(all, {
      named: rest[0],
      own: isIndexed ? index : undefined,
    });
    const attribute = rest.slice(isNamed ? 1 : 0).join('.') || undefined;
    return meant.length > 0
      ? meant.map(resource => ({ from: 'resource', resource, attribute }))
      : [{ from: 'elsewhere', reference }];
  }
}

/**
 * Of all that one block makes what a reference means: the one whose index it
 * names, or else the one of the same index as where it stands, or else all.
 */
function meantOf<T extends { index?: string | number }>(
  all: T[],
  { named, own }: Record<'named' | 'own', string | number | undefined>,
): { isNamed: boolean; meant: T[] } {
  const at = (index: string | number | undefined) =>
    index === undefined ? [] : all.filter(each => each.index === index);
  const byName = at(named);
  const byOwn = at(own);
  if (byName.length > 0) {
    return { isNamed: true, meant: byName };
  }
  return { isNamed: false, meant: byOwn.length > 0 ? byOwn : all };
}

/** Where the call of a module stands. */
function scopeOf({ parent, index, call }: PlanModule): PlanScope {
  return { module: parent!, index, block: call };
}

/**
 * Of a list or a map of all that one block makes, such as
 * `{ for name, role in aws_iam_role.all : name => role.arn }`, the one of the
 * index; of anything else, its attribute.
 */
function partOf(
  all: Reached[],
  path: ReadonlyArray<string | number>,
): Reached[] {
  const [index, ...rest] = path;
  const meant = all.filter(
    each =>
      each.from === 'resource' &&
      each.attribute === undefined &&
      each.resource.index !== undefined &&
      each.resource.index === index,
  );
  return meant.length === 1
    ? meant.map(each => attributeAt(each, rest))
    : all.map(each => attributeAt(each, path));
}

function attributeAt(
  reached: Reached,
  path: ReadonlyArray<string | number>,
): Reached {
  return reached.from === 'resource' && path.length > 0
    ? {
        ...reached,
        attribute: [reached.attribute, ...path]
          .filter(part => part !== undefined)
          .join('.'),
      }
    : reached;
}

/** Terraform names `a.b.c`, then `a.b`, which says the same with less. */
function mostTelling(references: string[]): string[] {
  let last = '';
  return references.filter(reference => {
    const isShorter =
      last.startsWith(`${reference}.`) || last.startsWith(`${reference}[`);
    if (!isShorter) {
      last = reference;
    }
    return !isShorter;
  });
}

/** `a.b["c"].d` as `a`, `b`, `c`, `d`. */
function partsOf(reference: string): Array<string | number> {
  const found = reference.match(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]|[^.[\]]+/g);
  return items(found).map(part => {
    const text = String(part);
    return text.startsWith('[') ? indexOf(text.slice(1, -1)) ?? text : text;
  });
}
