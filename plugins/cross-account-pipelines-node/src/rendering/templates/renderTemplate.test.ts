import { parse } from 'yaml';
import { renderTemplate } from './renderTemplate';

function render(text: string, context: object = {}) {
  return renderTemplate({ file: 'custom.yaml', text }, context);
}

describe('renderTemplate', () => {
  it('writes values as JSON and names as letters and digits', () => {
    expect(
      render(
        [
          'A: ${{ text | json }}',
          'B: ${{ list | json }}',
          '{% for region in regions %}',
          'Key${{ region | logicalId }}: ${{ region | json }}',
          '{% endfor %}',
          'C: !Sub arn:${AWS::Partition}:x',
          '',
        ].join('\n'),
        { text: 'x', list: [1, 'y'], regions: ['eu-west-1', 'us-east-1'] },
      ),
    ).toBe(
      [
        'A: "x"',
        'B: [1,"y"]',
        'KeyEuWest1: "eu-west-1"',
        'KeyUsEast1: "us-east-1"',
        'C: !Sub arn:${AWS::Partition}:x',
        '',
      ].join('\n'),
    );
  });

  it.each([
    'a"b',
    "it's",
    'x: y # z',
    '!Ref Secret',
    '${{ 7 * 7 }}',
    '{% for %}',
    'a\nB: injected',
    '\u0085B: injected\u2028\u2029',
    '*alias &anchor',
    '\u0000\u001b\u007f\ufeff',
    '日本語 🚀 \ud800',
    '}}',
  ])('keeps %j a value', value => {
    const text = render('A: ${{ value | json }}\nB: fixed\n', { value });
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(text, { version })).toEqual({ A: value, B: 'fixed' });
    }
  });

  it.each([
    ['A: ${{ name }}', '${{ name }}'],
    ['A: ${{ name | json | upper }}', '${{ name | json | upper }}'],
    ['A: ${{ name | safe }}', '${{ name | safe }}'],
  ])('refuses %s', (line, expression) => {
    expect(() => render(`# first\n${line}`, { name: 'x' })).toThrow(
      `custom.yaml:2:4: ${expression} has to end in | json`,
    );
  });

  it.each([
    [
      'a name without a value',
      'A: ok\nB: ${{ nobody | json }}',
      /custom\.yaml:2:\d+: this/,
    ],
    [
      'a list for a name',
      '${{ list | logicalId }}',
      /custom\.yaml:1:\d+: this/,
    ],
    ['broken syntax', 'A: 1\n{% if %}', /^custom\.yaml:2:/],
    ['an unclosed block', 'A: 1\n{% if x %}\nB: 2', /^custom\.yaml:/],
    [
      'an endless loop',
      '{% for a in many %}{% for b in many %}{% for c in many %}{% for d in many %}x{% endfor %}{% endfor %}{% endfor %}{% endfor %}',
      /^custom\.yaml/,
    ],
  ])('names the place of %s', (_, text, message) => {
    expect(() =>
      render(text, {
        list: [],
        many: Array.from({ length: 500 }, (__, i) => i),
      }),
    ).toThrow(message);
  });
});
