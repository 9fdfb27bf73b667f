import type { PipelineLinks } from '../pipeline';
import type { EstateView } from './EstateView';

/**
 * What a healthy verdict did not see, in sentences.
 */
export function listUnseen(view: EstateView, links: PipelineLinks): string[] {
  const accounts = [
    ...new Set([links.account, ...links.links.map(({ account }) => account)]),
  ];
  const blind = accounts.filter(id => {
    const account = view.account(id);
    return account && !seesGuardrails(account.guardrails);
  });
  return [
    ...(blind.length > 0
      ? [
          `Service and resource control policies of ${blind.join(
            ', ',
          )} could not be seen.`,
        ]
      : []),
    ...links.unseen,
  ];
}

function seesGuardrails(
  guardrails: NonNullable<ReturnType<EstateView['account']>>['guardrails'],
): boolean {
  return Boolean(
    guardrails?.isManagementAccount ||
      (guardrails?.serviceControlPolicies &&
        guardrails.resourceControlPolicies),
  );
}
