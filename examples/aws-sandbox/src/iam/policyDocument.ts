import { findPolicyError } from '../access/findPolicyError';
import { bindPrincipals, showPrincipals } from '../access/principalsInPolicies';
import type { World } from '../world/World';
import { limitExceeded, malformedPolicy } from './errors';

/** See `IAM/latest/UserGuide/reference_iam-quotas`. */
const TRUST_POLICY_LIMIT = 2_048;

/** Length as IAM counts it: white space does not. */
export function policyLength(document: unknown): number {
  return JSON.stringify(document).length;
}

function parse(text: string): any {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw malformedPolicy('This policy contains invalid Json');
  }
  const error = findPolicyError(document);
  if (error) {
    throw malformedPolicy(`Syntax errors in policy. (${error})`);
  }
  const sids = statements(document).flatMap(({ Sid }) => Sid ?? []);
  if (new Set(sids).size < sids.length) {
    throw malformedPolicy(
      'Statement IDs (SID) in a single policy must be unique.',
    );
  }
  return document;
}

function statements(document: any): any[] {
  return [document.Statement].flat();
}

/**
 * Reads a policy for a user, role or managed policy.
 *
 * @throws ServiceError `MalformedPolicyDocument`
 */
export function readIdentityPolicy(text: string): unknown {
  const document = parse(text);
  for (const statement of statements(document)) {
    if (
      statement.Principal !== undefined ||
      statement.NotPrincipal !== undefined
    ) {
      throw malformedPolicy('Policy document should not specify a principal.');
    }
    if (
      statement.Resource === undefined &&
      statement.NotResource === undefined
    ) {
      throw malformedPolicy('Policy statement must contain resources.');
    }
  }
  return document;
}

/**
 * Reads a role's trust policy; every principal that it names must exist.
 *
 * @throws ServiceError `MalformedPolicyDocument`, `LimitExceeded`
 */
export function readTrustPolicy(world: World, text: string): unknown {
  const document = parse(text);
  for (const statement of statements(document)) {
    if (
      statement.Resource !== undefined ||
      statement.NotResource !== undefined
    ) {
      throw malformedPolicy('Has prohibited field Resource');
    }
    if (
      statement.Principal === undefined &&
      statement.NotPrincipal === undefined
    ) {
      throw malformedPolicy('Missing required field Principal');
    }
  }
  if (policyLength(document) > TRUST_POLICY_LIMIT) {
    throw limitExceeded(
      `Cannot exceed quota for ACLSizePerRole: ${TRUST_POLICY_LIMIT}`,
    );
  }
  const bound = bindPrincipals(world, document);
  if (bound.invalid.length > 0) {
    const [principal] = bound.invalid;
    const kind = principal.includes('amazonaws.com') ? 'SERVICE' : 'AWS';
    throw malformedPolicy(
      `Invalid principal in policy: "${kind}":"${principal}"`,
    );
  }
  return bound.document;
}

/**
 * A policy as IAM returns it: JSON, percent-encoded.
 */
export function encodePolicy(world: World, document: unknown): string {
  return encodeURIComponent(JSON.stringify(showPrincipals(world, document)));
}
