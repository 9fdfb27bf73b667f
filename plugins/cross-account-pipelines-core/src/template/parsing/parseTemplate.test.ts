import { parseTemplate } from './parseTemplate';
import { TemplateError } from './TemplateProblem';

function parse(text: string) {
  return parseTemplate({ text, file: 'stack.yaml' });
}

function problemsOf(text: string): string[] {
  try {
    parse(text);
  } catch (error) {
    expect(error).toBeInstanceOf(TemplateError);
    return (error as TemplateError).message.split('\n');
  }
  return [];
}

describe('parseTemplate', () => {
  it('reads short forms as long forms', () => {
    const { body } = parse(`
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      A: !Ref Other
      B: !GetAtt Other.Arn.Part
      C: !Sub 'arn:\${AWS::Partition}:x'
      D: !Sub
        - '\${Name}'
        - Name: !Join [':', [a, !Ref B]]
      E: !If [Prod, !Ref AWS::NoValue, plain]
      F: !GetAtt [Other, Arn]
      G: !FindInMap [Map, !Ref AWS::Region, Key]
    Condition: Prod
`);
    expect(body.Resources.Key).toEqual({
      Type: 'AWS::KMS::Key',
      Condition: 'Prod',
      Properties: {
        A: { Ref: 'Other' },
        B: { 'Fn::GetAtt': ['Other', 'Arn.Part'] },
        C: { 'Fn::Sub': 'arn:${AWS::Partition}:x' },
        D: {
          'Fn::Sub': [
            '${Name}',
            { Name: { 'Fn::Join': [':', ['a', { Ref: 'B' }]] } },
          ],
        },
        E: { 'Fn::If': ['Prod', { Ref: 'AWS::NoValue' }, 'plain'] },
        F: { 'Fn::GetAtt': ['Other', 'Arn'] },
        G: { 'Fn::FindInMap': ['Map', { Ref: 'AWS::Region' }, 'Key'] },
      },
    });
  });

  it('reads JSON, tabs and all', () => {
    const { body, locate } = parse(
      '{\n\t"Resources": {\n\t\t"Topic": {\n\t\t\t"Type": "AWS::SNS::Topic"\n\t\t}\n\t}\n}\n',
    );
    expect(body).toEqual({ Resources: { Topic: { Type: 'AWS::SNS::Topic' } } });
    expect(locate(['Resources', 'Topic'])).toEqual({ line: 3, column: 3 });
  });

  it('keeps policy versions as text', () => {
    const { body } = parse(`
AWSTemplateFormatVersion: 2010-09-09
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
`);
    expect(body.AWSTemplateFormatVersion).toBe('2010-09-09');
    expect(body.Resources.Role.Properties).toEqual({
      AssumeRolePolicyDocument: { Version: '2012-10-17' },
    });
  });

  it('finds the place of keys, items and what is inside functions', () => {
    const { locate } = parse(
      [
        'Resources:',
        '  Role:',
        '    Type: AWS::IAM::Role',
        '    Properties:',
        '      Policies:',
        '        - PolicyName: first',
        '        - PolicyName: !Join ["-", [a, b]]',
      ].join('\n'),
    );
    const policies = ['Resources', 'Role', 'Properties', 'Policies'];
    expect(locate(['Resources', 'Role'])).toEqual({ line: 2, column: 3 });
    expect(locate([...policies, 1])).toEqual({ line: 7, column: 11 });
    expect(locate([...policies, 1, 'PolicyName', 'Fn::Join', 1, 0])).toEqual({
      line: 7,
      column: 36,
    });
    expect(locate([...policies, 1, 'Nowhere'])).toEqual({
      line: 7,
      column: 11,
    });
  });

  it.each([
    ['an account id', '012345678901'],
    ['an account id of octal digits', '012345670123'],
  ])('warns about %s without quotes', (_, id) => {
    const template = `
Parameters:
  Account: {Type: String, Default: ${id}}
Mappings:
  Names:
    ${id}: {Name: dev}
Resources: {Topic: {Type: AWS::SNS::Topic}}
`;
    const { warnings, body } = parse(template);
    expect(warnings).toEqual([
      {
        file: 'stack.yaml',
        line: 3,
        column: 36,
        message: `${id} is a number without quotes and loses its leading zero; write '${id}'`,
        severity: 'warning',
      },
    ]);
    expect(Object.keys(body.Mappings!.Names)).toEqual([id]);
    expect(parse(template.replace(`: ${id}`, `: '${id}'`)).warnings).toEqual(
      [],
    );
  });

  it.each([
    [
      'an unclosed quote',
      'Resources:\n  A: "x',
      'stack.yaml:2:8: missing closing "quote',
    ],
    [
      'an unknown tag',
      'Resources:\n  A:\n    Type: !Foo X',
      'stack.yaml:3:16: CloudFormation has no tag !Foo',
    ],
    [
      'an unsupported type',
      'Resources:\n  A:\n    Type: !!binary aGk=',
      'stack.yaml:3:20: CloudFormation does not support tag:yaml.org,2002:binary',
    ],
    [
      'an alias',
      'Resources:\n  A: &a {Type: X}\n  B: *a',
      'stack.yaml:3:6: YAML aliases are not allowed in CloudFormation templates',
    ],
    [
      'a merge',
      'Resources:\n  A: {Type: X}\n  B:\n    <<: {Type: Y}',
      'stack.yaml:4:5: << is not a key that CloudFormation supports',
    ],
    [
      'a prototype',
      'Resources:\n  A: {Type: X}\n  __proto__: {Type: Y}',
      'stack.yaml:3:3: __proto__ is not a key that CloudFormation supports',
    ],
    [
      'a list as a key',
      'Resources:\n  ? [a]\n  : 1',
      'stack.yaml:2:5: keys must be text',
    ],
    [
      'another kind of document',
      'apiVersion: v1\nkind: ConfigMap\n',
      'stack.yaml:1:1: this is not a CloudFormation template: it has no Resources section with at least one resource',
    ],
    [
      'prose',
      'Hello, world',
      'stack.yaml:1:1: this is not a CloudFormation template: its top level is not a map of sections such as Resources',
    ],
    [
      'nothing',
      '',
      'stack.yaml:1:1: this is not a CloudFormation template: its top level is not a map of sections such as Resources',
    ],
    [
      'an unknown section',
      'Resource: {}\nResources: {A: {Type: X}}',
      'stack.yaml:1:1: Resource is not a section of a CloudFormation template',
    ],
    [
      'a resource without a type',
      'Resources:\n  A:\n    Properties: {}',
      'stack.yaml:2:3: Resources.A has no Type',
    ],
    [
      'properties that are no map',
      'Resources:\n  A:\n    Type: X\n    Properties: [1]',
      'stack.yaml:4:5: Resources.A.Properties must be a map',
    ],
  ])('refuses %s', (_, text, problem) => {
    expect(problemsOf(text)[0]).toContain(problem);
  });

  it('refuses a template over the limit before reading it', () => {
    expect(problemsOf(`#${'x'.repeat(1024 * 1024)}`)).toEqual([
      'stack.yaml: the template has 1048577 bytes; CloudFormation takes at most 1048576',
    ]);
  });

  it.each([
    ['lists', '['.repeat(500_000)],
    ['maps', '{a: '.repeat(200_000)],
    ['blocks', '- '.repeat(300_000)],
    ['closed lists', `Resources: ${'['.repeat(200)}${']'.repeat(200)}`],
    ['long closed lists', `A: ${'['.repeat(30_000)}${']'.repeat(30_000)}`],
  ])('refuses %s that are nested without end, and says so', (_, text) => {
    expect(problemsOf(text)[0]).toMatch(/nested (?:too deeply|more than 100)/);
  });

  it('does not unfold an alias bomb', () => {
    const bomb = Array.from(
      { length: 30 },
      (_, level) =>
        `L${level}: &l${level} [${Array(10)
          .fill(level ? `*l${level - 1}` : 'x')
          .join(',')}]`,
    ).join('\n');
    expect(problemsOf(bomb)[0]).toMatch(/aliases are not allowed/);
  });
});
