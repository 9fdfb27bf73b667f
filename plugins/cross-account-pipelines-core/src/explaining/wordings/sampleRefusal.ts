/** The pipeline account of the wordings. */
export const A = '111111111111';

/** A target account of theirs. */
export const B = '222222222222';

/** The session of a role. */
export function session(
  account: string,
  role: string,
  name = '1690000000000',
): string {
  return `arn:aws:sts::${account}:assumed-role/${role}/${name}`;
}

/** An authorization message in the form that AWS documents. */
export function refused(
  action: string,
  resource: string,
  reason = '',
  principal = session(A, 'service'),
): string {
  return `User: ${principal} is not authorized to perform: ${action} on resource: ${resource}${reason}`;
}
