import * as z from 'zod';
import type { ConfiguredAccount } from '../vocabulary/ConfiguredAccount';
import { shaped, text } from '../vocabulary/textSchema';

/** `organizations/latest/APIReference/API_Tag` */
const maxTags = 50;

/** What names accounts by what they are. All that it says has to hold. */
export const accountRuleSchema = z
  .strictObject({
    environment: text({ max: 128 })
      .describe('The environment that they are configured with')
      .optional(),
    organizationalUnit: shaped(
      /^(?:ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$/,
      'the id of an organizational unit such as ou-ab12-11111111, or of a root such as r-ab12',
      { max: 68 },
    )
      .describe(
        'Id of the organizational unit, or of the root, that they are in',
      )
      .optional(),
    includeNested: z
      .boolean()
      .describe('Also those in units within that one. Default false')
      .optional(),
    tags: z
      .record(text({ max: 128 }), text({ max: 256, min: 0 }))
      .refine(tags => Object.keys(tags).length <= maxTags, {
        message: `must have at most ${maxTags} entries`,
      })
      .describe('Tags that they have, each with its value')
      .optional(),
  })
  .refine(
    ({ environment, organizationalUnit, tags }) =>
      environment !== undefined ||
      organizationalUnit !== undefined ||
      Object.keys(tags ?? {}).length > 0,
    { message: 'must name an environment, an organizational unit or tags' },
  )
  .refine(
    ({ includeNested, organizationalUnit }) =>
      includeNested === undefined || organizationalUnit !== undefined,
    {
      path: ['includeNested'],
      message: 'is for an organizationalUnit, which the rule does not name',
    },
  );

/**
 * Names accounts by what they are: all that it says has to hold.
 *
 * @alpha
 */
export type AccountRule = z.output<typeof accountRuleSchema>;

/**
 * Whether a rule names an account. What is not known of the account does not
 * hold, and an account that is no target is never named.
 *
 * @alpha
 */
export function coversAccount(
  rule: AccountRule,
  account: ConfiguredAccount,
): boolean {
  const { environment, organizationalUnit, includeNested, tags = {} } = rule;
  const own = new Map(Object.entries(account.tags ?? {}));
  return (
    account.uses.includes('target') &&
    (environment === undefined || account.environment === environment) &&
    (organizationalUnit === undefined ||
      account.organizationalUnit === organizationalUnit ||
      (includeNested === true &&
        unitsAbove(account).includes(organizationalUnit))) &&
    Object.entries(tags).every(([key, value]) => own.get(key) === value)
  );
}

function unitsAbove({ organizationPath = '' }: ConfiguredAccount): string[] {
  return organizationPath.split('/');
}

/**
 * A rule in a few words that are the same in every language:
 * `environment=production, tags.team=orders`.
 *
 * @alpha
 */
export function describeRule(rule: AccountRule): string {
  const { environment, organizationalUnit, includeNested, tags = {} } = rule;
  return [
    ...(environment === undefined ? [] : [`environment=${environment}`]),
    ...(organizationalUnit === undefined
      ? []
      : [
          `organizationalUnit=${organizationalUnit}${
            includeNested ? '/*' : ''
          }`,
        ]),
    ...Object.entries(tags).map(([key, value]) => `tags.${key}=${value}`),
  ].join(', ');
}
