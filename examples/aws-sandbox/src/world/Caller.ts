/**
 * The principal that makes a call.
 */
export interface Caller {
  type: 'Account' | 'User' | 'AssumedRole' | 'Service';
  /** Twelve digits. Of a service: the account that it works for. */
  account: string;
  /** As `sts:GetCallerIdentity` shows it; of a service its principal name. */
  arn: string;
  /** `aws:PrincipalArn`: of a session the ARN of its role. */
  principalArn: string;
  /** `aws:userid`, e.g. `AROA…:session`. */
  userId: string;
  /** Name of the user or role within the account. */
  name?: string;
  session?: Session;
}

/**
 * What came with `sts:AssumeRole`.
 */
export interface Session {
  name: string;
  /** Session policies; each bounds what the role allows. */
  policies: unknown[];
  /** Session tags. */
  tags: Record<string, string>;
  sourceIdentity?: string;
  issuedAt: Date;
}
