import type { AwsAnswer } from '../reading/AwsAnswer';
import { isServicePrefix, serviceOfOperation } from '../reading/servicePrefix';
import { speaksOfAws } from '../reading/speaksOfAws';

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
export interface Refusal {
  /** Where in the line it begins and ends. */
  from: number;
  to: number;
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
  /** AWS only named the call and its answer. */
  bare?: boolean;
  /** It was the role that an action works with. */
  ofAction?: boolean;
  /** It carries an encoded message that its account can decode. */
  encoded?: boolean;
}

/** The most failures that are told apart in one text. */
const MOST = 6;

/** The most messages that are looked at to find them. */
const MOST_MESSAGES = 60;

const PHRASE =
  /(?:(?:not|n't) (?:have been )?(?:authorized|allowed) to (?:perform|call|invoke)|unauthorized to (?:perform|call)|not have authorization to perform|(?:does not|doesn't|do not|don't) have (?:the |sufficient )?permissions? to (?:perform|call|execute|invoke)|not authorized for|(?:missing|lacks?|lacking) (?:the )?(?:required )?(?:IAM )?permissions?)(?: the)?(?: (?:following )?(?:actions?|operations?|API|permissions?))?:? ?/gi;

const ACTION =
  /^["'`[(]{0,2}((?:[a-z][a-z0-9-]{1,30}:)?[A-Za-z][A-Za-z0-9*]{1,60})["'`\])]{0,2}/i;

const RESOURCE =
  /^[ ,]{0,2}(?:on|for|against|to|with)(?: the)?(?: (?:resources?|role|service role))?[: ]{1,2}["'`[]{0,2}(arn:[^\s"'`\],;]{1,400}|[^\s"'`\],;]{1,200})/i;

/** Resources that a message points at without naming them. */
const UNNAMED_RESOURCE =
  /^[ ,]{0,2}on (?:(?:the )?service role[.,]|the resource associated with this ciphertext|this resource|resource: \*)/i;

const LAYERS: Array<[RegExp, BlamedPolicy]> = [
  [/\bservice control polic|\bSCPs?\b/i, 'SCP'],
  [/\bresource control polic|\bRCPs?\b/i, 'RCP'],
  [/\bpermissions? boundar/i, 'boundary'],
  [/\bsessions? polic/i, 'session'],
  [/\bendpoint polic/i, 'endpoint'],
  [/\b(?:role )?trust polic/i, 'trust'],
  [/\bresource(?:-based|[ -]) ?polic/i, 'resource'],
  [/\bidentity(?:-based|[ -]) ?polic/i, 'identity'],
  [/\bBlockPublic(?:Acls|Policy)\b/i, 'public-access-block'],
];

const POLICY_ARN =
  /(?:polic(?:y|ies)|boundar(?:y|ies)):? ["'(]?(arn:aws[a-z-]{0,12}:(?:organizations|iam)::[^\s"',)]{1,300})/i;

/**
 * Finds the messages by which AWS says that a principal is not authorized, in
 * any of their forms: with or without resource, reason and policy, with an ARN
 * or a service as principal; and calls that AWS answered with a refusal and
 * nothing else.
 *
 * The forms are those of `IAM/latest/UserGuide/troubleshoot_access-denied` and
 * of the services that word it by themselves.
 */
export function parseRefusals(line: string, answers: AwsAnswer[]): Refusal[] {
  const matches = Array.from(line.matchAll(PHRASE)).slice(0, MOST_MESSAGES);
  const refusals = new Map<string, Refusal>();
  matches.forEach((match, index) => {
    const from = index === 0 ? 0 : matches[index - 1].index;
    const begin = Math.max(from, match.index - 420);
    const start = match.index + match[0].length;
    const end = Math.min(
      matches[index + 1]?.index ?? line.length,
      start + 1_600,
    );
    const refusal = readRefusal({
      before: line.slice(begin, match.index),
      after: line.slice(start, end),
      start,
      answer: answerAt(answers, match.index),
    });
    if (
      refusal &&
      refusals.size < MOST &&
      isOfAws(refusal, line.slice(begin, end))
    ) {
      const key = [refusal.principal, refusal.action, refusal.resource];
      refusals.set(key.join(' '), refusal);
    }
  });
  const told = Array.from(refusals.values());
  return told.length > 0 ? told : findBareRefusals(answers);
}

function isOfAws({ action, principal }: Refusal, near: string): boolean {
  const [service] = action.split(':');
  const isKnown = action.includes(':') && isServicePrefix(service);
  return isKnown || (principal ?? '').startsWith('arn:') || speaksOfAws(near);
}

function answerAt(answers: AwsAnswer[], at: number): AwsAnswer | undefined {
  return answers.findLast(answer => answer.at <= at && at - answer.at < 400);
}

const REFUSED =
  /^(?:AccessDenied|Unauthorized|NotAuthorized|AuthorizationError|Forbidden)(?:Exception|Operation|Error)?$/i;

/** Calls that were answered with a refusal, where AWS says no more. */
function findBareRefusals(answers: AwsAnswer[]): Refusal[] {
  const refused = answers.find(
    ({ service, operation, code }) =>
      service &&
      operation &&
      // S3 says the same of its bucket, its key and its object.
      (service !== 's3' || /Bucket|PublicAccessBlock/.test(operation)) &&
      REFUSED.test(code ?? ''),
  );
  if (!refused) {
    return [];
  }
  return [
    {
      from: refused.at,
      to: refused.at,
      action: `${refused.service}:${refused.operation}`,
      explicit: false,
      mayBeElsewhere: false,
      bare: true,
      ofAction: true,
    },
  ];
}

function readRefusal(options: {
  before: string;
  after: string;
  start: number;
  answer?: AwsAnswer;
}): Refusal | undefined {
  const { before, after, start, answer } = options;
  const action = ACTION.exec(after);
  if (!action || !isAction(action[1])) {
    return undefined;
  }
  const rest = after.slice(action[0].length);
  const unnamed = UNNAMED_RESOURCE.exec(rest);
  const resource = unnamed ? undefined : RESOURCE.exec(rest)?.[1];
  const name = trimEnd(resource);
  const principal = lastWord(before);
  const { reason, ...readings } = readReason(rest);
  return {
    from: start - (principal?.length ?? 0) - 40,
    to: start + action[0].length + (resource?.length ?? 0) + reason,
    principal,
    ofAction:
      /\b(?:provided|action) role(?: (?:is|does|do))?$/i.test(
        before.trimEnd(),
      ) || undefined,
    action: withService(action[1], answer),
    resource: name === '*' ? undefined : name,
    encoded: /Encoded authorization failure message/i.test(rest) || undefined,
    ...readings,
  };
}

/** The word before `is not authorized`, without its quotes. */
function lastWord(before: string): string | undefined {
  const words = before
    .trimEnd()
    .replace(/(?:^| )(?:is|are|was|has|could|does|do)$/, '');
  const word = /[^\s"'`{[(]{1,400}$/.exec(words.replace(/["'`)\]]$/, ''))?.[0];
  const name = word?.replace(/[\],:]{1,2}$/, '') ?? '';
  const isNobody =
    /^(?:user|caller|role|principal|you|it|account|\w*(?:Denied|Exception|Error)|\W*)$/i.test(
      name,
    );
  return isNobody ? undefined : name;
}

/** A bare word is an action only if it is written like an API operation. */
function isAction(word: string): boolean {
  return word.includes(':') || /^[A-Z][a-z]+[A-Z]/.test(word);
}

/** CodePipeline and CodeBuild leave the service of `AssumeRole` out. */
function withService(action: string, answer?: AwsAnswer): string {
  if (action.includes(':')) {
    return action;
  }
  if (/^AssumeRole/.test(action)) {
    return `sts:${action}`;
  }
  const service = serviceOfOperation(action) ?? answer?.service;
  return service ? `${service}:${action}` : action;
}

interface RefusalReason
  extends Pick<Refusal, 'blamed' | 'explicit' | 'policy' | 'mayBeElsewhere'> {
  /** Its length in characters. */
  reason: number;
}

function readReason(rest: string): RefusalReason {
  const mayBeElsewhere =
    /because the resource does not exist in this Region/i.test(rest);
  const explicit = /\bexplicit(?:ly)? den(?:y|ies|ied)\b/i.test(rest);
  if (mayBeElsewhere) {
    return { blamed: 'resource', explicit: false, mayBeElsewhere, reason: 200 };
  }
  // What follows "transitively through" is what really denied.
  const reason =
    /(?:\bbecause\b|\bexplicit(?:ly)? den|\btransitively through\b).{0,400}/i.exec(
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
    policy: trimEnd(POLICY_ARN.exec(telling)?.[1]),
    mayBeElsewhere,
    reason: reason ? 160 : 0,
  };
}

function trimEnd(name: string | undefined): string | undefined {
  return name?.replace(/[.:,;)}\]]{1,9}$/, '') || undefined;
}
