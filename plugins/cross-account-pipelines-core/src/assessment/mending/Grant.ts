import type { HopRequest } from '../../pipeline';

/**
 * What a policy should allow.
 */
export interface Grant {
  /** The refused requests. */
  requests: HopRequest[];
  /** Everything the hop asks for: a new statement covers it all at once. */
  allRequests: HopRequest[];
  /** Present for policies that name principals. */
  principal?: GrantPrincipal;
  /** Whether statements name resources: trust policies do not. */
  namesResources: boolean;
  /** In a key policy `*` means this key. */
  resource?: '*';
  /** Condition keys and their values, as far as they are known. */
  context: Record<string, string | string[]>;
}

export type GrantPrincipal =
  | {
      type: 'role';
      arn: string;
      account: string;
      partition: string;
      uniqueId?: string;
    }
  | {
      type: 'service';
      name: string;
      sourceAccount: string;
      sourceArn?: string;
    };

/** The ARN of a role's account, which need not change when the role does. */
export function accountRoot({
  account,
  partition,
}: {
  account: string;
  partition: string;
}): string {
  return `arn:${partition}:iam::${account}:root`;
}
