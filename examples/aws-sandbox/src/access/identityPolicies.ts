import type { PolicySource } from 'backstage-plugin-cross-account-pipelines-core';
import { effectiveDocument } from '../iam/findPolicy';
import type { Caller } from '../world/Caller';
import type { World } from '../world/World';

const everything: PolicySource = {
  name: 'root user',
  document: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  },
};

/**
 * The policies of the caller's own side.
 */
export interface IdentityPolicies {
  identityPolicies: PolicySource[];
  permissionsBoundary?: PolicySource;
  sessionPolicy?: PolicySource[];
}

function managed(world: World, arn: string): PolicySource[] {
  const document = effectiveDocument(world, arn);
  return document === undefined ? [] : [{ name: arn, document }];
}

/**
 * What the caller's user or role may do, as IAM decides now.
 */
export function identityPolicies(
  world: World,
  caller: Caller,
): IdentityPolicies {
  if (caller.type === 'Account') {
    return { identityPolicies: [everything] };
  }
  if (caller.type === 'Service') {
    return { identityPolicies: [] };
  }
  const { iam } = world.account(caller.account);
  const record = (caller.type === 'User' ? iam.users : iam.roles)
    .get(caller.name!)
    ?.effective(Date.now());
  if (!record) {
    return { identityPolicies: [] };
  }
  const boundary = record.boundary && managed(world, record.boundary)[0];
  return {
    identityPolicies: [
      ...Object.entries(record.inline).map(([name, document]) => ({
        name,
        document,
      })),
      ...record.attached.flatMap(arn => managed(world, arn)),
    ],
    ...(boundary && { permissionsBoundary: boundary }),
    ...(caller.session?.policies.length && {
      sessionPolicy: caller.session.policies.map((document, index) => ({
        name: `session policy ${index + 1}`,
        document,
      })),
    }),
  };
}
