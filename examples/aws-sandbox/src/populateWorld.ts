import { newAccessKeyId, newSecret, uniqueId } from './world/identifiers';
import { Settling } from './world/Settling';
import type { World } from './world/World';
import type { SandboxCredentials } from './Sandbox';

export const PORTAL_ACCOUNT = '999999999999';

/** The keys that app-config.yaml has; they open nothing but the sandbox. */
export const portalCredentials: SandboxCredentials = {
  accessKeyId: 'AKIASANDBOXPORTAL000',
  secretAccessKey: 'sandbox-portal-secret',
};

const PORTAL_ROLE = 'backstage-portal';
const ADMINISTRATOR_POLICY = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** The accounts of app-config.yaml, the portal's own, and a stranger's. */
const accounts = [
  { id: '111111111111', name: 'tools', inOrganization: true },
  { id: '012345678901', name: 'dev', inOrganization: true },
  { id: '222222222222', name: 'staging', inOrganization: true },
  { id: '333333333333', name: 'prod-eu', inOrganization: true },
  { id: '444444444444', name: 'prod-us', inOrganization: true },
  { id: PORTAL_ACCOUNT, name: 'portal', inOrganization: true },
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

/** What the platform team sets up in each account before the portal can work. */
function addPortalRole(
  world: World,
  account: string,
  portalUserId: string,
): void {
  const role = {
    name: PORTAL_ROLE,
    path: '/',
    arn: `arn:aws:iam::${account}:role/${PORTAL_ROLE}`,
    id: uniqueId('AROA'),
    createdAt: new Date(),
    description: 'The developer portal works in this account through this role',
    maxSessionDuration: 3_600,
    trust: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Portal',
          Effect: 'Allow',
          Principal: { AWS: portalUserId },
          Action: ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'],
        },
      ],
    },
    inline: {},
    attached: [ADMINISTRATOR_POLICY],
    tags: {},
  };
  world.account(account).iam.roles.set(role.name, new Settling(role, 0));
  world.principals.add(role.id, role.arn);
}

/**
 * Fills a new world with accounts, an administrator in each, and the portal's
 * user and roles.
 *
 * @returns the administrators' keys by account
 */
export function populateWorld(world: World): Map<string, SandboxCredentials> {
  const administrators = new Map<string, SandboxCredentials>();
  for (const account of accounts) {
    world.addAccount(account);
    const credentials = {
      accessKeyId: newAccessKeyId('AKIA'),
      secretAccessKey: newSecret(),
    };
    administrators.set(account.id, credentials);
    addUser(world, {
      account: account.id,
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
  const portalUserId = world.principals.idOf(
    `arn:aws:iam::${PORTAL_ACCOUNT}:user/backstage`,
  )!;
  for (const { id } of accounts) {
    addPortalRole(world, id, portalUserId);
  }
  return administrators;
}
