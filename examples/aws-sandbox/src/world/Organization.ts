import { randomLetters } from './identifiers';

/**
 * A policy for the organization.
 */
export interface OrganizationPolicy {
  name: string;
  document: unknown;
}

export type OrganizationPolicyType =
  | 'SERVICE_CONTROL_POLICY'
  | 'RESOURCE_CONTROL_POLICY';

/**
 * A policy that the organization has.
 */
export interface AttachedPolicy extends OrganizationPolicy {
  /** `p-…`. */
  id: string;
  arn: string;
  type: OrganizationPolicyType;
  awsManaged: boolean;
}

const ID_LENGTH = 8;

function awsManaged(
  type: OrganizationPolicyType,
  name: string,
  statement: object,
): AttachedPolicy {
  const id = `p-${name}`;
  return {
    id,
    arn: `arn:aws:organizations::aws:policy/${type.toLowerCase()}/${id}`,
    name,
    type,
    awsManaged: true,
    document: { Version: '2012-10-17', Statement: [statement] },
  };
}

/** What every root, unit and account has unless it is taken away. */
const defaults: Record<OrganizationPolicyType, AttachedPolicy> = {
  SERVICE_CONTROL_POLICY: awsManaged(
    'SERVICE_CONTROL_POLICY',
    'FullAWSAccess',
    {
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
    },
  ),
  RESOURCE_CONTROL_POLICY: awsManaged(
    'RESOURCE_CONTROL_POLICY',
    'RCPFullAWSAccess',
    { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
  ),
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

  /** One list a level, by account and type. */
  private readonly levels = new Map<string, AttachedPolicy[][]>();

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
    this.put(account, 'SERVICE_CONTROL_POLICY', policies.serviceControl);
    this.put(account, 'RESOURCE_CONTROL_POLICY', policies.resourceControl);
  }

  /** One list a level, from the root to the account. */
  policiesFor(
    account: string,
    type: OrganizationPolicyType,
  ): AttachedPolicy[][] {
    const key = `${account} ${type}`;
    let levels = this.levels.get(key);
    if (!levels) {
      levels = [[defaults[type]], [defaults[type]]];
      this.levels.set(key, levels);
    }
    return levels;
  }

  /** What is attached to the root or to one account itself. */
  attachedTo(target: string, type: OrganizationPolicyType): AttachedPolicy[] {
    const [atRoot, atAccount] = this.policiesFor(target, type);
    return target === this.rootId ? atRoot : atAccount;
  }

  findPolicy(id: string): AttachedPolicy | undefined {
    return [
      ...Object.values(defaults),
      ...[...this.levels.values()].flat(2),
    ].find(policy => policy.id === id);
  }

  private put(
    account: string,
    type: OrganizationPolicyType,
    policies: OrganizationPolicy[] = [],
  ): void {
    const attached = policies.map(policy => {
      const id = `p-${randomLetters(ID_LENGTH).toLowerCase()}`;
      return {
        ...policy,
        id,
        arn: `arn:aws:organizations::${this.managementAccount}:policy/${
          this.id
        }/${type.toLowerCase()}/${id}`,
        type,
        awsManaged: false,
      };
    });
    this.levels.set(`${account} ${type}`, [
      [defaults[type]],
      [defaults[type], ...attached],
    ]);
  }
}
