import type { EstateAccount, RolePolicy, RoleState } from '../../estate';
import type { PolicySource } from '../../policy';
import type { DocumentReference } from '../../report';
import { documentPolicy } from '../documents/documentPolicy';
import type { EstateView } from '../EstateView';

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

const none: readonly string[] = [];

/** The keys by which a call tells of one organization. */
class OrganizationKeys {
  /** Those that are unknown: of which the id and the path are not known. */
  readonly #unknown: readonly (readonly string[])[];

  constructor(readonly id: string, readonly paths: string) {
    this.#unknown = [none, [id], [paths], [id, paths]];
  }

  unknownTo(account: EstateAccount | undefined): readonly string[] {
    const id = account?.organizationId ? 0 : 1;
    const paths = account?.organizationPath ? 0 : 2;
    return this.#unknown[id + paths];
  }
}

/** Of whose organization a call tells. */
const organizationKeys = {
  principal: new OrganizationKeys(
    'aws:PrincipalOrgID',
    'aws:PrincipalOrgPaths',
  ),
  resource: new OrganizationKeys('aws:ResourceOrgID', 'aws:ResourceOrgPaths'),
  source: new OrganizationKeys('aws:SourceOrgID', 'aws:SourceOrgPaths'),
};

/** What an account's organization says of its principals or resources. */
export function organizationContext(
  account: EstateAccount | undefined,
  of: keyof typeof organizationKeys,
) {
  const keys = organizationKeys[of];
  const context: Record<string, string | string[]> = {};
  if (account?.organizationId) {
    context[keys.id] = account.organizationId;
  }
  if (account?.organizationPath) {
    context[keys.paths] = [account.organizationPath];
  }
  return { context, unknown: keys.unknownTo(account) };
}

const tagKeys = {
  principal: {
    prefixes: ['aws:PrincipalTag'],
    unknown: ['aws:PrincipalTag/*'],
  },
  resource: {
    prefixes: ['aws:ResourceTag', 'iam:ResourceTag'],
    unknown: ['aws:ResourceTag/*', 'iam:ResourceTag/*'],
  },
};

export function tagContext(
  of: keyof typeof tagKeys,
  tags: Record<string, string> | undefined,
) {
  const { prefixes, unknown } = tagKeys[of];
  const context: Record<string, string> = {};
  for (const key of Object.keys(tags ?? {})) {
    for (const prefix of prefixes) {
      context[`${prefix}/${key}`] = tags![key];
    }
  }
  return { context, unknown: tags ? none : unknown };
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
          view.documents,
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
): DocumentReference | undefined {
  const guardrails = view.account(account)?.guardrails;
  return guardrails?.isManagementAccount || guardrails?.[kind]
    ? undefined
    : { type: guardrailNames[kind], account };
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
  const organization = organizationContext(view.account(account), 'resource');
  const tags = tagContext('resource', role && tagsOf(view, role));
  return {
    context: { ...organization.context, ...tags.context },
    unknown: view.shared.keyLists.merge(organization.unknown, tags.unknown),
  };
}
