import type { BucketState, KeyState, RoleState } from '../../estate';
import type { AccessHop, Link, PipelineLinks } from '../../pipeline';
import type { EstateView, Found } from '../EstateView';
import { judgeCheck } from '../checks/judgeCheck';
import { lookUp, type Lookup } from '../linksOf';
import { forAnyAccount, type ForAnyAccount } from './forAnyAccount';
import type { ForeignActions } from './foreignActions';
import { anyId, mentionsOf, type Mentions } from './mentionsOf';

interface Listed {
  view: EstateView;
  links: PipelineLinks;
  lookups: Lookup[];
  /** What was looked through already, for any account. */
  looked: Map<object, Mentions | undefined>;
}

type State = RoleState | KeyState | BucketState;

/** Something with policies that hops are about. */
interface Named {
  id: string;
  find(view: EstateView, id: string): Found<State>;
}

/** Something that an account has itself, as text without the account's id. */
interface Owned extends Pick<Named, 'find'> {
  idIn: ForAnyAccount<string>;
  text: string;
}

/** A question about an account, with the answer as text. */
interface Asked {
  ask: ForAnyAccount<unknown>;
  answerIn: ForAnyAccount<string>;
}

/** Those of the account in which something stands. */
const rolesAndKeys = /arn:[^":]*:(?:iam|kms):[^":]*:\0:(?:role|key)\/[^"]*/g;

/**
 * An account of which a pipeline's hops are judged, with all that decides about
 * them, to tell of others whether they would be judged the same.
 */
export class JudgedAccount {
  readonly #account: string;
  readonly #links: Link[];
  readonly #named: Named[];
  /** Of which this is the account's own. */
  readonly #owned: Owned[] = [];
  /** Where all else mentions accounts. */
  readonly #mentions: Mentions[] = [];
  readonly #asked: Asked[] = [];
  /** Nothing decides about it but what {@link isLike} compares. */
  readonly #isKnown: boolean;

  constructor(
    private readonly actions: ForeignActions,
    private readonly listed: Listed,
  ) {
    this.#account = actions.account;
    this.#links = listed.links.links.filter(
      ({ account }) => account === this.#account,
    );
    this.#named = [
      ...new Map(
        this.#accessHops.flatMap(namedBy).map(each => [each.id, each]),
      ).values(),
    ];
    this.#isKnown =
      this.#keepsToItself() && this.#gatherStates() && this.#namesOnlyOwn();
    if (this.#isKnown) {
      this.#gatherAnswers();
    }
  }

  /** Whether another account would be judged the same, but for the ids. */
  isLike(account: string): boolean {
    const { view, links } = this.listed;
    return (
      this.#isKnown &&
      links.links.every(
        link => link.account !== account || link.hops.length === 0,
      ) &&
      this.#mentions.every(
        mentions => mentions.get(account) === mentions.get(this.#account),
      ) &&
      this.#owned.every(({ idIn, find, text }) => {
        const found = find(view, idIn(account));
        return (
          found.state === 'found' &&
          found.account === account &&
          textOf(found.value, account) === text
        );
      }) &&
      this.#asked.every(
        ({ ask, answerIn }) =>
          JSON.stringify(ask(account)) === answerIn(account),
      )
    );
  }

  /** All that {@link isLike} compares, the same for accounts that differ alike. */
  differencesOf(account: string): string {
    const { view } = this.listed;
    return JSON.stringify([
      this.#mentions.map(mentions => mentions.get(account)),
      this.#owned.map(({ idIn, find }) => {
        const found = find(view, idIn(account));
        return found.state === 'found' ? textOf(found.value, account) : found;
      }),
      this.#asked.map(({ ask }) => ask(account)),
    ]).replaceAll(account, anyId);
  }

  get #accessHops(): AccessHop[] {
    return this.#links.flatMap(({ hops }) =>
      hops.filter(hop => hop.type === 'access'),
    );
  }

  /** Its hops are those of its actions, and no others are. */
  #keepsToItself(): boolean {
    const paths = new Set(this.actions.paths);
    const { hops, links } = this.listed.links;
    return [{ account: '', hops }, ...links].every(link =>
      link.hops.every(hop =>
        hop.actions.every(
          path => paths.has(path) === (link.account === this.#account),
        ),
      ),
    );
  }

  /** @returns whether all of it was read, and means all accounts alike */
  #gatherStates(): boolean {
    const { view } = this.listed;
    const accounts = new Set([
      this.#account,
      ...this.#accessHops.flatMap(accountsOf),
    ]);
    const requests = this.#accessHops.map(hop => hop.requests);
    let isEven = mentionsOf(requests) !== undefined;
    const look = <P extends object>(
      part: P,
      known: Map<P, Mentions | undefined>,
    ): Mentions => {
      if (!known.has(part)) {
        known.set(part, mentionsOf(decisive(part)));
      }
      const mentions = known.get(part);
      isEven &&= mentions !== undefined;
      return mentions ?? new Map();
    };
    for (const { id, find } of this.#named) {
      const found = find(view, id);
      if (found.state !== 'found') {
        return false;
      }
      accounts.add(found.account);
      const mentions = look(found.value, this.listed.looked);
      if (found.account === this.#account) {
        this.#owned.push({
          idIn: forAnyAccount(id, this.#account),
          find,
          text: textOf(found.value, this.#account),
        });
      } else {
        this.#mentions.push(mentions);
      }
    }
    for (const account of accounts) {
      const guardrails = view.account(account)?.guardrails;
      if (guardrails) {
        this.#mentions.push(look(guardrails, view.shared.mentions));
      }
    }
    return isEven;
  }

  /**
   * Of a role that a policy of the account names, and of a key, it is asked
   * whether it is there.
   */
  #namesOnlyOwn(): boolean {
    const own = new Set(this.#owned.map(({ idIn }) => idIn(anyId)));
    return this.#owned.every(
      ({ text }) =>
        !/\d\0|\0\d/.test(text) &&
        (text.match(rolesAndKeys) ?? []).every(
          name => /[*?]/.test(name) || own.has(name),
        ),
    );
  }

  #gatherAnswers(): void {
    const { view, links, lookups } = this.listed;
    const questions = [
      ...lookups
        .filter(each => JSON.stringify(each).includes(this.#account))
        .map(({ what, about }) => {
          const lookup = forAnyAccount({ what, about }, this.#account);
          return (account: string) => lookUp(view, lookup(account));
        }),
      ...this.#links
        .flatMap(({ hops }) => hops.filter(hop => hop.type === 'check'))
        .map(hop => {
          const check = forAnyAccount(hop.check, this.#account);
          return (account: string) =>
            judgeCheck({
              hop: { ...hop, check: check(account) },
              view,
              links,
            });
        }),
    ];
    for (const ask of questions) {
      const answer = JSON.stringify(ask(this.#account));
      this.#asked.push({ ask, answerIn: forAnyAccount(answer, this.#account) });
    }
  }
}

/** What decides, beside its age where AWS refuses something, and its unique id. */
function decisive(part: object): object {
  return { ...part, uniqueId: undefined, changedAt: undefined };
}

function textOf(part: object, account: string): string {
  return JSON.stringify(decisive(part)).replaceAll(account, anyId);
}

function namedBy({ principal, target }: AccessHop): Named[] {
  return [principal, target].flatMap((each): Named[] => {
    switch (each.type) {
      case 'role':
        return [{ id: each.arn, find: (view, arn) => view.role(arn) }];
      case 'key':
        return [{ id: each.arn, find: (view, arn) => view.key(arn) }];
      case 'bucket':
        return [
          {
            id: each.name,
            find: (view, name) => view.bucket(name, each.account),
          },
        ];
      default:
        return [];
    }
  });
}

function accountsOf({ principal, target }: AccessHop): string[] {
  return [
    ...(principal.type === 'service' ? [principal.sourceAccount] : []),
    ...(target.type === 'resource' ? [target.account] : []),
  ];
}
