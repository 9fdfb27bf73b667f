import type { HopRequest } from '../../pipeline';
import { accountRoot, type Grant } from './Grant';
import { asElement, type Statement } from './PolicyDocument';

/** How AWS's pages spell what S3 asks of a key. */
const customarySpelling: Record<string, string> = {
  'kms:GenerateDataKey': 'kms:GenerateDataKey*',
  'kms:ReEncryptFrom': 'kms:ReEncrypt*',
  'kms:ReEncryptTo': 'kms:ReEncrypt*',
};

/** The action as policies customarily spell it. */
export function customaryAction(action: string): string {
  return customarySpelling[action] ?? action;
}

/** What a policy names to allow a request. */
export function grantedResource(
  request: HopRequest,
  { resource }: Pick<Grant, 'resource'>,
): string {
  return resource ?? request.pattern ?? request.resource;
}

/** Conditions that keep a statement as narrow as the request. */
const narrowing = ['iam:PassedToService'];

function actionsByResource(grant: Grant): Map<string, HopRequest[]> {
  const groups = new Map<string, HopRequest[]>();
  for (const request of grant.allRequests) {
    const resource = grantedResource(request, grant);
    groups.set(resource, [...(groups.get(resource) ?? []), request]);
  }
  return groups;
}

function conditionOf(requests: HopRequest[]): Statement['Condition'] {
  const narrow = narrowing.flatMap(key => {
    const value = requests[0].context?.[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  return narrow.length > 0
    ? { StringEquals: Object.fromEntries(narrow) }
    : undefined;
}

/**
 * Whom a statement names. Foreign roles go by their account and their name, so
 * that the statement can be written before the role is there and outlives it;
 * see G7 in trust-links.md.
 */
function principalOf({
  principal,
}: Grant): Pick<Statement, 'Principal' | 'Condition'> {
  if (!principal) {
    return {};
  }
  if (principal.type === 'role') {
    return {
      Principal: { AWS: accountRoot(principal) },
      Condition: { ArnEquals: { 'aws:PrincipalArn': principal.arn } },
    };
  }
  if (principal.name !== 'codepipeline.amazonaws.com') {
    return { Principal: { Service: principal.name } };
  }
  return {
    Principal: { Service: principal.name },
    Condition: {
      StringEquals: { 'aws:SourceAccount': principal.sourceAccount },
      ...(principal.sourceArn
        ? { ArnLike: { 'aws:SourceArn': principal.sourceArn } }
        : {}),
    },
  };
}

/** Statements that grant all that a hop asks for, and nothing else. */
export function newStatements(grant: Grant): Statement[] {
  return [...actionsByResource(grant)].map(([resource, requests]) => {
    const { Principal, Condition } = principalOf(grant);
    const condition = { ...conditionOf(requests), ...Condition };
    return {
      Effect: 'Allow',
      ...(Principal ? { Principal } : {}),
      Action: asElement([
        ...new Set(requests.map(({ action }) => customaryAction(action))),
      ]),
      ...(grant.namesResources ? { Resource: resource } : {}),
      ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
    };
  });
}
