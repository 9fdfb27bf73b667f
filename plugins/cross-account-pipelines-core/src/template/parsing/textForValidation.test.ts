import { parse } from 'yaml';
import { parseTemplate } from './parseTemplate';

function template(items: string[]): string {
  return [
    'Resources:',
    '  Pipeline:',
    '    Type: AWS::CodePipeline::Pipeline',
    '    Properties:',
    '      Actions:',
    ...items,
    '  Topic:',
    '    Type: AWS::SNS::Topic',
    '',
  ].join('\n');
}

function action(account: number, more: string[] = []): string {
  return [
    `        - Name: "deploy-${account}"`,
    '          # H1',
    `          RoleArn: !Sub "arn:aws:iam::${account}:role/x"`,
    ...more,
  ].join('\n');
}

function condense(text: string): string {
  return parseTemplate({ text, file: 'x.yaml' }).condense();
}

const accounts = Array.from({ length: 30 }, (_, index) => 200 + index);

describe('condense', () => {
  it('empties what differs in digits only, and keeps every line number', () => {
    const text = template(accounts.map(account => action(account)));
    const condensed = condense(text);
    expect(condensed.split('\n')).toHaveLength(text.split('\n').length);
    expect(condensed.split('\n').indexOf('  Topic:')).toBe(
      text.split('\n').indexOf('  Topic:'),
    );
    const { Resources } = parse(condensed, { logLevel: 'silent' });
    expect(Resources.Pipeline.Properties.Actions).toHaveLength(2);
    expect(Resources.Topic.Type).toBe('AWS::SNS::Topic');
  });

  it('keeps what differs in anything else', () => {
    const items = accounts.map((account, index) =>
      action(account, index === 17 ? ['          Region: mars'] : []),
    );
    const text = template(items);
    const line = text.split('\n').indexOf('          Region: mars');
    expect(condense(text).split('\n')[line]).toBe('          Region: mars');
  });

  it('leaves short lists alone', () => {
    const text = template(accounts.slice(0, 19).map(each => action(each)));
    expect(condense(text)).toBe(text);
  });

  it('leaves JSON alone', () => {
    const text = JSON.stringify({
      Resources: { A: { Type: 'X', Properties: { List: accounts } } },
    });
    expect(condense(text)).toBe(text);
  });

  it('condenses lists in lists', () => {
    const stages = ['a', 'b'].map(name =>
      [
        `        - Name: ${name}`,
        '          List:',
        ...accounts.map(account => `            - ${account}`),
      ].join('\n'),
    );
    const { Resources } = parse(condense(template(stages)));
    expect(
      Resources.Pipeline.Properties.Actions.map((each: any) => each.List),
    ).toEqual([
      [200, 201],
      [200, 201],
    ]);
  });
});

describe('what the validator could not read', () => {
  const wrap = (value: string) =>
    `Resources:\n  A:\n    Type: X\n    Properties:\n      P: ${value}\n`;

  it.each([
    ['[ Ref: B ]', '[ {Ref: B} ]'],
    ['[a, "k" : { b: [c: d] }, e]', '[a, {"k" : { b: [{c: d}] }}, e]'],
    [
      '!Join ["", ["x", "Fn::ImportValue": !Sub y]]',
      '!Join ["", ["x", {"Fn::ImportValue": !Sub y}]]',
    ],
    ['[{ Ref: B }, !GetAtt B.Arn]', '[{ Ref: B }, !GetAtt B.Arn]'],
  ])('puts braces around a pair in a flow list: %s', (value, expected) => {
    const condensed = condense(wrap(value));
    expect(condensed).toBe(wrap(expected));
  });

  it('drops keys that a later one replaces, and keeps every line', () => {
    const text = [
      'Resources:',
      '  A:',
      '    Type: X',
      '    Properties:',
      '      Name: old',
      '      List:',
      '        - a',
      '      Name: new',
      '      Map: { a: 1, b: 2, a: 3 }',
      '      List: [b]',
      '',
    ].join('\n');
    const condensed = condense(text);
    expect(condensed.split('\n')).toHaveLength(text.split('\n').length);
    expect(parse(condensed).Resources.A.Properties).toEqual({
      Name: 'new',
      Map: { b: 2, a: 3 },
      List: ['b'],
    });
    expect(condensed.split('\n')[7]).toBe('      Name: new');
  });
});
