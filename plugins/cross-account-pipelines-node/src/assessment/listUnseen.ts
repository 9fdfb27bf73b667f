import type { PipelineLinks } from '../pipeline';
import { unseenGuardrail } from './accessContext';
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
    return ids.length > 0
      ? [`${name} of ${ids.join(', ')} were not seen.`]
      : [];
  });
  return [...blind, ...links.unseen];
}
