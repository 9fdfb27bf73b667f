import type { PipelineLinks } from '../pipeline';
import { unseenGuardrail } from './access/accessContext';
import type { EstateView } from './EstateView';

/**
 * What a healthy verdict did not see, in sentences.
 */
export function listUnseen(view: EstateView, links: PipelineLinks): string[] {
  const accounts = [
    ...new Set([links.account, ...links.links.map(({ account }) => account)]),
  ];
  const kinds = [
    ['serviceControlPolicies', 'Service control policies'],
    ['resourceControlPolicies', 'Resource control policies'],
  ] as const;
  const blind = kinds.flatMap(([kind, name]) => {
    const ids = accounts.filter(
      id => view.account(id) && unseenGuardrail(view, id, kind),
    );
    const reasonOf = (id: string) => view.account(id)?.guardrails?.unreadable;
    return [...new Set(ids.map(reasonOf))].map(reason => {
      const alike = ids.filter(id => reasonOf(id) === reason).join(', ');
      const why = reason ? `: ${reason.replace(/\.$/, '')}` : '';
      return `${name} of ${alike} were not seen${why}.`;
    });
  });
  return [...blind, ...links.unseen];
}
