import { shaped, text } from './textSchema';

function problemsOf(
  value: unknown,
  options: Parameters<typeof text>[0] = { max: 10 },
): string[] {
  const { error } = text(options).safeParse(value);
  return (error?.issues ?? []).map(({ message }) => message);
}

const invisible = 'must not contain line breaks or invisible characters';

describe('text', () => {
  it.each(['x', 'äöü …', '{{x}}', '${x}', '0123456789'])('takes %j', value => {
    expect(problemsOf(value)).toEqual([]);
  });

  it.each([
    ['', 'must not be empty'],
    ['01234567890', 'must have at most 10 characters'],
    ['a\tb', invisible],
    ['a\nb', invisible],
    ['a\u200bb', invisible],
    ['a\u0000b', invisible],
    ['a\u2028b', invisible],
    ['a${{ b', 'must not contain ${{'],
  ])('refuses %j', (value, problem) => {
    expect(problemsOf(value)).toEqual([problem]);
  });

  it('refuses what CloudFormation would replace', () => {
    expect(problemsOf('{{resolve:ssm:a}}', { max: 100 })).toEqual([
      'must not contain {{resolve:, which CloudFormation replaces by a secret',
    ]);
  });

  it('may be empty, or have to be longer', () => {
    expect(problemsOf('', { max: 10, min: 0 })).toEqual([]);
    expect(problemsOf('ab', { max: 10, min: 3 })).toEqual([
      'must have at least 3 characters',
    ]);
  });

  it('may have several lines', () => {
    const options = { max: 20, multiline: true };
    expect(problemsOf('a\r\n\tb', options)).toEqual([]);
    expect(problemsOf('a\u200bb', options)).toEqual([
      'must not contain invisible characters other than tabs and line breaks',
    ]);
  });

  it('may have a shape, which is said', () => {
    const schema = shaped(/^[a-z]+$/, 'lower case letters', { max: 5 });
    expect(schema.safeParse('abc').success).toBe(true);
    expect(schema.safeParse('ABC').error?.issues[0].message).toBe(
      'must be lower case letters',
    );
    expect(schema.safeParse('abcdef').success).toBe(false);
  });
});
