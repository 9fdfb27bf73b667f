import {
  type CallAs,
  DescribeOrganizationsAccessCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeOrganizationCommand,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
} from '@aws-sdk/client-organizations';
import { ConflictError, isError } from '@backstage/errors';
import type {
  StackManifest,
  StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import { parseTemplate } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AwsAccountClients, AwsClients, AwsPurpose } from '../../aws';
import { StoppedWaitingError } from '../stack/StoppedWaitingError';
import { hasStackSet } from '../stackSet/instanceGroups';

/** What StackSets with service-managed permissions of a stack work in. */
interface ServiceManaged extends StackPlace {
  callAs: CallAs;
  units: string[];
  /** That the stack names, each once. Of whole units none. */
  accounts: string[];
}

/**
 * Makes sure that StackSets with service-managed permissions can be deployed:
 * StackSets may work in the organization, the account that has them may ask it to,
 * and their accounts are where StackSets deploys to: in the units, and none of them
 * the management account.
 *
 * What the portal may not read is left for the deployment.
 *
 * @throws ConflictError that says what is in the way
 * @throws StoppedWaitingError when the signal is aborted
 */
export async function requireOrganizationAccess(options: {
  manifest: StackManifest;
  /** Template texts by the path that the manifest names. */
  templates: Record<string, string>;
  clients: AwsClients;
  /** Default `deploy`. */
  purpose?: AwsPurpose;
  onBehalfOf?: string;
  signal?: AbortSignal;
}): Promise<void> {
  const { manifest, templates, clients, signal } = options;
  const { purpose = 'deploy', onBehalfOf } = options;
  for (const stackSets of serviceManagedIn(manifest, templates)) {
    const { account, region } = stackSets;
    let problem: string | undefined;
    try {
      const own = await clients.forAccount({
        account,
        region,
        purpose,
        onBehalfOf,
      });
      problem = await findProblem(stackSets, own, signal);
    } catch (error) {
      if (signal?.aborted) {
        throw new StoppedWaitingError({ underWay: [] });
      }
      // Who cannot ask learns it when something is deployed.
    }
    if (problem !== undefined) {
      throw new ConflictError(`${problem}. Nothing was changed`);
    }
  }
}

function serviceManagedIn(
  { stacks }: StackManifest,
  templates: Record<string, string>,
): ServiceManaged[] {
  return stacks.flatMap(({ account, region, stackName, template: file }) => {
    const text = templates[file];
    if (!hasStackSet(text)) {
      return [];
    }
    const found = Object.values(
      parseTemplate({ file, text }).body.Resources,
    ).flatMap(({ Properties = {} }) =>
      Properties.PermissionModel === 'SERVICE_MANAGED' ? [Properties] : [],
    );
    const targets = found
      .flatMap(
        ({ StackInstancesGroup }) => (StackInstancesGroup ?? []) as any[],
      )
      .map(({ DeploymentTargets }) => DeploymentTargets ?? {});
    const all = (name: string): string[] => [
      ...new Set(targets.flatMap(each => each[name] ?? [])),
    ];
    return found.length > 0
      ? [
          {
            account,
            region,
            stackName,
            callAs: (found[0].CallAs ?? 'SELF') as CallAs,
            units: all('OrganizationalUnitIds'),
            accounts: all('Accounts'),
          },
        ]
      : [];
  });
}

async function findProblem(
  stackSets: ServiceManaged,
  clients: AwsAccountClients,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const { account, region, accounts, units } = stackSets;
  const denied = await findDenial(stackSets, clients, signal);
  if (denied) {
    return denied;
  }
  const { organizations } = clients;
  const { Organization } = await organizations.send(
    new DescribeOrganizationCommand({}),
    { abortSignal: signal },
  );
  const management = Organization!.MasterAccountId!;
  if (accounts.includes(management)) {
    return `StackSets with service-managed permissions never deploys to the organization's management account, ${management}, which is a target account. Leave it out of the targets, or make stackSet.permissionModel SELF_MANAGED`;
  }
  const inside = await accountsIn(units, clients, signal);
  const outside = accounts.filter(each => !inside.has(each));
  return outside.length > 0
    ? `StackSets of account ${account}, ${region}, would leave out target accounts that are not in the organizational units of stackSet, ${units.join(
        ', ',
      )}: ${outside.join(
        ', ',
      )}. Name a unit that they are in or below under stackSet.organizationalUnits`
    : undefined;
}

/** Whether StackSets is let into the organization for the account. */
async function findDenial(
  { account, region, callAs }: ServiceManaged,
  { cloudFormation }: AwsAccountClients,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  try {
    const { Status } = await cloudFormation.send(
      new DescribeOrganizationsAccessCommand({ CallAs: callAs }),
      { abortSignal: signal },
    );
    return Status === 'ENABLED'
      ? undefined
      : `StackSets may not work in the organization of account ${account} (${region}): trusted access is ${Status}. Activate it in the management account, with aws cloudformation activate-organizations-access, or make stackSet.permissionModel SELF_MANAGED`;
  } catch (error) {
    if (
      !isError(error) ||
      !/delegated admin|management account|master account/i.test(error.message)
    ) {
      throw error;
    }
    return callAs === 'SELF'
      ? `Account ${account} is not the management account of its organization, as stackSet.callAs SELF says: ${error.message}. Make it DELEGATED_ADMIN, and the account a delegated administrator of StackSets`
      : `Account ${account} does not act as a delegated administrator of StackSets: ${error.message}. Register it in the management account, with aws organizations register-delegated-administrator --service-principal member.org.stacksets.cloudformation.amazonaws.com --account-id ${account}, and let whoever deploys call organizations:ListDelegatedAdministrators; in the management account itself, make stackSet.callAs SELF`;
  }
}

/** In units and in those within them. */
async function accountsIn(
  units: string[],
  { organizations: client }: AwsAccountClients,
  abortSignal: AbortSignal | undefined,
): Promise<Set<string>> {
  const found = new Set<string>();
  const parents = [...units];
  for (const ParentId of parents) {
    const pages = paginateListAccountsForParent(
      { client },
      { ParentId },
      { abortSignal },
    );
    for await (const { Accounts = [] } of pages) {
      Accounts.forEach(({ Id }) => found.add(Id!));
    }
    const below = paginateListOrganizationalUnitsForParent(
      { client },
      { ParentId },
      { abortSignal },
    );
    for await (const { OrganizationalUnits = [] } of below) {
      const ids = OrganizationalUnits.map(({ Id }) => Id!);
      parents.push(...ids.filter(id => !parents.includes(id)));
    }
  }
  return found;
}
