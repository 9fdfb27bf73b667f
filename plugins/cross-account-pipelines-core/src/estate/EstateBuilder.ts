import { unforeseenAt } from '../policy/unforeseen';
import { awsManagedPolicy, deniesNothing } from './awsManagedPolicies';
import { emptyAccount } from './emptyAccount';
import type { Estate, EstateAccount, RolePolicy, RoleState } from './Estate';
import { noteRefusals } from './noteRefusals';
import { PolicyTexts } from './PolicyTexts';

/**
 * Gathers accounts piece by piece. Policies that roles name by ARN are looked up
 * at the end, when all are known.
 */
export class EstateBuilder {
  readonly policyTexts = new PolicyTexts();
  private readonly accounts: Record<string, EstateAccount> = {};
  private readonly managedPolicies = new Map<string, RolePolicy>();
  private readonly rolesByName = new Map<string, RoleState>();
  private readonly attachments: Array<{ role: RoleState; arn: string }> = [];
  private readonly boundaries: Array<{ role: RoleState; arn: string }> = [];

  /** @param absent - why a policy is not known that nothing here makes */
  constructor(private readonly absent = 'it is in none of the templates') {}

  /** An account whose templates say all that there is. */
  account(id: string): EstateAccount {
    this.accounts[id] ??= { ...accountOfTemplates(id), complete: true };
    return this.accounts[id];
  }

  /** An account that may hold more than is known of it. */
  partialAccount(id: string): EstateAccount {
    this.accounts[id] ??= accountOfTemplates(id);
    return this.accounts[id];
  }

  addRole(account: EstateAccount, name: string, role: RoleState) {
    account.roles[role.arn] = role;
    this.rolesByName.set(`${account.id} ${name}`, role);
  }

  role(account: EstateAccount, name: string): RoleState | undefined {
    return this.rolesByName.get(`${account.id} ${name}`);
  }

  addManagedPolicy(policy: RolePolicy & { arn: string }) {
    this.managedPolicies.set(policy.arn, policy);
  }

  attach(role: RoleState, arn: string) {
    this.attachments.push({ role, arn });
  }

  bound(role: RoleState, arn: string) {
    this.boundaries.push({ role, arn });
  }

  build(): Estate {
    for (const { role, arn } of this.attachments) {
      if (!role.policies.some(policy => policy.arn === arn)) {
        role.policies.push(this.managedPolicy(arn));
      }
    }
    for (const { role, arn } of this.boundaries) {
      role.permissionsBoundary = this.managedPolicy(arn);
    }
    Object.values(this.accounts).forEach(noteRefusals);
    return { origin: 'predicted', accounts: this.accounts };
  }

  private managedPolicy(arn: string): RolePolicy {
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    const own = this.managedPolicies.get(arn);
    if (own) {
      return own;
    }
    const document = awsManagedPolicy(arn);
    return document === undefined
      ? {
          name,
          arn,
          unreadable: unforeseenAt(arn) ?? this.absent,
          deniesNothing: deniesNothing(arn) || undefined,
        }
      : { name, arn, document };
  }
}

/** With a record for everything that templates make. */
function accountOfTemplates(id: string): EstateAccount {
  return {
    ...emptyAccount(id),
    projects: {},
    connections: {},
    deploymentGroups: {},
    stacks: {},
    repositories: {},
    eventBuses: {},
    eventRules: {},
  };
}
