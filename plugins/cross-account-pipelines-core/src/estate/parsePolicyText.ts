import { remembering } from '../policy/remembering';

/**
 * Reads the text of a policy. The same text gives the same object as long as it
 * comes often, so that what thousands of accounts have alike is compiled and
 * judged once; nobody may change it.
 *
 * @throws SyntaxError for what is not JSON
 */
export const parsePolicyText: (text: string) => unknown = remembering(
  (text: string): unknown => JSON.parse(text),
);
