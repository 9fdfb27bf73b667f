import type { EstateAccount, RolePolicy, RoleState } from '../../estate';
import type { PolicySource } from '../../policy';
import { documentPolicy } from '../documents/documentPolicy';
import type { EstateView } from '../EstateView';
import { internKeys } from './unknownKeys';

/**
 * Keys whose value nobody knows before a call, whoever calls.
 *
 * See `IAM/latest/UserGuide/reference_policies_condition-keys`.
 */
export const unknownOfEveryCall = [
  'aws:CalledVia',
  'aws:CalledViaFirst',
  'aws:CalledViaLast',
  'aws:CurrentTime',
  'aws:EpochTime',
  'aws:Ec2InstanceSourceVpc',
  'aws:Ec2InstanceSourcePrivateIPv4',
  'aws:MultiFactorAuthAge',
  'aws:MultiFactorAuthPresent',
  'aws:referer',
  'aws:SourceIp',
  'aws:SourceVpc',
  'aws:SourceVpcArn',
  'aws:SourceVpce',
  'aws:TokenIssueTime',
  'aws:UserAgent',
  'aws:ViaAWSService',
  'aws:VpcSourceIp',
  'aws:VpceAccount',
  'aws:VpceOrgID',
  'aws:VpceOrgPaths',
  's3:ExistingObjectTag/*',
  's3:signatureAge',
  'sts:RoleSessionName',
];

/** How AWS's own services call S3 and everything else. */
export const contextOfEveryCall = {
  'aws:SecureTransport': 'true',
  's3:TlsVersion': '1.2',
  's3:signatureversion': 'AWS4-HMAC-SHA256',
};

/** What an account's organization says of its principals or resources. */
export function organizationContext(
  account: EstateAccount | undefined,
  keys: { id: string; paths: string },
) {
  const context: Record<string, string | string[]> = {};
  const unknown: string[] = [];
  if (account?.organizationId) {
    context[keys.id] = account.organizationId;
  } else {
    unknown.push(keys.id);
  }
  if (account?.organizationPath) {
    context[keys.paths] = [account.organizationPath];
  } else {
    unknown.push(keys.paths);
  }
  return { context, unknown };
}

export function tagContext(
  prefixes: readonly string[],
  tags: Record<string, string> | undefined,
) {
  const context: Record<string, string> = {};
  const unknown: string[] = [];
  for (const prefix of prefixes) {
    if (!tags) {
      unknown.push(`${prefix}/*`);
    }
    for (const [key, value] of Object.entries(tags ?? {})) {
      context[`${prefix}/${key}`] = value;
    }
  }
  return { context, unknown };
}

/** The tags of a role; a template that sets none leaves none. */
export function tagsOf(view: EstateView, role: RoleState) {
  return role.tags ?? (view.estate.origin === 'predicted' ? {} : undefined);
}

function levels(
  view: EstateView,
  type: 'service control policy' | 'resource control policy',
  account: string,
  policies: RolePolicy[][] | undefined,
): PolicySource[][] | undefined {
  if (!policies) {
    return undefined;
  }
  const { guardrailLevels } = view.memory;
  let sources = guardrailLevels.get(policies);
  if (!sources) {
    sources = policies.map((level, index) =>
      level.map(policy =>
        documentPolicy(
          { type, account, name: policy.name, level: index },
          policy,
        ),
      ),
    );
    guardrailLevels.set(policies, sources);
  }
  return sources;
}

const guardrailNames = {
  serviceControlPolicies: 'service control policies',
  resourceControlPolicies: 'resource control policies',
} as const;

const guardrailTypes = {
  serviceControlPolicies: 'service control policy',
  resourceControlPolicies: 'resource control policy',
} as const;

/** The guardrails of an account that bind and could not be seen. G4 */
export function unseenGuardrail(
  view: EstateView,
  account: string,
  kind: keyof typeof guardrailNames,
): string | undefined {
  const guardrails = view.account(account)?.guardrails;
  return guardrails?.isManagementAccount || guardrails?.[kind]
    ? undefined
    : `${guardrailNames[kind]} of ${account}`;
}

/**
 * The guardrails of an account, if they were seen: service control policies bind
 * its principals, resource control policies its resources.
 */
export function guardrailPolicies(
  view: EstateView,
  account: string,
  kind: keyof typeof guardrailNames,
): PolicySource[][] | undefined {
  const guardrails = view.account(account)?.guardrails;
  return guardrails?.isManagementAccount
    ? undefined
    : levels(view, guardrailTypes[kind], account, guardrails?.[kind]);
}

/**
 * What a resource's account and tags say in the context of every call on it.
 */
export function resourceContext(
  view: EstateView,
  account: string,
  role: RoleState | undefined,
) {
  const organization = organizationContext(view.account(account), {
    id: 'aws:ResourceOrgID',
    paths: 'aws:ResourceOrgPaths',
  });
  const tags = tagContext(
    ['aws:ResourceTag', 'iam:ResourceTag'],
    role && tagsOf(view, role),
  );
  return {
    context: { ...organization.context, ...tags.context },
    unknown: internKeys([...organization.unknown, ...tags.unknown]),
  };
}
