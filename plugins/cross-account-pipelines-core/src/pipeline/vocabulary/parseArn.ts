/**
 * The parts of an ARN.
 *
 * See `IAM/latest/UserGuide/reference-arns`.
 */
export interface Arn {
  partition: string;
  service: string;
  /** Empty for global services. */
  region: string;
  /** Empty where ARNs name no account, as for buckets. */
  account: string;
  /** What is left, colons and slashes included. */
  resource: string;
}

/**
 * Takes an ARN apart; `undefined` when the text is none. The account is not
 * checked: templates produce `undefined` and eleven digits alike, and whoever
 * asks wants to name them.
 *
 * @alpha
 */
export function parseArn(text: string): Arn | undefined {
  const parts = splitArn(text);
  if (parts.length < 6 || parts[0] !== 'arn') {
    return undefined;
  }
  return {
    partition: parts[1],
    service: parts[2],
    region: parts[3],
    account: parts[4],
    resource: parts.slice(5).join(':'),
  };
}

/** A part that nobody knows yet, `{{resolve:ssm:…}}`, is kept whole. */
function splitArn(text: string): string[] {
  return text.includes('{{')
    ? text.split(/:(?!(?:(?!\{\{).)*?\}\})/s)
    : text.split(':');
}

/**
 * The account in an ARN, or nothing.
 *
 * @alpha
 */
export function accountOf(arn: string | undefined): string | undefined {
  if (!arn?.startsWith('arn:')) {
    return undefined;
  }
  // Asked for every hop of every link: without taking the whole ARN apart.
  let start = 4;
  for (let colons = 0; colons < 3; colons++) {
    start = arn.indexOf(':', start) + 1;
    if (start === 0) {
      return undefined;
    }
  }
  // An account that nobody knows yet is kept whole: {{resolve:ssm:…}}.
  const from = arn.startsWith('{{', start) ? arn.indexOf('}}', start) : start;
  const end = arn.indexOf(':', from);
  return end > start ? arn.slice(start, end) : undefined;
}

/**
 * The last part of an ARN's resource, by which people know it: the name of a
 * role without its path, the id of a key. A part that nobody knows yet,
 * `{{…}}`, stays whole.
 *
 * @alpha
 */
export function shortName(arn: string): string {
  const open = arn.indexOf('{{');
  const end = open < 0 ? arn.length : open;
  return arn.slice(
    Math.max(arn.lastIndexOf('/', end), arn.lastIndexOf(':', end)) + 1,
  );
}
