import type { PipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import { foundationContext, type PrincipalMode } from './foundationContext';
import type { PipelineParts, StoreParts } from './PipelineParts';
import { PipelineTooLargeError } from './PipelineTooLargeError';

/**
 * Characters that policies take, and what ours need beside principals: the other
 * statements, with the longest names there can be.
 */
const policies = {
  bucket: {
    what: 'bucket policy',
    service: 'S3',
    limit: 20_480,
    rest: 3_500,
    page: 'AmazonS3/latest/userguide/bucket-policies',
  },
  key: {
    what: 'key policy',
    service: 'KMS',
    limit: 32_768,
    rest: 3_600,
    page: 'kms/latest/developerguide/resource-limits',
  },
};

/** `IAM/latest/UserGuide/reference_iam-quotas` */
const maxManagedPolicies = 10;

/** Quotes, comma, and room for a space. */
const separators = 4;

/**
 * Decides how key and bucket name the roles of other accounts: by the accounts,
 * while they fit into the policies, else by the organization.
 *
 * @throws PipelineTooLargeError when neither will do
 */
export function choosePrincipals(
  spec: PipelineSpec,
  parts: PipelineParts,
): { mode: PrincipalMode; reason: string } {
  const excess = findExcess(spec, parts);
  if (spec.principals === 'organization') {
    return { mode: 'organization', reason: 'the spec asks for it' };
  }
  if (!excess) {
    return spec.principals
      ? { mode: 'accounts', reason: 'the spec asks for it' }
      : { mode: 'accounts', reason: 'all of them fit into the policies' };
  }
  if (spec.principals === 'accounts') {
    throw new PipelineTooLargeError(
      `${excess}. Leave out principals and give the spec an organization, so that one statement names all accounts`,
    );
  }
  if (!spec.organization) {
    throw new PipelineTooLargeError(
      `${excess}. Give the spec an organization, so that one statement names all accounts`,
    );
  }
  return { mode: 'organization', reason: excess };
}

function findExcess(
  spec: PipelineSpec,
  parts: PipelineParts,
): string | undefined {
  for (const store of parts.stores) {
    const context = foundationContext(spec, parts, store, 'accounts');
    const size = [context.readers, context.writers]
      .flatMap(({ principals, roles }) => [...principals, ...roles])
      .reduce((sum, arn) => sum + arn.length + separators, 0);
    for (const { what, service, limit, rest } of Object.values(policies)) {
      if (size + rest > limit) {
        return describeExcess({
          what,
          service,
          limit,
          store,
          size: size + rest,
        });
      }
    }
    if (context.isHome && context.actionRoleLists.length > maxManagedPolicies) {
      return `The service role would take ${context.actionRoleLists.length} managed policies to assume ${parts.places.length} action roles; IAM attaches ${maxManagedPolicies} to a role`;
    }
  }
  return undefined;
}

function describeExcess(options: {
  what: string;
  service: string;
  limit: number;
  size: number;
  store: StoreParts;
}): string {
  const { what, service, limit, size, store } = options;
  return `The ${what} in ${store.region} would have ${size} characters to name ${store.readers.length} roles; ${service} takes ${limit}`;
}
