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

/**
 * An organizational unit.
 */
export interface OrganizationalUnit {
  /** `ou-…`. */
  id: string;
  name: string;
  /** The unit or root above it. */
  parent: string;
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
 * The organization that the sandbox's accounts belong to: one root, units, and
 * policies on the root, on units and on accounts.
 */
export class Organization {
  readonly id = 'o-sandbox0001';
  readonly rootId = 'r-sand';
  /** Its principals and resources are not bound by the policies. */
  readonly managementAccount = '999999999999';

  /** Services that may work in it, by the names of their principals. */
  readonly trustedServices = new Set<string>();
  /** Accounts that act for it, by the service that they do it for. */
  readonly delegatedAdministrators = new Map<string, Set<string>>();
  /** By id. */
  readonly units = new Map<string, OrganizationalUnit>();
  /** The unit or root that an account is in, by account. */
  private readonly parents = new Map<string, string>();
  /** By root, unit or account, and type. */
  private readonly attached = new Map<string, AttachedPolicy[]>();

  addUnit(unit: OrganizationalUnit): void {
    this.units.set(unit.id, unit);
  }

  /** Puts an account or unit into a unit. */
  move(child: string, parent: string): void {
    const unit = this.units.get(child);
    if (unit) {
      unit.parent = parent;
    } else {
      this.parents.set(child, parent);
    }
  }

  /** The unit or root above an account or unit. */
  parentOf(child: string): string {
    return (
      this.units.get(child)?.parent ?? this.parents.get(child) ?? this.rootId
    );
  }

  /** From the root down to an account or unit itself. */
  private lineOf(target: string): string[] {
    return target === this.rootId
      ? [target]
      : [...this.lineOf(this.parentOf(target)), target];
  }

  /** Whether an account or unit is in the root or a unit, or below it. */
  contains(parent: string, child: string): boolean {
    return this.lineOf(child).slice(0, -1).includes(parent);
  }

  /** `aws:PrincipalOrgPaths` of a member. */
  pathOf(account: string): string {
    return [this.id, ...this.lineOf(account).slice(0, -1), ''].join('/');
  }

  /**
   * Puts policies on the root, a unit or an account, instead of those put before
   * and beside the ones that allow everything.
   */
  attach(
    target: string,
    policies: {
      serviceControl?: OrganizationPolicy[];
      resourceControl?: OrganizationPolicy[];
    },
  ): void {
    this.put(target, 'SERVICE_CONTROL_POLICY', policies.serviceControl);
    this.put(target, 'RESOURCE_CONTROL_POLICY', policies.resourceControl);
  }

  /** One list a level, from the root to the account. */
  policiesFor(
    account: string,
    type: OrganizationPolicyType,
  ): AttachedPolicy[][] {
    return this.lineOf(account).map(target => this.attachedTo(target, type));
  }

  /** What is attached to the root, a unit or an account itself. */
  attachedTo(target: string, type: OrganizationPolicyType): AttachedPolicy[] {
    return this.attached.get(`${target} ${type}`) ?? [defaults[type]];
  }

  findPolicy(id: string): AttachedPolicy | undefined {
    return [
      ...Object.values(defaults),
      ...[...this.attached.values()].flat(),
    ].find(policy => policy.id === id);
  }

  private put(
    target: string,
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
    this.attached.set(`${target} ${type}`, [defaults[type], ...attached]);
  }
}
