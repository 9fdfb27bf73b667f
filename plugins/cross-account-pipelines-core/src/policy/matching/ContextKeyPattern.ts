import { remembering } from '../remembering';
import { FALSE } from './Truth';
import { Wildcard } from './Wildcard';

/**
 * Permissions that assuming a role takes besides its own action, by what the
 * names of the context keys begin with that tell so.
 */
const IMPLIED_ACTIONS: Array<{ action: string; beginnings: string[] }> = [
  {
    // IAM/latest/UserGuide/id_session-tags
    action: 'sts:tagsession',
    beginnings: ['aws:requesttag/', 'aws:tagkeys', 'sts:transitivetagkeys'],
  },
  {
    // IAM/latest/UserGuide/id_credentials_temp_control-access_monitor
    action: 'sts:setsourceidentity',
    beginnings: ['sts:sourceidentity', 'aws:sourceidentity'],
  },
];

/**
 * The names of context keys as requests give them: one name in any case, or with
 * `*` for any characters.
 */
export class ContextKeyPattern {
  static of = remembering((name: string) => new ContextKeyPattern(name));

  /** In lower case: what assuming a role also takes when such a key is set. */
  readonly impliedActions: readonly string[];
  private readonly wildcard: Wildcard;

  private constructor(name: string) {
    this.wildcard = Wildcard.compile(name.toLowerCase());
    this.impliedActions = IMPLIED_ACTIONS.filter(({ beginnings }) =>
      beginnings.some(beginning => this.mayBeginWith(beginning)),
    ).map(({ action }) => action);
  }

  /** @param key - in lower case */
  matches(key: string): boolean {
    return this.wildcard.matches(key);
  }

  /** Whether it may stand for a key that begins so, in lower case. */
  mayBeginWith(beginning: string): boolean {
    return this.wildcard.matchesBeginning(beginning) !== FALSE;
  }
}
