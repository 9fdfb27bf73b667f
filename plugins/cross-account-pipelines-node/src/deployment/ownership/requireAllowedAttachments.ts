import { GetRoleCommand } from '@aws-sdk/client-iam';
import { isError, NotAllowedError } from '@backstage/errors';
import pLimit from 'p-limit';
import {
  describePlace,
  unforeseenPart,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AwsClients } from '../../aws';
import { matchesAny } from '../../config';
import type { ForeignRole } from '../../planning';
import { StoppedWaitingError } from '../stack/StoppedWaitingError';

interface AttachmentOptions {
  foreignRoles: ForeignRole[];
  clients: AwsClients;
  onBehalfOf?: string;
  concurrency?: number;
  signal?: AbortSignal;
  /** ARNs, in which `*` stands for any text. */
  existingRoles?: string[];
}

/**
 * Stops at stacks that give policies to roles which they do not make: whoever
 * else uses such a role could do more from then on, and the pipeline would own a
 * part of it.
 *
 * IAM is asked for the ARN of each, since stacks name roles without their path.
 * A role that cannot be read is not allowed.
 *
 * @throws NotAllowedError that names each role, its stack and account
 * @throws StoppedWaitingError when the signal is aborted
 */
export async function requireAllowedAttachments(
  options: AttachmentOptions,
): Promise<void> {
  const { foreignRoles, concurrency = 10, signal } = options;
  const limit = pLimit(concurrency);
  const judged = await Promise.all(
    foreignRoles.map(role => limit(() => refuse(role, options))),
  );
  if (signal?.aborted) {
    throw new StoppedWaitingError({ underWay: [] });
  }
  const refused = judged.filter(reason => reason !== undefined);
  if (refused.length > 0) {
    throw new NotAllowedError(
      [
        'Stacks of the pipeline may not attach policies to these roles, which they do not make; nothing was changed. The platform team allows them in app-config under crossAccountPipelines.existingRoles:',
        ...new Set(refused.sort()),
      ].join('\n- '),
    );
  }
}

async function refuse(
  { roleName, logicalId, ...place }: ForeignRole,
  options: AttachmentOptions,
): Promise<string | undefined> {
  const by = `${logicalId} of ${describePlace(place)}`;
  if (unforeseenPart(roleName) !== undefined) {
    return `a role whose name is known only once it is deployed, by ${by}`;
  }
  const { existingRoles = [] } = options;
  if (existingRoles.length === 0) {
    return `${roleName}, by ${by}`;
  }
  try {
    const arn = await readArn(roleName, place, options);
    return matchesAny(arn, existingRoles) ? undefined : `${arn}, by ${by}`;
  } catch (error) {
    return `${roleName}, by ${by}, which could not be looked up: ${
      isError(error) ? error.message : error
    }`;
  }
}

async function readArn(
  RoleName: string,
  { account, region }: { account: string; region: string },
  { clients, onBehalfOf, signal }: AttachmentOptions,
): Promise<string> {
  const { iam } = await clients.forAccount({
    account,
    region,
    purpose: 'read',
    onBehalfOf,
  });
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }), {
    abortSignal: signal,
  });
  return Role!.Arn!;
}
