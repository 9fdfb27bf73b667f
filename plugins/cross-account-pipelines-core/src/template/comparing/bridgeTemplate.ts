import { isJsonObject } from '../../policy/isJsonObject';
import { compareTemplates } from './compareTemplates';
import type { ParsedTemplate, TemplateBody } from '../parsing/ParsedTemplate';
import type { ResolvedStack } from '../resolving/ResolvedStack';

type Json = Record<string, unknown>;

/** Lists of a resource of which each item gives it something. */
const added = ['ManagedPolicyArns', 'Policies', 'Roles', 'Tags'];

/**
 * A template with what it is filled in with, and what becomes of it.
 *
 * @alpha
 */
export interface TemplateState {
  template: ParsedTemplate;
  parameters: Record<string, string>;
  resolved: ResolvedStack;
}

/** Parts of the old template, made to stand in the new one. */
class OldParts {
  private readonly conditions = new Set<string>();

  constructor(
    private readonly before: TemplateState,
    private readonly after: TemplateState,
    private readonly keptTags: ReadonlySet<string>,
  ) {}

  /** Both sides of a resource's properties, however deep their policies are. */
  bridge(now: unknown, was: unknown): unknown {
    if (isJsonObject(now) && isJsonObject(was)) {
      const gone = added.filter(
        key => !Object.hasOwn(now, key) && Array.isArray(was[key]),
      );
      return Object.fromEntries([
        ...Object.entries(now).map(([key, value]) => [
          key,
          Object.hasOwn(was, key)
            ? this.bridgeField(key, value, was[key])
            : value,
        ]),
        ...gone.map(key => [key, this.move(was[key])]),
      ]);
    }
    return now;
  }

  /** A part with its parameters filled in and its conditions under own names. */
  move(part: unknown): any {
    return this.rename(fillIn(part, this.before));
  }

  /** With the conditions that moved parts name. */
  withConditions(own: Json | undefined): { Conditions?: Json } {
    const known = this.before.template.body.Conditions ?? {};
    const moved: Json = {};
    // A condition can name another.
    for (const name of this.conditions) {
      moved[oldName(name)] = this.move(known[name]);
    }
    return own || this.conditions.size > 0
      ? { Conditions: { ...own, ...moved } }
      : {};
  }

  private bridgeField(key: string, now: unknown, was: unknown): unknown {
    if (key === 'Statement') {
      return this.bridgeStatements(listed(now), listed(was));
    }
    if (!Array.isArray(now) || !Array.isArray(was)) {
      return this.bridge(now, was);
    }
    switch (key) {
      case 'Policies':
        return this.bridgePolicies(now, was);
      case 'Tags':
        return [
          ...now.map(tag => this.oldTag(tag, was) ?? tag),
          ...this.move(lostTags(was, now)),
        ];
      case 'ManagedPolicyArns':
      case 'Roles':
        return [...now, ...this.missing(now, was)];
      default:
        return now;
    }
  }

  /** A tag as it was, where its old value is to stay. */
  private oldTag(tag: unknown, was: unknown[]): unknown {
    const key = keyOfTag(tag);
    const old = this.keptTags.has(key)
      ? was.find(each => keyOfTag(each) === key)
      : undefined;
    return old && this.move(old);
  }

  private bridgePolicies(now: unknown[], was: unknown[]): unknown[] {
    const nameOf = (policy: unknown) =>
      JSON.stringify(isJsonObject(policy) ? policy.PolicyName : policy);
    const old = new Map(was.map(policy => [nameOf(policy), policy]));
    const names = new Set(now.map(nameOf));
    return [
      ...now.map(policy => this.bridge(policy, old.get(nameOf(policy)))),
      ...was
        .filter(policy => !names.has(nameOf(policy)))
        .map(policy => this.move(policy)),
    ];
  }

  /**
   * All that either side allows, and of what is denied only what both sides
   * deny.
   */
  private bridgeStatements(now: unknown[], was: unknown[]): unknown[] {
    const denies = new Map(
      was.filter(isDeny).map(statement => [statement.Sid, statement]),
    );
    const bridged = now.flatMap(statement => {
      if (!isDeny(statement)) {
        return [statement];
      }
      const old = denies.get(statement.Sid);
      return old ? [this.bridgeDeny(statement, old)] : [];
    });
    const sids = new Set(
      bridged.map(statement => (isJsonObject(statement) ? statement.Sid : '')),
    );
    const allows = was.filter(statement => !isDeny(statement));
    return [
      ...bridged,
      ...this.missing(now, allows).map(statement =>
        isJsonObject(statement) && sids.has(statement.Sid)
          ? { ...statement, Sid: oldName(String(statement.Sid)) }
          : statement,
      ),
    ];
  }

  /** Denies where both do: conditions are met together. */
  private bridgeDeny(now: Json, was: Json): Json {
    const old: Json = this.move(was);
    const { Condition: condition = {}, ...rest } = now;
    const { Condition: oldCondition = {}, ...oldRest } = old;
    if (
      !isSame(rest, oldRest) &&
      !isSame(rest, { ...was, Condition: undefined })
    ) {
      return old;
    }
    return {
      ...rest,
      Condition: both(condition as Json, oldCondition as Json),
    };
  }

  /** What of the old list is not in the new one, with the values of each. */
  private missing(now: unknown[], was: unknown[]): unknown[] {
    const filled = now.map(item => JSON.stringify(fillIn(item, this.after)));
    return was
      .filter(
        item => !filled.includes(JSON.stringify(fillIn(item, this.before))),
      )
      .map(item => this.move(item));
  }

  private rename(part: unknown): any {
    if (Array.isArray(part)) {
      return part.map(item => this.rename(item));
    }
    if (!isJsonObject(part)) {
      return part;
    }
    return Object.fromEntries(
      Object.entries(part).map(([key, inner]) => {
        if (key === 'Condition' && typeof inner === 'string') {
          return [key, this.renamed(inner)];
        }
        if (key === 'Fn::If' && Array.isArray(inner)) {
          const [condition, ...branches] = inner;
          return [
            key,
            [this.renamed(String(condition)), ...this.rename(branches)],
          ];
        }
        return [key, this.rename(inner)];
      }),
    );
  }

  private renamed(condition: string): string {
    this.conditions.add(condition);
    return oldName(condition);
  }
}

/**
 * What gets narrower is what the way back would widen. Policies may ask for a tag
 * of a role, too.
 */
function takesAway(before: ResolvedStack, after: ResolvedStack): boolean {
  return (
    compareTemplates({ before: after, after: before }).some(
      ({ change, widened }) => change === 'added' || widened.length > 0,
    ) ||
    Object.entries(before.resources).some(
      ([id, { type }]) =>
        type === 'AWS::IAM::Role' &&
        lostTags(tagsOf(before, id), tagsOf(after, id)).length > 0,
    )
  );
}

function tagsOf({ resources }: ResolvedStack, id: string): unknown[] {
  return listed(resources[id]?.properties.Tags ?? []);
}

function keyOfTag(tag: unknown): string {
  return String(isJsonObject(tag) ? tag.Key : tag).toLowerCase();
}

/** Those whose key is not among the others: a role has one tag of a key. */
function lostTags(before: unknown[], after: unknown[]): unknown[] {
  const keys = new Set(after.map(keyOfTag));
  return before.filter(tag => !keys.has(keyOfTag(tag)));
}

/**
 * Whether a role gets another value of a tag.
 *
 * @param keys - of the tags that matter, in lower case
 *
 * @alpha
 */
export function retagsRole(
  { before, after }: Record<'before' | 'after', TemplateState>,
  keys: ReadonlySet<string>,
): boolean {
  const valuesOf = ({ resolved }: TemplateState, id: string) =>
    new Map(
      tagsOf(resolved, id).map(tag => [
        keyOfTag(tag),
        isJsonObject(tag) ? tag.Value : undefined,
      ]),
    );
  return Object.entries(before.resolved.resources).some(([id, { type }]) => {
    const now = valuesOf(after, id);
    return (
      type === 'AWS::IAM::Role' &&
      [...valuesOf(before, id)].some(
        ([key, value]) =>
          keys.has(key) && now.has(key) && !isSame(now.get(key), value),
      )
    );
  });
}

/**
 * A template between two others: it allows what the old one allows and what the
 * new one allows, and keeps the resources of both. With it in place, whatever
 * works by the old one goes on working until it is switched to the new one.
 *
 * @param options - `keptTags` are keys, in lower case, of tags that roles keep
 *   with their old values
 * @returns undefined where the new template takes nothing away
 *
 * @alpha
 */
export function bridgeTemplate(options: {
  before: TemplateState;
  after: TemplateState;
  keptTags?: ReadonlySet<string>;
}): TemplateBody | undefined {
  const { before, after, keptTags = new Set() } = options;
  if (
    !takesAway(before.resolved, after.resolved) &&
    !retagsRole(options, keptTags)
  ) {
    return undefined;
  }
  const old = new OldParts(before, after, keptTags);
  const { body } = after.template;
  const resources = Object.entries(body.Resources).map(([id, resource]) => {
    const was = before.template.body.Resources[id];
    return was?.Type === resource.Type
      ? [
          id,
          {
            ...resource,
            Properties: old.bridge(
              resource.Properties ?? {},
              was.Properties ?? {},
            ),
          },
        ]
      : [id, resource];
  });
  const kept = Object.entries(before.template.body.Resources)
    .filter(([id]) => !Object.hasOwn(body.Resources, id))
    .map(([id, resource]) => [id, old.move(resource)]);
  return {
    ...body,
    Mappings: { ...before.template.body.Mappings, ...body.Mappings },
    Resources: Object.fromEntries([...kept, ...resources]),
    ...old.withConditions(body.Conditions),
  };
}

/** With the values of a template's parameters in their place. */
function fillIn(part: unknown, state: TemplateState): unknown {
  if (Array.isArray(part)) {
    return part.map(item => fillIn(item, state));
  }
  if (!isJsonObject(part)) {
    return part;
  }
  const [[name, value] = [], ...others] = Object.entries(part);
  if (others.length === 0 && name === 'Ref' && isParameter(value, state)) {
    return valueOf(value, state);
  }
  if (others.length === 0 && name === 'Fn::Sub') {
    return fillInSub(value, state);
  }
  return Object.fromEntries(
    Object.entries(part).map(([key, inner]) => [key, fillIn(inner, state)]),
  );
}

function fillInSub(value: unknown, state: TemplateState): unknown {
  const [text, own] = Array.isArray(value) ? value : [value];
  const names = isJsonObject(own) ? own : {};
  const filled = String(text).replace(/\$\{([A-Za-z0-9]+)\}/g, (whole, name) =>
    !Object.hasOwn(names, name) && isParameter(name, state)
      ? String(valueOf(name, state))
      : whole,
  );
  return {
    'Fn::Sub': own === undefined ? filled : [filled, fillIn(own, state)],
  };
}

function isParameter(name: unknown, { template }: TemplateState) {
  return (
    typeof name === 'string' &&
    Object.hasOwn(template.body.Parameters ?? {}, name)
  );
}

function valueOf(
  parameter: unknown,
  { template, parameters }: TemplateState,
): unknown {
  const name = String(parameter);
  const { Type, Default } = template.body.Parameters![name];
  const value = parameters[name] ?? String(Default ?? '');
  return /^(CommaDelimited)?List\b/.test(Type)
    ? value.split(',').map(item => item.trim())
    : value;
}

function oldName(name: string): string {
  return name.endsWith('Before') ? name : `${name}Before`;
}

function isDeny(statement: unknown): statement is Json {
  return isJsonObject(statement) && statement.Effect === 'Deny';
}

/** What meets both: of what a negation leaves out, all that either does. */
function both(one: Json, other: Json): Json {
  const operators = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...operators].map(operator => {
      const left = (one[operator] ?? {}) as Json;
      const right = (other[operator] ?? {}) as Json;
      const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
      return [
        operator,
        Object.fromEntries(
          [...keys].map(key => {
            const values = [left[key], right[key]].filter(
              value => value !== undefined,
            );
            return [
              key,
              values.length === 2 && /Not/.test(operator)
                ? [...new Set(values.flatMap(listed))]
                : values.at(-1),
            ];
          }),
        ),
      ];
    }),
  );
}

function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
