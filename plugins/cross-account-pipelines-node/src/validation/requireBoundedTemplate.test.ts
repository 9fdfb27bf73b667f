import { requireBoundedTemplate } from './requireBoundedTemplate';

const check = (text: string) =>
  requireBoundedTemplate({ text, file: 'target.yaml' });

describe('requireBoundedTemplate', () => {
  it.each([
    [
      'bytes',
      'x'.repeat(1_000_001),
      'target.yaml has 1000001 bytes; a template may have at most 1000000',
    ],
    [
      'statements in YAML',
      '- Effect: Allow\n'.repeat(10_000),
      'has 10000 policy statements; a template may have at most 4000',
    ],
    [
      'statements in JSON',
      '{"Effect" : "Allow"},'.repeat(10_000),
      'has 10000 policy statements',
    ],
    ['levels', '['.repeat(5_000), 'has 5000 levels'],
  ])('counts %s', (_, text, message) => {
    expect(() => check(text)).toThrow(message);
  });

  it('lets pass what people write', () => {
    expect(() =>
      check('- Effect: Allow\n  Resource: !Sub "${A}"\n'.repeat(4_000)),
    ).not.toThrow();
  });
});
