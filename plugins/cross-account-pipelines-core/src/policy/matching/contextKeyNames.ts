import { FALSE } from './Truth';
import { hasWildcard, Wildcard } from './Wildcard';

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

/** Tells most names apart at once: nearly none implies anything. */
const IMPLYING = new RegExp(
  `^(?:${IMPLIED_ACTIONS.flatMap(({ beginnings }) => beginnings).join('|')})`,
  'i',
);

const NONE: readonly string[] = [];

/**
 * Whether a name as a request gives it, in any case and with `*` for any
 * characters, stands for a key.
 *
 * @param key - in lower case
 */
export function namesKey(name: string, key: string): boolean {
  return hasWildcard(name)
    ? Wildcard.compile(name.toLowerCase()).matches(key)
    : name.length === key.length && name.toLowerCase() === key;
}

/**
 * Whether such a name may stand for a key that begins so.
 *
 * @param beginning - in lower case
 */
export function mayNameKeyFrom(name: string, beginning: string): boolean {
  const wildcard = Wildcard.compile(name.toLowerCase());
  return wildcard.matchesBeginning(beginning) !== FALSE;
}

function mayImply(name: string): boolean {
  if (!hasWildcard(name)) {
    return IMPLYING.test(name);
  }
  const known = name.slice(0, name.search(/[*?]/)).toLowerCase();
  return IMPLIED_ACTIONS.some(({ beginnings }) =>
    beginnings.some(
      beginning => beginning.startsWith(known) || known.startsWith(beginning),
    ),
  );
}

/** In lower case: what assuming a role also takes when such a key is set. */
export function impliedActions(name: string): readonly string[] {
  return mayImply(name)
    ? IMPLIED_ACTIONS.filter(({ beginnings }) =>
        beginnings.some(beginning => mayNameKeyFrom(name, beginning)),
      ).map(({ action }) => action)
    : NONE;
}
