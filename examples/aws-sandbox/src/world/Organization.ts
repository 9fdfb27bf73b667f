/**
 * A policy of the organization.
 */
export interface OrganizationPolicy {
  name: string;
  document: unknown;
}

/** One list a level, from the root to the account. */
type Levels = OrganizationPolicy[][];

const fullAccess: OrganizationPolicy = {
  name: 'FullAWSAccess',
  document: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  },
};

const fullResourceAccess: OrganizationPolicy = {
  name: 'RCPFullAWSAccess',
  document: {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
    ],
  },
};

/**
 * The organization that the sandbox's accounts belong to: one root, and
 * policies on the root and on each account.
 */
export class Organization {
  readonly id = 'o-sandbox0001';
  readonly rootId = 'r-sand';
  /** Its principals and resources are not bound by the policies. */
  readonly managementAccount = '999999999999';

  private readonly serviceControl = new Map<string, Levels>();
  private readonly resourceControl = new Map<string, Levels>();

  /** `aws:PrincipalOrgPaths` of every member. */
  get path(): string {
    return `${this.id}/${this.rootId}/`;
  }

  /**
   * Puts policies on an account, instead of those put before and beside the
   * ones that allow everything.
   */
  attach(
    account: string,
    policies: {
      serviceControl?: OrganizationPolicy[];
      resourceControl?: OrganizationPolicy[];
    },
  ): void {
    this.serviceControl.set(account, [
      [fullAccess],
      [fullAccess, ...(policies.serviceControl ?? [])],
    ]);
    this.resourceControl.set(account, [
      [fullResourceAccess],
      [fullResourceAccess, ...(policies.resourceControl ?? [])],
    ]);
  }

  serviceControlPolicies(account: string): Levels {
    return this.serviceControl.get(account) ?? [[fullAccess], [fullAccess]];
  }

  resourceControlPolicies(account: string): Levels {
    return (
      this.resourceControl.get(account) ?? [
        [fullResourceAccess],
        [fullResourceAccess],
      ]
    );
  }
}
