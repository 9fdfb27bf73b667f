import { randomUUID } from 'node:crypto';
import { showPrincipals } from '../access/principalsInPolicies';
import type { Pipeline } from '../codepipeline/CodePipelineState';
import { updatePipeline } from '../codepipeline/pipelines';
import { deleteRolePolicy, putRolePolicy } from '../iam/rolePolicies';
import { updateAssumeRolePolicy } from '../iam/roles';
import { putKeyPolicy } from '../kms/keys';
import { putBucketPolicy } from '../s3/bucketPolicy';
import type { Call } from '../world/Call';
import type { World } from '../world/World';

/**
 * A policy or definition of the sandbox that can be read and written as its
 * owner would.
 */
export interface EditableDocument {
  /** What tells it from all others. */
  id: string;
  /** `undefined` when there is none. */
  read(): unknown;
  /** `undefined` takes it away. */
  write(document: unknown): void;
}

/** As the root user of an account, who may do everything there. */
function ownerCall(world: World, account: string, region: string): Call {
  const arn = `arn:aws:iam::${account}:root`;
  return {
    world,
    region,
    requestId: randomUUID(),
    caller: {
      type: 'Account',
      account,
      arn,
      principalArn: arn,
      userId: account,
    },
    context: { 'aws:SecureTransport': 'true' },
  };
}

/** IAM is in every Region. */
const IAM_REGION = 'us-east-1';

function roleOf(world: World, roleArn: string) {
  const account = roleArn.split(':')[4];
  const name = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const role = world.findAccount(account)?.iam.roles.get(name)?.current;
  if (role?.arn !== roleArn) {
    throw new Error(`There is no role ${roleArn}`);
  }
  return { role, call: ownerCall(world, account, IAM_REGION) };
}

export function trustPolicy(world: World, roleArn: string): EditableDocument {
  return {
    id: `trust of ${roleArn}`,
    read: () => showPrincipals(world, roleOf(world, roleArn).role.trust),
    write: document => {
      const { role, call } = roleOf(world, roleArn);
      updateAssumeRolePolicy(call, {
        RoleName: role.name,
        PolicyDocument: JSON.stringify(document),
      });
    },
  };
}

/** Names of a role's inline policies. */
export function inlinePolicyNames(world: World, roleArn: string): string[] {
  return Object.keys(roleOf(world, roleArn).role.inline);
}

export function inlinePolicy(
  world: World,
  roleArn: string,
  PolicyName: string,
): EditableDocument {
  return {
    id: `policy ${PolicyName} of ${roleArn}`,
    read: () => roleOf(world, roleArn).role.inline[PolicyName],
    write: document => {
      const { role, call } = roleOf(world, roleArn);
      const RoleName = role.name;
      if (document === undefined) {
        deleteRolePolicy(call, { RoleName, PolicyName });
        return;
      }
      putRolePolicy(call, {
        RoleName,
        PolicyName,
        PolicyDocument: JSON.stringify(document),
      });
    },
  };
}

export function keyPolicy(world: World, keyArn: string): EditableDocument {
  const [, , , region, account, resource] = keyArn.split(':');
  const KeyId = resource.slice('key/'.length);
  const key = world.account(account).region(region).kms.keys.get(KeyId);
  if (!key) {
    throw new Error(`There is no key ${keyArn}`);
  }
  return {
    id: `policy of ${keyArn}`,
    read: () => showPrincipals(world, key.policy),
    write: document =>
      putKeyPolicy(ownerCall(world, account, region), {
        KeyId,
        Policy: JSON.stringify(document),
      }),
  };
}

export function bucketPolicy(world: World, name: string): EditableDocument {
  const bucket = world.buckets.get(name);
  if (!bucket) {
    throw new Error(`There is no bucket ${name}`);
  }
  return {
    id: `policy of bucket ${name}`,
    read: () => bucket.policy && showPrincipals(world, bucket.policy),
    write: document =>
      putBucketPolicy(ownerCall(world, bucket.account, bucket.region), {
        Bucket: name,
        Policy: JSON.stringify(document),
      }),
  };
}

export function pipelineDefinition(
  world: World,
  pipeline: Pipeline,
): EditableDocument {
  return {
    id: pipeline.arn,
    read: () => {
      const { version, ...definition } = pipeline.declaration;
      return definition;
    },
    write: document => {
      updatePipeline(ownerCall(world, pipeline.account, pipeline.region), {
        pipeline: document as any,
      });
    },
  };
}
