import type { ErrorNames } from '../Explanation';

/**
 * An ARN as it stands in an error text. Account ids may be masked there.
 */
export interface WrittenArn {
  text: string;
  service: string;
  region: string;
  account: string;
  resource: string;
}

const ARN =
  /\barn:aws[a-z-]{0,12}:([a-z0-9-]{1,30}):([a-z0-9-]{0,30}|[^\s:"',]{0,20}):([^\s:"',]{0,60}):([^\s"'`,;()]{1,400})/g;

/**
 * All ARNs of a text, in its order.
 */
function findArns(line: string): WrittenArn[] {
  return Array.from(line.matchAll(ARN), match => {
    const resource = trimEnd(match[4]);
    return {
      text: match[0].slice(0, match[0].length - match[4].length) + resource,
      service: match[1],
      region: match[2],
      account: match[3],
      resource,
    };
  });
}

/**
 * The one ARN that a text is, or undefined.
 */
export function readArn(text: string | undefined): WrittenArn | undefined {
  if (!text?.startsWith('arn:')) {
    return undefined;
  }
  return findArns(text)[0];
}

/**
 * The account that has to change can only be named when the text has all
 * twelve digits of it.
 */
export function wholeAccount(account: string | undefined): string | undefined {
  return account && /^\d{12}$/.test(account) ? account : undefined;
}

/**
 * The kinds of caller that AWS's own session names tell apart.
 */
export type CallerKind =
  | 'service'
  | 'user'
  | 'root'
  | 'build'
  | 'stack'
  | 'instance'
  | 'person'
  | 'role'
  | 'unknown';

/**
 * Who called.
 */
export interface Caller {
  kind: CallerKind;
  /** Name of the role, user or service. */
  name: string;
  account?: string;
  /** For a sentence: `role x in 111111111111`. */
  description: string;
}

const SESSIONS: Array<{ session: RegExp; kind: CallerKind; as: string }> = [
  { session: /^AWSCodeBuild-/, kind: 'build', as: 'build role' },
  { session: /^AWSCloudFormation$/, kind: 'stack', as: 'deploy role' },
  { session: /^i-[0-9a-f]{8,17}$/, kind: 'instance', as: 'instance role' },
];

/**
 * Reads the principal of an error text.
 */
export function readCaller(principal: string): Caller {
  const arn = readArn(principal);
  if (!arn) {
    const kind =
      /^(?:CodePipeline|CodeBuild|CodeDeploy|Lambda|.*\.amazonaws\.com(?:\.cn)?)$/i.test(
        principal,
      )
        ? 'service'
        : 'unknown';
    return { kind, name: principal, description: principal };
  }
  const [type, ...path] = arn.resource.split('/');
  const place = arn.account ? ` in ${arn.account}` : '';
  if (type === 'assumed-role') {
    const [name, session = ''] = path;
    const known = SESSIONS.find(entry => entry.session.test(session));
    const person = name.startsWith('AWSReservedSSO_') ? 'person' : 'role';
    return {
      kind: known?.kind ?? person,
      name,
      account: arn.account,
      description: `${known?.as ?? 'role'} ${name}${place}`,
    };
  }
  const name = path.at(-1) ?? arn.resource;
  const kind = arn.resource === 'root' ? 'root' : type;
  return {
    kind:
      kind === 'user' || kind === 'root' || kind === 'role' ? kind : 'unknown',
    name,
    account: arn.account,
    description:
      kind === 'root'
        ? `the root of ${arn.account}`
        : `${type} ${name}${place}`,
  };
}

/**
 * The names that any error text may carry, whatever it says.
 */
export function findNames(line: string): ErrorNames {
  const arns = findArns(line);
  const ofService = (...services: string[]) =>
    arns.find(arn => services.includes(arn.service));
  const role = arns.find(
    arn => arn.service === 'iam' && arn.resource.startsWith('role/'),
  );
  const key = ofService('kms');
  const connection = ofService('codestar-connections', 'codeconnections');
  const stack = arns.find(
    arn =>
      arn.service === 'cloudformation' && arn.resource.startsWith('stack/'),
  );
  const object = ofService('s3')?.resource;
  const account = arns.find(arn => wholeAccount(arn.account))?.account;
  return withoutAbsent({
    role: role?.text,
    bucket:
      object?.split('/')[0] ?? /\bs3:\/\/([a-z0-9.-]{3,63})/.exec(line)?.[1],
    objectKey: object?.includes('/')
      ? object.slice(object.indexOf('/') + 1)
      : undefined,
    key: key?.text,
    connection: connection?.text,
    stack: stack?.resource.split('/')[1],
    repository: ofService('ecr', 'codecommit')?.text,
    account,
  });
}

/** Leaves out what is undefined, so that merged names do not hide others. */
export function withoutAbsent(names: ErrorNames): ErrorNames {
  return Object.fromEntries(
    Object.entries(names).filter(([, value]) => value !== undefined),
  );
}

function trimEnd(resource: string): string {
  return resource.replace(/[.:>\]}]{1,9}$/, '');
}
