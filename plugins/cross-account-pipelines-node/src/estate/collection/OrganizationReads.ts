import {
  AWSOrganizationsNotInUseException,
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListParentsCommand,
  ListPoliciesForTargetCommand,
  type PolicySummary,
  type PolicyType,
} from '@aws-sdk/client-organizations';
import type { EstateAccount, Guardrails, RolePolicy } from '../Estate';
import { unlessUnread, type AccountReads } from './AccountReads';
import { allPages } from './allPages';

type Membership = Pick<
  EstateAccount,
  'organizationId' | 'organizationPath' | 'guardrails'
>;

/**
 * Reads an organization with the credentials of one account that may. What
 * accounts share, units and policies, is read once.
 *
 * See `organizations/latest/userguide/orgs_delegate_policies` on who may.
 */
export class OrganizationReads {
  private readonly paths = new Map<string, Promise<string[]>>();
  private readonly attached = new Map<string, Promise<RolePolicy[]>>();
  private readonly policies = new Map<string, Promise<RolePolicy>>();

  /**
   * @param region - any of the partition; AWS Organizations has none
   */
  constructor(
    private readonly reads: AccountReads,
    private readonly region: string,
  ) {}

  /**
   * The policies that bind an account, level by level from the root.
   *
   * @throws what `AccountReads.read` throws when the account's place in the
   * organization cannot be read
   */
  async readGuardrails(account: string): Promise<{
    /** From the root to the unit that the account is in. */
    path: string[];
    guardrails: Guardrails;
  }> {
    const path = await this.pathTo(account);
    const levels = [...path, account];
    const [serviceControlPolicies, resourceControlPolicies] = await Promise.all(
      (['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const).map(
        type => unlessUnread(this.readLevels(levels, type), () => undefined),
      ),
    );
    return {
      path,
      guardrails: { serviceControlPolicies, resourceControlPolicies },
    };
  }

  /** A type of policies that is not turned on is attached nowhere. */
  private async readLevels(
    levels: string[],
    type: PolicyType,
  ): Promise<RolePolicy[][]> {
    const policies = await Promise.all(
      levels.map(target => this.attachedTo(target, type)),
    );
    return policies.every(level => level.length === 0) ? [] : policies;
  }

  private pathTo(child: string): Promise<string[]> {
    return once(this.paths, child, async () => {
      const { Parents } = await this.reads.read(
        'organizations:ListParents',
        this.region,
        (to, options) =>
          to.organizations.send(
            new ListParentsCommand({ ChildId: child }),
            options,
          ),
      );
      const { Id, Type } = Parents![0];
      return Type === 'ROOT' ? [Id!] : [...(await this.pathTo(Id!)), Id!];
    });
  }

  private attachedTo(target: string, type: PolicyType): Promise<RolePolicy[]> {
    return once(this.attached, `${target} ${type}`, async () => {
      const summaries = await allPages(async NextToken => {
        const page = await this.reads.read(
          'organizations:ListPoliciesForTarget',
          this.region,
          (to, options) =>
            to.organizations.send(
              new ListPoliciesForTargetCommand({
                TargetId: target,
                Filter: type,
                NextToken,
              }),
              options,
            ),
        );
        return { items: page.Policies, next: page.NextToken };
      });
      return Promise.all(summaries.map(summary => this.readPolicy(summary)));
    });
  }

  private readPolicy({ Id, Arn, Name }: PolicySummary): Promise<RolePolicy> {
    return once(this.policies, Id!, () => {
      const policy = { name: Name!, arn: Arn };
      return unlessUnread(
        this.reads
          .read('organizations:DescribePolicy', this.region, (to, options) =>
            to.organizations.send(
              new DescribePolicyCommand({ PolicyId: Id }),
              options,
            ),
          )
          .then(answer => ({
            ...policy,
            document: JSON.parse(answer.Policy!.Content!) as unknown,
          })),
        unreadable => ({ ...policy, unreadable }),
      );
    });
  }
}

function once<T>(
  kept: Map<string, Promise<T>>,
  key: string,
  read: () => Promise<T>,
): Promise<T> {
  const known = kept.get(key) ?? read();
  kept.set(key, known);
  return known;
}

/**
 * What an account may say itself about its organization. One that is in none
 * has no guardrails.
 *
 * @returns nothing where the account may not say it
 */
export async function readMembership(
  reads: AccountReads,
  region: string,
): Promise<Membership> {
  return unlessUnread(
    reads.read(
      'organizations:DescribeOrganization',
      region,
      async (to, options) => {
        try {
          const { Organization } = await to.organizations.send(
            new DescribeOrganizationCommand({}),
            options,
          );
          const isManagementAccount =
            Organization!.MasterAccountId === reads.account;
          return {
            organizationId: Organization!.Id,
            ...(isManagementAccount && { guardrails: { isManagementAccount } }),
          };
        } catch (error) {
          if (error instanceof AWSOrganizationsNotInUseException) {
            const none: Guardrails = {
              serviceControlPolicies: [],
              resourceControlPolicies: [],
            };
            return { guardrails: none };
          }
          throw error;
        }
      },
    ),
    () => ({}),
  );
}
