import { Refusal } from '../front/ServiceError';
import type { Caller } from '../world/Caller';
import type { Credential } from '../world/CredentialStore';
import type { World } from '../world/World';

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/**
 * Who an access key stands for, now.
 *
 * @throws Refusal when the user or role is gone
 */
export function findCaller(world: World, credential: Credential): Caller {
  const { account, principalId, temporary } = credential;
  if (principalId === account) {
    const arn = `arn:aws:iam::${account}:root`;
    return {
      type: 'Account',
      account,
      arn,
      principalArn: arn,
      userId: account,
    };
  }
  const arn = world.principals.arnOf(principalId);
  if (arn === undefined) {
    throw new Refusal(
      'UnknownAccessKey',
      'The security token included in the request is invalid.',
    );
  }
  const name = lastPart(arn);
  if (!temporary) {
    return {
      type: 'User',
      account,
      arn,
      principalArn: arn,
      userId: principalId,
      name,
    };
  }
  const { session } = temporary;
  return {
    type: 'AssumedRole',
    account,
    arn: `arn:aws:sts::${account}:assumed-role/${name}/${session.name}`,
    principalArn: arn,
    userId: `${principalId}:${session.name}`,
    name,
    session,
  };
}
