import type { Hop, Link } from '../../pipeline';
import type { HopVerdict } from '../../report';
import type { StandIn } from '../assessPipeline';
import type { LinksOfAlike } from './findAlikeAccounts';
import { forAnyAccount, type ForAnyAccount } from './forAnyAccount';

interface OpenVerdict {
  verdictIn: ForAnyAccount<HopVerdict>;
  actions: string[];
}

/** The links that are judged in the place of those to accounts that are alike. */
export function standIns({
  links: { links },
  alike,
}: LinksOfAlike): (link: Link) => StandIn | undefined {
  const verdicts = new Map<Hop, OpenVerdict>();
  return ({ account, region }) => {
    const like = alike.get(account);
    if (!like) {
      return undefined;
    }
    const { hops } = links.find(
      link => link.account === like.judged && link.region === region,
    )!;
    return {
      hops,
      verdictOn(hop, verdictOf) {
        let known = verdicts.get(hop);
        if (!known) {
          const { actions = [], ...verdict } = verdictOf(hop);
          known = { verdictIn: forAnyAccount(verdict, like.judged), actions };
          verdicts.set(hop, known);
        }
        const verdict = known.verdictIn(account);
        return known.actions.length > 0
          ? {
              ...verdict,
              actions: known.actions.map(path => like.paths.get(path) ?? path),
            }
          : verdict;
      },
    };
  };
}
