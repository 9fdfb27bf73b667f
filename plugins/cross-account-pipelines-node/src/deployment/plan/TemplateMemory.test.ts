import { TemplateMemory } from './TemplateMemory';

const text = (name: string, length = 0) =>
  [
    'Resources:',
    `  ${name}:`,
    '    Type: AWS::SNS::Topic',
    '    Properties: { Owner: 012345678901 }',
    `# ${'x'.repeat(length)}`,
  ].join('\n');

describe('TemplateMemory', () => {
  it('gives what it has parsed under the name that it is asked by', () => {
    const { parse } = new TemplateMemory();
    const one = parse({ file: 'one.yaml', text: text('Topic') });
    const other = parse({ file: 'other.yaml', text: text('Topic') });
    expect(other.body).toBe(one.body);
    expect([one, other].map(({ file }) => file)).toEqual([
      'one.yaml',
      'other.yaml',
    ]);
    expect([one, other].map(({ warnings }) => warnings[0])).toEqual([
      expect.objectContaining({ file: 'one.yaml', line: 4 }),
      expect.objectContaining({ file: 'other.yaml', line: 4 }),
    ]);
    expect(other.locate(['Resources', 'Topic']).line).toBe(2);
  });

  it('says of each file that it is no template', () => {
    const { parse } = new TemplateMemory();
    for (const file of ['one.yaml', 'other.yaml']) {
      expect(() => parse({ file, text: 'Resources: {}' })).toThrow(file);
    }
  });

  it('forgets first what nobody has asked for the longest', () => {
    const { parse } = new TemplateMemory();
    const bodyOf = (name: string) =>
      parse({ file: 'one.yaml', text: text(name, 400_000) }).body;
    const first = bodyOf('First');
    const second = bodyOf('Second');
    expect(bodyOf('First')).toBe(first);
    bodyOf('Third');
    expect(bodyOf('First')).toBe(first);
    expect(bodyOf('Second')).not.toBe(second);
  });

  it('reads the largest template that CloudFormation takes, and no larger one', () => {
    const { parse } = new TemplateMemory();
    const room = 1024 * 1024 - text('Topic').length;
    const largest = { file: 'one.yaml', text: text('Topic', room) };
    expect(parse(largest).body).toBe(parse(largest).body);
    expect(() => parse({ ...largest, text: `${largest.text}x` })).toThrow(
      'CloudFormation takes at most',
    );
  });
});
