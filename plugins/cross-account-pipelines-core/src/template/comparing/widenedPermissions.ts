import { coversTests, coversTuple } from './coversPermission';
import {
  permissionStatements,
  type PermissionPart,
  type PermissionStatement,
} from './PermissionStatement';
import { items } from '../templateValues';

/**
 * What somebody may do that nobody could before.
 *
 * @alpha
 */
export interface WidenedPermission {
  /** `allows …`, `no longer denies …`; the resource is what does so. */
  sentence: string;
  /**
   * Where that stands in the resource's resolved properties. Absent when it is
   * what is missing.
   */
  path?: Array<string | number>;
  /** `Sid` of the statement. */
  sid?: string;
}

type Properties = Record<string, unknown>;

/** A resource of one type in two states. */
interface Change {
  type: string;
  before: Properties;
  after: Properties;
}

/** Properties that give what a policy allows, without a statement. */
const attachments: Array<{
  types: RegExp;
  property: string;
  describe: (value: string) => string;
  describeLoss: (value: string) => string;
}> = [
  {
    types: /^AWS::IAM::(?:Role|User|Group)$/,
    property: 'ManagedPolicyArns',
    describe: arn => `allows what ${arn} allows`,
    describeLoss: arn => `no longer allows what ${arn} allows`,
  },
  ...['Role', 'User', 'Group'].map(kind => ({
    types: /^AWS::IAM::(?:Managed)?Policy$/,
    property: `${kind}s`,
    describe: (name: string) =>
      `applies to ${kind.toLowerCase()} ${name} as well`,
    describeLoss: (name: string) =>
      `no longer applies to ${kind.toLowerCase()} ${name}`,
  })),
];

/**
 * Compares the policies in a resource's properties before and after.
 *
 * Something is wider when the new policies allow what no one of the old
 * statements allowed, or when no one of the new statements denies what an old
 * one did. One statement covers another with wildcards and by having fewer
 * conditions or wider ones; where that is not certain, it does not: better one
 * line too many than one too few.
 */
export function widenedPermissions(change: Change): WidenedPermission[] {
  const { before, after } = change;
  const old = permissionStatements(before);
  const now = permissionStatements(after);
  const granted = now
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(statement =>
      uncovered(statement, old).map(permission => ({
        sentence: `allows ${permission}`,
        path: statement.path,
        ...(statement.sid !== undefined && { sid: statement.sid }),
      })),
    );
  const released = old
    .filter(({ effect }) => effect === 'Deny')
    .flatMap(statement =>
      uncovered(statement, now).map(permission => ({
        sentence: `no longer denies ${permission}`,
      })),
    );
  return [...granted, ...released, ...widenedAttachments(change)];
}

/**
 * The other way round: what nobody may do any more, as sentences of which the
 * resource is the subject.
 */
export function narrowedPermissions({ type, before, after }: Change): string[] {
  const old = permissionStatements(before);
  const now = permissionStatements(after);
  const taken = old
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(statement => uncovered(statement, now));
  const denied = now
    .filter(({ effect }) => effect === 'Deny')
    .flatMap(statement => uncovered(statement, old));
  const detached = attachedAnew({ type, before: after, after: before }).map(
    ({ describeLoss, value }) => describeLoss(value),
  );
  const { PermissionsBoundary: boundary } = after;
  return [
    ...taken.map(permission => `no longer allows ${permission}`),
    ...denied.map(permission => `denies ${permission}`),
    ...detached,
    ...(boundary === undefined || boundary === before.PermissionsBoundary
      ? []
      : [`is bounded by ${String(boundary)}`]),
  ];
}

/** What is attached after and was not before, with its place. */
function attachedAnew({ type, before, after }: Change) {
  return attachments
    .filter(({ types }) => types.test(type))
    .flatMap(({ property, ...words }) => {
      const old = items(before[property]);
      return items(after[property]).flatMap((value, index) =>
        old.includes(value)
          ? []
          : [{ ...words, value: String(value), path: [property, index] }],
      );
    });
}

function widenedAttachments(change: Change): WidenedPermission[] {
  const { before, after } = change;
  const attached = attachedAnew(change).map(({ describe, value, path }) => ({
    sentence: describe(value),
    path,
  }));
  const { PermissionsBoundary: boundary } = before;
  return boundary === undefined || boundary === after.PermissionsBoundary
    ? attached
    : [
        ...attached,
        {
          sentence: `is no longer bounded by ${String(boundary)}`,
          ...(after.PermissionsBoundary !== undefined && {
            path: ['PermissionsBoundary'],
          }),
        },
      ];
}

/**
 * What a statement says and no one of the others does, in as few phrases as
 * principals, actions and resources can be put together.
 */
function uncovered(
  statement: PermissionStatement,
  others: PermissionStatement[],
): string[] {
  const { principals = [undefined], tests } = statement;
  const { actions = [undefined], resources = [undefined] } = statement;
  const rivals = others.filter(
    other =>
      other.effect === statement.effect && coversTests(other.tests, tests),
  );
  const condition = tests
    .map(({ operator, key, values }) => `${operator} ${key} ${list(values)}`)
    .join(' and ');
  const open = gather(principals, principal =>
    gather(actions, action =>
      resources.filter(
        resource =>
          !rivals.some(rival =>
            coversTuple(rival, { principal, action, resource }),
          ),
      ),
    ),
  );
  return open.flatMap(({ members: who, shared }) =>
    shared.map(({ members: what, shared: where }) =>
      [
        [
          describeParts(who, 'everyone') &&
            `${describeParts(who, 'everyone')}:`,
          describeParts(what, 'everything'),
        ],
        [describeParts(where, 'everything')].map(text => text && `on ${text}`),
        [condition && `if ${condition}`],
      ]
        .flat()
        .filter(Boolean)
        .join(' '),
    ),
  );
}

/** Puts together the members for which the same is left; those without go. */
function gather<M, S>(
  members: M[],
  remainder: (member: M) => S[],
): Array<{ members: M[]; shared: S[] }> {
  const groups = new Map<string, { members: M[]; shared: S[] }>();
  for (const member of members) {
    const shared = remainder(member);
    if (shared.length > 0) {
      const key = JSON.stringify(shared);
      const group = groups.get(key) ?? { members: [], shared };
      group.members.push(member);
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}

function describeParts(
  parts: Array<PermissionPart | undefined>,
  all: string,
): string {
  return list(
    parts.flatMap(part => {
      if (part === undefined) {
        return [];
      }
      return 'except' in part
        ? `${all} except ${list(part.except)}`
        : part.text;
    }),
  );
}

function list(texts: string[]): string {
  return texts.join(', ');
}
