import { evaluateAccess, type AccessRequest } from '../../policy';
import type { DocumentReference } from '../../report';
import {
  contextOfEveryCall,
  organizationContext,
  unknownOfEveryCall,
} from '../access/accessContext';
import type { AssessmentScope } from '../AssessmentScope';
import { documentPolicy } from '../documents/documentPolicy';

/**
 * Whether the policy of a resource lets somebody of another account in; in doubt
 * it does.
 */
export function ownPolicyAllows(
  { view }: AssessmentScope,
  asked: {
    request: Pick<AccessRequest, 'principal' | 'action' | 'resource'>;
    /** The accounts of who asks and of the resource. */
    account: string;
    owner: string;
    policy: unknown;
    document: DocumentReference;
    context?: Record<string, string>;
    unknown: string[];
  },
): boolean {
  const { request, account, owner, policy, document, context } = asked;
  if (policy === undefined) {
    return false;
  }
  const organization = organizationContext(view.account(account), 'principal');
  const { layers } = evaluateAccess({
    request: {
      ...request,
      resourceAccount: owner,
      context: {
        ...contextOfEveryCall,
        ...organization.context,
        'aws:PrincipalAccount': account,
        ...context,
      },
      unknownContextKeys: [
        ...unknownOfEveryCall,
        ...organization.unknown,
        'aws:PrincipalTag/*',
        ...asked.unknown,
      ],
    },
    identityPolicies: [],
    resourcePolicy: documentPolicy(
      document,
      { document: policy },
      view.documents,
    ),
  });
  const decision = layers.resource?.decision;
  return decision === 'Allowed' || decision === 'Undetermined';
}
