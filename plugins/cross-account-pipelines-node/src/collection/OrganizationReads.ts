import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListParentsCommand,
  ListPoliciesForTargetCommand,
  type PolicySummary,
  type Organization,
  type PolicyType,
} from '@aws-sdk/client-organizations';
import type {
  EstateAccount,
  RolePolicy,
} from 'backstage-plugin-cross-account-pipelines-core';
import { unlessUnread, type AccountReads } from './AccountReads';
import { allPages } from './allPages';

/** What an account's organization makes of it. */
export type Membership = Required<
  Pick<EstateAccount, 'organizationId' | 'organizationPath' | 'guardrails'>
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
  private organization?: Promise<Organization>;

  /**
   * @param region - any of the partition; AWS Organizations has none
   */
  constructor(
    private readonly reads: AccountReads,
    private readonly region: string,
  ) {}

  /**
   * An account's place and the policies that bind it, level by level from the
   * root.
   *
   * @throws AbsentError for an account that is not in the organization
   * @throws what `AccountReads.read` throws when the account's place cannot be
   * read
   */
  async readMembership(account: string): Promise<Membership> {
    const { Id: id, MasterAccountId } = await (this.organization ??=
      this.describe());
    const path = await this.pathTo(account);
    const membership = {
      organizationId: id!,
      organizationPath: `${[id, ...path].join('/')}/`,
    };
    if (account === MasterAccountId) {
      return { ...membership, guardrails: { isManagementAccount: true } };
    }
    const levels = [...path, account];
    const reasons: string[] = [];
    const [serviceControlPolicies, resourceControlPolicies] = await Promise.all(
      (['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const).map(
        type =>
          unlessUnread(this.readLevels(levels, type), reason => {
            reasons.push(reason);
            return undefined;
          }),
      ),
    );
    return {
      ...membership,
      guardrails: {
        serviceControlPolicies,
        resourceControlPolicies,
        ...(reasons.length > 0 && { unreadable: reasons[0] }),
      },
    };
  }

  private async describe(): Promise<Organization> {
    const answer = await this.reads.read(
      'organizations:DescribeOrganization',
      this.region,
      (to, options) =>
        to.organizations.send(new DescribeOrganizationCommand({}), options),
    );
    return answer.Organization!;
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
            document: this.reads.policyTexts.read(answer.Policy!.Content!),
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
