import type { PipelineDefinition, PipelineLinks } from '../../pipeline';
import type { EstateView } from '../EstateView';
import { listPipeline } from '../linksOf';
import { foreignActions, type ForeignActions } from './foreignActions';
import { JudgedAccount } from './JudgedAccount';
import type { Mentions } from './mentionsOf';

/** An account of which everything is true that is true of another one. */
export interface AlikeAccount {
  account: string;
  /** The one that is judged. */
  judged: string;
  /** Its actions, `Stage/Action`, by those of the other. */
  paths: ReadonlyMap<string, string>;
}

/**
 * The links of a pipeline without the hops of those accounts that are like
 * another one.
 */
export interface LinksOfAlike {
  links: PipelineLinks;
  /** By account id. */
  alike: ReadonlyMap<string, AlikeAccount>;
}

/**
 * Accounts that a pipeline reaches in the same way: with the ids of two of them
 * exchanged wherever they are written, everything that decides is as it was. So
 * the verdicts on one are those on the other with the ids exchanged.
 *
 * @returns nothing where no two are known to be alike
 */
export function findAlikeAccounts(
  view: EstateView,
  pipelineArn: string,
  definition: PipelineDefinition,
): LinksOfAlike | undefined {
  const { origin, deployments = [] } = view.estate;
  // What is planned depends on files, and on the order of its stacks, as well.
  if (origin !== 'observed' || deployments.length > 0) {
    return undefined;
  }
  const looked = new Map<object, Mentions | undefined>();
  let kinds = kindsOf(view, foreignActions(definition, pipelineArn));
  let mayDivide = true;
  while (kinds.length > 0) {
    const others = kinds.flatMap(([, ...rest]) => rest);
    const emptied = new Set(others.map(({ account }) => account));
    const listing = listPipeline(view, pipelineArn, definition, emptied);
    const divided: ForeignActions[][] = [];
    let isSettled = true;
    for (const [first, ...rest] of kinds) {
      const judged = new JudgedAccount(first, { view, looked, ...listing });
      const like = rest.filter(({ account }) => judged.isLike(account));
      const unlike = rest.filter(each => !like.includes(each));
      isSettled &&= unlike.length === 0;
      divided.push([first, ...like]);
      // Those of another kind may be alike among themselves.
      if (mayDivide) {
        divided.push(
          ...alikeBy(unlike, ({ account }) => judged.differencesOf(account)),
        );
      }
    }
    if (isSettled) {
      return { links: listing.links, alike: new Map(kinds.flatMap(alikeOf)) };
    }
    kinds = divided.filter(kind => kind.length > 1);
    mayDivide = false;
  }
  return undefined;
}

/** Accounts with the same surroundings, in which the same is done. */
function kindsOf(
  view: EstateView,
  accounts: ForeignActions[],
): ForeignActions[][] {
  return alikeBy(
    accounts.filter(({ account }) => view.account(account)),
    ({ account, shape }) =>
      `${view.surroundings(view.account(account)!)}\n${shape}`,
  );
}

/** Those of which some text is the same, two at least. */
function alikeBy(
  accounts: ForeignActions[],
  textOf: (each: ForeignActions) => string,
): ForeignActions[][] {
  const kinds = new Map<string, ForeignActions[]>();
  for (const each of accounts) {
    const text = textOf(each);
    const kind = kinds.get(text);
    if (kind) {
      kind.push(each);
    } else {
      kinds.set(text, [each]);
    }
  }
  return [...kinds.values()].filter(kind => kind.length > 1);
}

function alikeOf([judged, ...others]: ForeignActions[]): Array<
  [string, AlikeAccount]
> {
  return others.map(({ account, paths }) => [
    account,
    {
      account,
      judged: judged.account,
      paths: new Map(judged.paths.map((path, index) => [path, paths[index]])),
    },
  ]);
}
