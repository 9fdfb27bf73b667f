/**
 * The kind of policy that an authorization message blames.
 */
export type BlamedPolicy =
  | 'identity'
  | 'resource'
  | 'trust'
  | 'boundary'
  | 'session'
  | 'SCP'
  | 'RCP'
  | 'endpoint'
  | 'public-access-block';

/**
 * One authorization message, taken apart.
 */
export interface AuthorizationFailure {
  /** ARN or service name; absent where the message names nobody. */
  principal?: string;
  /** e.g. `sts:AssumeRole`; the service is added where AWS leaves it out. */
  action: string;
  /** ARN or name; absent where the message names none. */
  resource?: string;
  /** Absent where the message does not say. */
  blamed?: BlamedPolicy;
  /** Whether a statement denies, rather than none allowing. */
  explicit: boolean;
  /** The policy that denied, where AWS names it. */
  policy?: string;
  /** KMS's wording for: denied by the key policy, or not in this Region. */
  mayBeElsewhere: boolean;
}

/** The most failures that are told apart in one text. */
const MOST = 6;

/** The most messages that are looked at to find them. */
const MOST_MESSAGES = 60;

const PHRASE =
  /(?:(?:not authorized|unauthorized) to (?:perform|call)|(?:does not|doesn't) have permissions? to (?:perform|call))(?: the)?(?: (?:following )?(?:action|operation)s?)?:? ?/gi;

const ACTION =
  /^["'[(]{0,2}((?:[a-z][a-z0-9-]{1,30}:)?[A-Za-z][A-Za-z0-9*]{1,60})["'\])]{0,2}/i;

const RESOURCE =
  /^[ ,]{0,2}(?:on|for|against)(?: the)?(?: (?:resources?|role|service role))?[: ]{1,2}["'`[]{0,2}(arn:[^\s"'`\],;]{1,400}|[^\s"'`\],;]{1,200})/i;

/** Resources that a message points at without naming them. */
const UNNAMED_RESOURCE =
  /^[ ,]{0,2}on (?:the resource associated with this ciphertext|this resource|resource: \*)/i;

const LAYERS: Array<[RegExp, BlamedPolicy]> = [
  [/\bservice control polic/i, 'SCP'],
  [/\bresource control polic/i, 'RCP'],
  [/\bpermissions? boundar/i, 'boundary'],
  [/\bsessions? polic/i, 'session'],
  [/\bendpoint polic/i, 'endpoint'],
  [/\b(?:role )?trust polic/i, 'trust'],
  [/\bresource-based polic/i, 'resource'],
  [/\bidentity-based polic/i, 'identity'],
  [/\bBlockPublic(?:Acls|Policy)\b/i, 'public-access-block'],
];

const GUARDRAIL_ARN =
  /(?:polic(?:y|ies)|boundary):? ["'(]?(arn:aws[a-z-]{0,12}:(?:organizations|iam)::[^\s"',)]{1,300})/i;

/**
 * Finds the messages by which AWS says that a principal is not authorized, in
 * any of their forms: with or without resource and reason, with an ARN or a
 * service as principal.
 *
 * The forms are those of `IAM/latest/UserGuide/troubleshoot_access-denied` and
 * of the services that word it by themselves.
 */
export function parseAuthorizationFailures(
  line: string,
): AuthorizationFailure[] {
  const matches = Array.from(line.matchAll(PHRASE)).slice(0, MOST_MESSAGES);
  const failures = new Map<string, AuthorizationFailure>();
  matches.forEach((match, index) => {
    const from = index === 0 ? 0 : matches[index - 1].index;
    const before = line.slice(Math.max(from, match.index - 420), match.index);
    const end = matches[index + 1]?.index ?? line.length;
    const start = match.index + match[0].length;
    const after = line.slice(start, Math.min(end, start + 1_600));
    const failure = readFailure(before, after);
    if (failure && failures.size < MOST) {
      failures.set(
        [failure.principal, failure.action, failure.resource].join(' '),
        failure,
      );
    }
  });
  return Array.from(failures.values());
}

function readFailure(
  before: string,
  after: string,
): AuthorizationFailure | undefined {
  const action = ACTION.exec(after);
  if (!action || !isAction(action[1])) {
    return undefined;
  }
  const rest = after.slice(action[0].length);
  const unnamed = UNNAMED_RESOURCE.exec(rest);
  const resource = unnamed ? undefined : RESOURCE.exec(rest)?.[1];
  const name = trimEnd(resource);
  return {
    principal: lastWord(before),
    action: withService(action[1]),
    resource: name === '*' ? undefined : name,
    ...readReason(rest),
  };
}

/** The word before `is not authorized`, without its quotes. */
function lastWord(before: string): string | undefined {
  const words = before.trimEnd().replace(/ (?:is|are|was)$/, '');
  const word = words.slice(words.lastIndexOf(' ') + 1);
  const name = word.replace(/^["'`([]{1,2}|["'`)\]]{1,2}$/g, '');
  const isNobody = /^(?:user|caller|role|it|\W*)$/i.test(name);
  return isNobody ? undefined : name;
}

/** A bare word is an action only if it is written like an API operation. */
function isAction(word: string): boolean {
  return word.includes(':') || /^[A-Z][a-z]+[A-Z]/.test(word);
}

/** CodePipeline and CodeBuild leave the service of `AssumeRole` out. */
function withService(action: string): string {
  return /^AssumeRole/.test(action) ? `sts:${action}` : action;
}

function readReason(
  rest: string,
): Pick<
  AuthorizationFailure,
  'blamed' | 'explicit' | 'policy' | 'mayBeElsewhere'
> {
  const mayBeElsewhere =
    /because the resource does not exist in this Region/i.test(rest);
  const explicit = /\bexplicit(?:ly)? den(?:y|ies|ied)\b/i.test(rest);
  if (mayBeElsewhere) {
    return { blamed: 'resource', explicit: false, mayBeElsewhere };
  }
  // What follows "transitively through" is what really denied.
  const reason =
    /(?:\bbecause\b|\bexplicit(?:ly)? den|\btransitively through\b).{0,240}/i.exec(
      rest,
    )?.[0];
  const telling = reason?.split(/transitively through/i).at(-1) ?? '';
  const earliest = LAYERS.map(([pattern, layer]) => ({
    at: pattern.exec(telling)?.index ?? -1,
    layer,
  }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0];
  return {
    blamed: earliest?.layer,
    explicit,
    policy: trimEnd(GUARDRAIL_ARN.exec(telling)?.[1]),
    mayBeElsewhere,
  };
}

function trimEnd(name: string | undefined): string | undefined {
  return name?.replace(/[.:,;)}\]]{1,9}$/, '') || undefined;
}
