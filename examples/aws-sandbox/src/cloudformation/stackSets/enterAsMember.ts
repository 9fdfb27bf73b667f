import { createHash, randomUUID } from 'node:crypto';
import { openSession } from '../../access/openSession';
import type { RoleRecord } from '../../iam/IamState';
import type { Call } from '../../world/Call';
import { uniqueId } from '../../world/identifiers';
import { Settling } from '../../world/Settling';
import type { World } from '../../world/World';

const DURATION = 3_600;

/**
 * The role that AWS makes in an account of the organization when StackSets first
 * enters it with service-managed permissions. It stays.
 */
function executionRole(world: World, account: string): RoleRecord {
  const digest = createHash('md5').update(account).digest('hex');
  const name = `stacksets-exec-${digest}`;
  const { roles } = world.account(account).iam;
  const known = roles.get(name);
  if (known) {
    return known.current;
  }
  const role: RoleRecord = {
    name,
    path: '/',
    arn: `arn:aws:iam::${account}:role/${name}`,
    id: uniqueId('AROA'),
    createdAt: new Date(),
    maxSessionDuration: DURATION,
    trust: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'stacksets.cloudformation.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ],
    },
    inline: {},
    attached: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    tags: {},
  };
  roles.set(name, new Settling(role, 0));
  world.principals.add(role.id, role.arn);
  return role;
}

/** The call under which StackSets makes a stack of an account of the organization. */
export function enterAsMember(
  world: World,
  { account, region }: { account: string; region: string },
): Call {
  const { caller } = openSession(world, executionRole(world, account), {
    sessionName: 'AWSCloudFormation',
    duration: DURATION,
  });
  return {
    world,
    caller,
    region,
    requestId: randomUUID(),
    context: { 'aws:SecureTransport': 'true' },
  };
}
