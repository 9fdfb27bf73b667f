import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { findCaller } from './access/findCaller';
import { createStack } from './cloudformation/stackWrites';
import { packageFolder } from './packageFolder';
import type { SandboxCredentials } from './Sandbox';
import { newAccessKeyId, newSecret, uniqueId } from './world/identifiers';
import { Settling } from './world/Settling';
import type { World } from './world/World';

const PORTAL_ACCOUNT = '999999999999';

/** The keys that app-config.yaml has; they open nothing but the sandbox. */
export const portalCredentials: SandboxCredentials = {
  accessKeyId: 'AKIASANDBOXPORTAL000',
  secretAccessKey: 'sandbox-portal-secret',
};

const PORTAL_USER_ARN = `arn:aws:iam::${PORTAL_ACCOUNT}:user/backstage`;
const PORTAL_ROLE = 'backstage-portal';
const PORTAL_STACK = 'portal-access';
const HOME_REGION = 'eu-west-1';
const ADMINISTRATOR_POLICY = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** Organizational units; production is within workloads. */
const WORKLOADS = 'ou-sand-workload';
const PRODUCTION = 'ou-sand-producti';

/** What their pipelines deploy, the portal may delete on demand. */
const sampleServices = [
  'checkout',
  'invoices',
  'orders',
  'payments',
  'search-api',
  'shipping',
];

interface SampleAccount {
  id: string;
  name: string;
  inOrganization: boolean;
  /** Absent: the root. */
  unit?: string;
  environment?: string;
  /** What the portal may do there; without it, it is not let in. */
  portalUse?: 'pipeline' | 'target';
}

/** The accounts of app-config.yaml, the portal's own, and a stranger's. */
const accounts: SampleAccount[] = [
  ...[
    {
      id: '111111111111',
      name: 'tools',
      environment: 'tools',
      portalUse: 'pipeline' as const,
    },
    {
      id: '012345678901',
      name: 'dev',
      environment: 'development',
      unit: WORKLOADS,
      portalUse: 'target' as const,
    },
    {
      id: '222222222222',
      name: 'staging',
      environment: 'staging',
      unit: WORKLOADS,
      portalUse: 'target' as const,
    },
    {
      id: '333333333333',
      name: 'prod-eu',
      environment: 'production',
      unit: PRODUCTION,
      portalUse: 'target' as const,
    },
    {
      id: '444444444444',
      name: 'prod-us',
      environment: 'production',
      unit: PRODUCTION,
      portalUse: 'target' as const,
    },
    { id: PORTAL_ACCOUNT, name: 'portal' },
  ].map(account => ({ ...account, inOrganization: true })),
  { id: '555555555555', name: 'contractor', inOrganization: false },
];

function addUser(
  world: World,
  options: {
    account: string;
    name: string;
    credentials: SandboxCredentials;
    inline?: Record<string, unknown>;
    attached?: string[];
  },
): void {
  const { account, name, credentials } = options;
  const user = {
    name,
    path: '/',
    arn: `arn:aws:iam::${account}:user/${name}`,
    id: uniqueId('AIDA'),
    createdAt: new Date(),
    inline: options.inline ?? {},
    attached: options.attached ?? [],
    tags: {},
  };
  world.account(account).iam.users.set(name, new Settling(user, 0));
  world.principals.add(user.id, user.arn);
  world.credentials.add({ ...credentials, account, principalId: user.id });
}

/**
 * What a platform team does in each account before the portal can work there:
 * it deploys the suite's own template.
 */
async function letPortalIn(
  world: World,
  { id: account, portalUse }: SampleAccount,
  administrator: SandboxCredentials,
): Promise<void> {
  const TemplateBody = await readFile(
    packageFolder('../../templates/portal-access/portal-access.yaml'),
    'utf8',
  );
  const call = {
    world,
    caller: findCaller(
      world,
      world.credentials.find(administrator.accessKeyId),
    ),
    region: HOME_REGION,
    requestId: randomUUID(),
    context: {},
  };
  createStack(call, {
    StackName: PORTAL_STACK,
    TemplateBody,
    Parameters: Object.entries({
      PortalPrincipalArn: PORTAL_USER_ARN,
      AccountUse: portalUse,
      ApplicationStackNames: sampleServices.join(),
    }).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    Capabilities: ['CAPABILITY_NAMED_IAM'],
  });
  const stack = world
    .account(account)
    .region(HOME_REGION)
    .cloudFormation.find(PORTAL_STACK)!;
  await stack.settled;
  if (stack.status !== 'CREATE_COMPLETE') {
    const failed = stack.events.find(({ status }) => /FAILED/.test(status));
    throw new Error(`The portal is not let into ${account}: ${failed?.reason}`);
  }
}

/**
 * Fills a new world with accounts, an administrator in each, and the portal's
 * user; then lets the portal into the accounts that it works in.
 *
 * @param targets - ids of further accounts to deploy to
 * @returns the administrators' keys by account
 */
export async function populateWorld(
  world: World,
  targets: string[] = [],
): Promise<Map<string, SandboxCredentials>> {
  const all: SampleAccount[] = [
    ...accounts,
    ...targets.map(id => ({
      id,
      name: id,
      inOrganization: true,
      portalUse: 'target' as const,
    })),
  ];
  const administrators = new Map<string, SandboxCredentials>();
  const { organization } = world;
  organization.addUnit({
    id: WORKLOADS,
    name: 'workloads',
    parent: organization.rootId,
  });
  organization.addUnit({
    id: PRODUCTION,
    name: 'production',
    parent: WORKLOADS,
  });
  for (const { id, name, inOrganization, environment, unit } of all) {
    world.addAccount({
      id,
      name,
      inOrganization,
      tags: environment ? { environment } : {},
    });
    if (unit) {
      organization.move(id, unit);
    }
    const credentials = {
      accessKeyId: newAccessKeyId('AKIA'),
      secretAccessKey: newSecret(),
    };
    administrators.set(id, credentials);
    addUser(world, {
      account: id,
      name: 'administrator',
      credentials,
      attached: [ADMINISTRATOR_POLICY],
    });
  }
  addUser(world, {
    account: PORTAL_ACCOUNT,
    name: 'backstage',
    credentials: portalCredentials,
    inline: {
      'assume-portal-roles': {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: [
              'sts:AssumeRole',
              'sts:SetSourceIdentity',
              'sts:TagSession',
            ],
            Resource: `arn:aws:iam::*:role/${PORTAL_ROLE}`,
          },
        ],
      },
    },
  });
  await Promise.all(
    all
      .filter(({ portalUse }) => portalUse)
      .map(each => letPortalIn(world, each, administrators.get(each.id)!)),
  );
  return administrators;
}
