import { actAs, serviceCall } from '../access/actAs';
import type { Call } from '../world/Call';
import type { World } from '../world/World';

export const SERVICE = 'codepipeline.amazonaws.com';

/** A role that could not be assumed; the message is CodePipeline's. */
export class AssumeRoleError extends Error {}

/** CodePipeline names its sessions after the time. */
const sessionName = () => String(Date.now());

/**
 * Becomes the pipeline's service role.
 *
 * @throws AssumeRoleError
 */
export function assumeServiceRole(options: {
  world: World;
  account: string;
  region: string;
  pipelineArn: string;
  roleArn: string;
}): Call {
  const { world, account, region, pipelineArn, roleArn } = options;
  const acting = actAs(
    serviceCall({
      world,
      service: SERVICE,
      account,
      region,
      sourceArn: pipelineArn,
    }),
    { roleArn, sessionName: sessionName() },
  );
  if (!acting) {
    throw new AssumeRoleError(
      `CodePipeline is not authorized to perform AssumeRole on role ${roleArn}`,
    );
  }
  return acting.call;
}

/**
 * Becomes an action's role, from the service role.
 *
 * @throws AssumeRoleError
 */
export function assumeActionRole(
  serviceRole: Call,
  options: { roleArn: string; region: string },
): Call {
  const acting = actAs(serviceRole, {
    ...options,
    sessionName: sessionName(),
  });
  if (!acting) {
    throw new AssumeRoleError(
      `${serviceRole.caller.principalArn} is not authorized to perform AssumeRole on role ${options.roleArn}`,
    );
  }
  return acting.call;
}
