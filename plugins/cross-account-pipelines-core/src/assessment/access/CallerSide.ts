import type { RoleState } from '../../estate';
import { accountOf, type AccessHop, type HopPrincipal } from '../../pipeline';
import type { PolicySource } from '../../policy';
import type { DocumentReference } from '../../report';
import {
  contextOfEveryCall,
  guardrailPolicies,
  organizationContext,
  tagContext,
  tagsOf,
  unknownOfEveryCall,
  unseenGuardrail,
} from './accessContext';
import { documentPolicy } from '../documents/documentPolicy';
import {
  boundaryOf,
  documentAt,
  policyOf,
} from '../documents/documentReference';
import type { EstateView } from '../EstateView';
import { missingRole, type Judgement } from '../Judgement';

/**
 * The caller's half of a decision: everything about a principal that does not
 * depend on what it asks for.
 */
export interface CallerSide {
  /** Twelve digits; empty for a service. */
  account: string;
  principal: string;
  principalIds?: string[];
  context: Record<string, string | string[]>;
  unknownContextKeys: readonly string[];
  identityPolicies: PolicySource[];
  permissionsBoundary?: PolicySource;
  serviceControlPolicies?: PolicySource[][];
  /** What was asked. */
  document: DocumentReference;
  /** Guardrails that bind it and could not be seen. */
  unseen?: DocumentReference;
  /** Absent for a service and for a role that could not be read. */
  role?: RoleState;
}

/**
 * The caller's side, or the verdict where nothing has to be asked any more.
 */
export function callerOf(
  { principal }: AccessHop,
  view: EstateView,
): CallerSide | Judgement {
  if (principal.type === 'service') {
    return view.memory.serviceCallers.get(
      principal,
      view.account(principal.sourceAccount),
      () => serviceCaller(view, principal),
    );
  }
  const { arn, purpose } = principal;
  const found = view.role(arn);
  switch (found.state) {
    case 'missing':
      return missingRole({
        arn,
        purpose,
        side: 'caller',
        account: found.account,
        view,
      });
    case 'unread':
      return roleCaller(view, arn, undefined, found.reason.text);
    default:
      return view.memory.roleCallers.get(
        found.value,
        view.account(found.account),
        () => roleCaller(view, arn, found.value, ''),
      );
  }
}

/**
 * @param role - absent when the role could not be read
 */
function roleCaller(
  view: EstateView,
  arn: string,
  role: RoleState | undefined,
  unreadReason: string,
): CallerSide {
  const account = accountOf(arn) ?? '';
  const document = documentAt('identity policies', arn);
  const organization = organizationContext(view.account(account), 'principal');
  const tags = tagContext('principal', role && tagsOf(view, role));
  const boundary = role?.permissionsBoundary;
  const { documents } = view;
  const { keyLists } = view.shared;
  return {
    account,
    principal: arn,
    principalIds: role?.uniqueId ? [role.uniqueId] : undefined,
    context: {
      ...contextOfEveryCall,
      ...organization.context,
      ...tags.context,
    },
    unknownContextKeys: keyLists.merge(
      keyLists.merge(unknownOfEveryCall, organization.unknown),
      tags.unknown,
    ),
    identityPolicies: role
      ? role.policies.map(policy =>
          documentPolicy(policyOf(arn, policy), policy, documents),
        )
      : [documentPolicy(document, { unreadable: unreadReason }, documents)],
    permissionsBoundary:
      boundary &&
      documentPolicy(boundaryOf(arn, boundary), boundary, documents),
    serviceControlPolicies: guardrailPolicies(
      view,
      account,
      'serviceControlPolicies',
    ),
    unseen: unseenGuardrail(view, account, 'serviceControlPolicies'),
    document,
    role,
  };
}

/**
 * A service. No guardrail binds it: G4.
 */
function serviceCaller(
  view: EstateView,
  principal: Extract<HopPrincipal, { type: 'service' }>,
): CallerSide {
  const organization = organizationContext(
    view.account(principal.sourceAccount),
    'source',
  );
  const context: Record<string, string | string[]> = {
    ...contextOfEveryCall,
    ...organization.context,
    'aws:SourceAccount': principal.sourceAccount,
  };
  if (principal.sourceArn) {
    context['aws:SourceArn'] = principal.sourceArn;
  }
  return {
    account: '',
    principal: principal.name,
    context,
    unknownContextKeys: view.shared.keyLists.merge(
      unknownOfEveryCall,
      organization.unknown,
    ),
    identityPolicies: [],
    document: { type: 'service', account: '', name: principal.name },
  };
}
