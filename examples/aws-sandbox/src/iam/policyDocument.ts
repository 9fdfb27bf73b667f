import type { PolicyUse } from 'backstage-plugin-cross-account-pipelines-core';
import {
  describeProblem,
  elementOf,
  findPolicyError,
} from '../access/findPolicyError';
import { bindPrincipals, showPrincipals } from '../access/principalsInPolicies';
import type { World } from '../world/World';
import { limitExceeded, malformedPolicy } from './errors';

/** See `IAM/latest/UserGuide/reference_iam-quotas`. */
const TRUST_POLICY_LIMIT = 2_048;

/** Length as IAM counts it: white space does not. */
export function policyLength(document: unknown): number {
  return JSON.stringify(document).length;
}

/** IAM's words for what it refuses, by the element that is wrong. */
const identityRefusals: Record<string, string> = {
  NotPrincipal: 'Policy document should not specify a principal.',
  Principal: 'Policy document should not specify a principal.',
};

const trustRefusals: Record<string, string> = {
  Action: 'AssumeRole policy may only specify STS AssumeRole actions.',
  NotResource: 'Has prohibited field NotResource',
  Resource: 'Has prohibited field Resource',
};

function missingElement(message: string): string | undefined {
  if (message.startsWith('has no Resource')) {
    return 'Policy statement must contain resources.';
  }
  return message.startsWith('has no Principal')
    ? 'Missing required field Principal'
    : undefined;
}

function parse(text: string, type: PolicyUse['type']): any {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw malformedPolicy('This policy contains invalid Json');
  }
  const error = findPolicyError(document, { type });
  if (error) {
    const element = elementOf(error);
    const [, service] = /names (\S+?),? /.exec(error.message) ?? [];
    if (element === 'Service' && service) {
      throw malformedPolicy(
        `Invalid principal in policy: "SERVICE":"${service}"`,
      );
    }
    const refusals = type === 'trust policy' ? trustRefusals : identityRefusals;
    throw malformedPolicy(
      refusals[element] ??
        missingElement(error.message) ??
        `Syntax errors in policy. (${describeProblem(error)})`,
    );
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
  const document = parse(text, 'identity policy');
  return document;
}

/**
 * Reads a role's trust policy; every principal that it names must exist.
 *
 * @throws ServiceError `MalformedPolicyDocument`, `LimitExceeded`
 */
export function readTrustPolicy(world: World, text: string): unknown {
  const document = parse(text, 'trust policy');
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
