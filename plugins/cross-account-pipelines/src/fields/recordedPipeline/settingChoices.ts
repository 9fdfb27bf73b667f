/**
 * Settings of deployments that are one of few values, in the order in which they
 * are offered. Each has a title among the translations: `recordedField.choices`.
 */
export const settingChoices = {
  'CloudFormation.mode': [
    'change-set',
    'direct',
    'replace-on-failure',
    'delete',
  ],
  'EKS.accessEntry': ['make', 'there'],
  'S3.ownership': [
    'BucketOwnerEnforced',
    'BucketOwnerPreferred',
    'ObjectWriter',
  ],
} as const;

type Setting = keyof typeof settingChoices;

/** The key of a title. */
type Choice = {
  [S in Setting]: `${S}.${(typeof settingChoices)[S][number]}`;
}[Setting];

/** The values that a setting can have; undefined where it can be any text. */
export function choicesOf(
  provider: unknown,
  name: string,
): Array<{ value: string; key: Choice }> | undefined {
  const setting = `${provider}.${name}`;
  return Object.hasOwn(settingChoices, setting)
    ? settingChoices[setting as Setting].map(value => ({
        value,
        key: `${setting}.${value}` as Choice,
      }))
    : undefined;
}
