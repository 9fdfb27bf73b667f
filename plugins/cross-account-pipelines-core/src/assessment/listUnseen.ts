import type { PipelineLinks } from '../pipeline';
import { say, write, type Unseen } from '../report';
import { unseenGuardrail } from './access/accessContext';
import type { EstateView } from './EstateView';

const guardrails = [
  ['serviceControlPolicies', 'scp'],
  ['resourceControlPolicies', 'rcp'],
] as const;

/**
 * What a healthy verdict did not see.
 */
export function listUnseen(view: EstateView, links: PipelineLinks): Unseen[] {
  const ids = [
    ...new Set([links.account, ...links.links.map(({ account }) => account)]),
  ];
  const blind = guardrails.flatMap(([kind, short]) => {
    const unseen = ids.filter(
      id => view.account(id) && unseenGuardrail(view, id, kind),
    );
    const reasonOf = (id: string) => view.account(id)?.guardrails?.unreadable;
    return [...new Set(unseen.map(reasonOf))].map(reason => {
      const accounts = unseen.filter(id => reasonOf(id) === reason);
      return write(
        'sentence',
        reason
          ? say(`unseen.${short}-refused`, {
              accounts,
              why: reason.replace(/\.$/, ''),
            })
          : say(`unseen.${short}`, { accounts }),
      );
    });
  });
  return [...blind, ...links.unseen];
}
