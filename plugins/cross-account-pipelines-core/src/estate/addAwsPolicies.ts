import { awsManagedPolicyName } from './awsManagedPolicies';
import type { Estate, RolePolicy } from './Estate';

function unreadAwsPolicies({ accounts }: Estate): RolePolicy[] {
  return Object.values(accounts)
    .flatMap(({ roles }) => Object.values(roles))
    .flatMap(({ policies, permissionsBoundary }) =>
      permissionsBoundary ? [...policies, permissionsBoundary] : policies,
    )
    .filter(
      ({ arn, document }) =>
        document === undefined && awsManagedPolicyName(arn ?? '') !== undefined,
    );
}

/**
 * Adds the documents of AWS's own policies that roles of an estate have and
 * nobody has read. They are the same in every account.
 *
 * @param load - the documents by what follows `policy/` in their ARNs; only
 *   called where there is something to add
 *
 * @alpha
 */
export async function addAwsPolicies(
  estate: Estate,
  load: () => Promise<Record<string, unknown>>,
): Promise<void> {
  const unread = unreadAwsPolicies(estate);
  if (unread.length === 0) {
    return;
  }
  const documents = await load();
  for (const policy of unread) {
    const name = awsManagedPolicyName(policy.arn!)!;
    if (Object.hasOwn(documents, name)) {
      policy.document = documents[name];
      delete policy.unreadable;
    }
  }
}
