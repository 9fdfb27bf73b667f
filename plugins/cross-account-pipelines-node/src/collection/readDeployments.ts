import { GetPipelineCommand } from '@aws-sdk/client-codepipeline';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { GetBucketLocationCommand } from '@aws-sdk/client-s3';
import type {
  Deployment,
  Estate,
  EstateAccount,
  NamedPart,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  componentTag,
  partitionOf,
  shortName,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { isError } from '@backstage/errors';
import { isDenied } from '../aws';
import {
  AbsentError,
  AccountUnreadableError,
  type AccountReads,
} from './AccountReads';
import { readRole } from './readRole';
import { describeStack } from './readStack';

/**
 * Reads what decides whether stacks can be deployed: the role that deploys, with
 * its policies, whether each stack is there, and whether something else has the
 * names of what a new one makes. H12
 *
 * @param options - `deployerRoleName` may contain a path
 */
export async function readDeployments(options: {
  estate: Estate;
  deployerRoleName: string;
  readsOf: (account: string) => AccountReads;
}): Promise<void> {
  const { estate, deployerRoleName, readsOf } = options;
  const deployments = estate.deployments ?? [];
  const accounts = new Set(deployments.map(({ account }) => account));
  await Promise.all([
    ...rolesOfStackSets(deployments).map(async role => {
      const { arn, account, region } = role;
      const record = estate.accounts[account];
      if (record && !record.roles[arn]) {
        await readRole(readsOf(account), arn, region).then(
          state => {
            record.roles[arn] = state;
          },
          error => noteUnread(error, arn, record),
        );
      }
    }),
    ...[...accounts].map(async account => {
      const stacks = deployments.filter(each => each.account === account);
      const { region } = stacks[0];
      const arn = `arn:${
        partitionOf(region).id
      }:iam::${account}:role/${deployerRoleName}`;
      const reads = readsOf(account);
      const record = estate.accounts[account];
      const isKnown = await readRole(reads, arn, region).then(
        role => {
          record.roles[arn] = role;
          return true;
        },
        error => {
          if (error instanceof AbsentError || isWhole(error)) {
            // Whether the portal can work there at all is asked elsewhere.
            return false;
          }
          record.unread.push({ id: arn, reason: reasonOf(error) });
          return true;
        },
      );
      await Promise.all(
        (isKnown ? stacks : []).map(async stack => {
          stack.deployerArn = arn;
          await readDeployment(stack, reads);
        }),
      );
    }),
  ]);
}

/** With which StackSets enter accounts, and work there; each once. */
function rolesOfStackSets(
  deployments: Deployment[],
): Array<{ arn: string; account: string; region: string }> {
  const roles = deployments.flatMap(({ account, region, enters = [] }) =>
    enters.flatMap(entered => [
      { arn: entered.administrationRoleArn, account, region },
      { ...entered, arn: entered.executionRoleArn },
    ]),
  );
  return [...new Map(roles.map(role => [role.arn, role])).values()];
}

function noteUnread(error: unknown, id: string, into: EstateAccount): void {
  if (error instanceof AbsentError) {
    into.missing.push(id);
  } else if (!isWhole(error)) {
    into.unread.push({ id, reason: reasonOf(error) });
  }
}

async function readDeployment(
  deployment: Deployment,
  reads: AccountReads,
): Promise<void> {
  const { stackName, region, names } = deployment;
  try {
    const stack = await describeStack(reads, stackName, region);
    deployment.isDeployed = stack.StackStatus !== 'REVIEW_IN_PROGRESS';
    const owner = stack.Tags?.find(({ Key }) => Key === componentTag)?.Value;
    // One without an owner may be taken over: that is asked when it is deployed.
    if (
      owner &&
      deployment.owner &&
      owner.toLowerCase() !== deployment.owner.toLowerCase()
    ) {
      deployment.taken = [{ type: 'stack', id: stackName, owner }];
      return;
    }
  } catch (error) {
    if (!(error instanceof AbsentError)) {
      return;
    }
    deployment.isDeployed = false;
  }
  if (!deployment.isDeployed) {
    const taken = await Promise.all(
      names.map(part => lookFor(part, region, reads)),
    );
    deployment.taken = taken.flat();
  }
}

type Look = (
  id: string,
  region: string,
  reads: AccountReads,
) => Promise<unknown>;

const looks: Partial<Record<NamedPart['type'], Look>> = {
  role: (id, region, reads) =>
    reads.read('iam:GetRole', region, (to, options) =>
      to.iam.send(new GetRoleCommand({ RoleName: shortName(id) }), options),
    ),
  bucket: (id, region, reads) =>
    reads.read('s3:GetBucketLocation', region, (to, options) =>
      to.s3.send(
        new GetBucketLocationCommand({
          Bucket: id,
          ExpectedBucketOwner: reads.account,
        }),
        options,
      ),
    ),
  pipeline: (id, region, reads) =>
    reads.read('codepipeline:GetPipeline', region, (to, options) =>
      to.codePipeline.send(
        new GetPipelineCommand({ name: shortName(id) }),
        options,
      ),
    ),
  'key alias': (id, region, reads) =>
    reads.read('kms:DescribeKey', region, (to, options) =>
      to.kms.send(new DescribeKeyCommand({ KeyId: id }), options),
    ),
};

/** What has a name, or may have it; what else cannot be told is left to CloudFormation. */
async function lookFor(
  part: NamedPart,
  region: string,
  reads: AccountReads,
): Promise<NamedPart[]> {
  const look = looks[part.type];
  try {
    await look?.(part.id, region, reads);
    return look ? [part] : [];
  } catch (error) {
    return part.type === 'bucket' ? deniedBucket(part, error) : [];
  }
}

/**
 * S3 says why it refuses within an account, and which action it misses there. Of
 * a bucket of another account it says no more than that.
 *
 * See `AmazonS3/latest/userguide/bucket-owner-condition` and
 * `AmazonS3/latest/userguide/troubleshoot-403-errors`.
 */
function deniedBucket(part: NamedPart, error: unknown): NamedPart[] {
  if (!isError(error) || error.name !== 'NotAllowedError') {
    return [];
  }
  const { cause } = error;
  const isOwn = isError(cause) && /s3:GetBucketLocation/.test(cause.message);
  return [
    isOwn || !isDenied(cause)
      ? {
          ...part,
          unread: `${error.message}: with s3:GetBucketLocation on ${part.id} it could be told whether the name is free`,
        }
      : { ...part, isForeign: true },
  ];
}

function isWhole(error: unknown): boolean {
  return error instanceof AccountUnreadableError;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
