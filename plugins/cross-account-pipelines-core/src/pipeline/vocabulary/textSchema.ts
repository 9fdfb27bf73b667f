import * as z from 'zod';

/**
 * Text that may go into a template: nothing that CloudFormation or the template
 * engine gives a meaning to, and nothing that cannot be seen.
 */
export function text(options: {
  max: number;
  min?: number;
  multiline?: boolean;
}) {
  const { max, min = 1, multiline } = options;
  return z
    .string()
    .min(min, {
      error:
        min === 1
          ? 'must not be empty'
          : `must have at least ${min} characters`,
      abort: true,
    })
    .max(max, { error: `must have at most ${max} characters`, abort: true })
    .refine(value => !value.includes('${{'), {
      message: 'must not contain ${{',
    })
    .refine(value => !value.includes('{{resolve:'), {
      message:
        'must not contain {{resolve:, which CloudFormation replaces by a secret',
    })
    .refine(value => !hasInvisibleCharacters(value, multiline), {
      message: multiline
        ? 'must not contain invisible characters other than tabs and line breaks'
        : 'must not contain line breaks or invisible characters',
    });
}

/** Text of one shape; the shape is described for people. */
export function shaped(
  pattern: RegExp,
  description: string,
  options: { max: number; min?: number },
) {
  return text(options).regex(pattern, `must be ${description}`);
}

function hasInvisibleCharacters(value: string, multiline?: boolean): boolean {
  const visible = multiline ? value.replace(/[\t\n\r]/g, '') : value;
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(visible);
}
