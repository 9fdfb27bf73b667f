import {
  GetAccountAuthorizationDetailsCommand,
  type ManagedPolicyDetail,
  type RoleDetail,
} from '@aws-sdk/client-iam';
import { type AccountReads, unlessUnread } from './AccountReads';
import { allPages } from './allPages';

interface Details {
  roles: ReadonlyMap<string, RoleDetail>;
  policies: ReadonlyMap<string, ManagedPolicyDetail>;
}

/**
 * What the roles of an account may do, read together when the first is asked for.
 * Where that is refused, or fails, each role is to be read by itself.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export class AccountRoles {
  #details?: Promise<Details | undefined>;

  constructor(private readonly reads: AccountReads) {}

  async role(arn: string, region: string): Promise<RoleDetail | undefined> {
    return (await this.#read(region))?.roles.get(arn);
  }

  /** A customer managed policy of the account. */
  async policy(
    arn: string,
    region: string,
  ): Promise<ManagedPolicyDetail | undefined> {
    return (await this.#read(region))?.policies.get(arn);
  }

  #read(region: string): Promise<Details | undefined> {
    this.#details ??= unlessUnread(this.#readAll(region), () => undefined);
    return this.#details;
  }

  async #readAll(region: string): Promise<Details> {
    const found = await allPages(async Marker => {
      const {
        RoleDetailList,
        Policies,
        Marker: next,
      } = await this.reads.read(
        'iam:GetAccountAuthorizationDetails',
        region,
        (to, options) =>
          to.iam.send(
            new GetAccountAuthorizationDetailsCommand({
              Filter: ['Role', 'LocalManagedPolicy'],
              MaxItems: 1_000,
              Marker,
            }),
            options,
          ),
      );
      return { items: [{ RoleDetailList, Policies }], next };
    });
    return {
      roles: new Map(
        found
          .flatMap(({ RoleDetailList = [] }) => RoleDetailList)
          .map(role => [role.Arn!, role]),
      ),
      policies: new Map(
        found
          .flatMap(({ Policies = [] }) => Policies)
          .map(policy => [policy.Arn!, policy]),
      ),
    };
  }
}
