import { IntrinsicError, type IntrinsicScope } from './IntrinsicScope';
import { parseTemplate } from '../parsing/parseTemplate';
import { pseudoParameters } from './pseudoParameters';
import { resolveCondition, resolveIntrinsics } from './resolveIntrinsics';

const scope: IntrinsicScope = {
  pseudoParameters: pseudoParameters({
    account: '012345678901',
    region: 'eu-west-1',
    stackName: 'orders',
    stackId: 'arn:aws:cloudformation:eu-west-1:012345678901:stack/orders/1',
  }),
  reference: name => {
    const known: Record<string, unknown> = {
      Name: 'orders',
      Accounts: ['012345678901', '222222222222'],
      Count: 2,
    };
    if (!(name in known)) {
      throw new IntrinsicError(`nothing is called ${name}`, []);
    }
    return known[name];
  },
  attribute: (logicalId, attribute) => `${logicalId}#${attribute}`,
  condition: name => name === 'Prod',
  mapping: (map, top, second) =>
    map === 'Sizes' && top === 'eu-west-1' && second === 'Size'
      ? 'small'
      : undefined,
  importValue: name => (name === 'shared-key' ? 'key-1' : undefined),
};

/** Resolves the value of a property written as in a template. */
function resolve(yaml: string): unknown {
  const { body } = parseTemplate({
    text: `Resources: {A: {Type: X, Properties: {V: ${yaml}}}}`,
    file: 'test.yaml',
  });
  return (
    resolveIntrinsics(body.Resources.A.Properties, scope) as { V?: unknown }
  ).V;
}

describe('resolveIntrinsics', () => {
  it.each<[string, unknown]>([
    ['!Ref Name', 'orders'],
    ['!Ref AWS::AccountId', '012345678901'],
    ['!Ref AWS::Partition', 'aws'],
    ['!GetAtt Key.Arn', 'Key#Arn'],
    ['!GetAtt [Nested, Outputs.Key]', 'Nested#Outputs.Key'],
    [
      "!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Name}-${Key.Arn}-${!Literal}'",
      'arn:aws:iam::012345678901:role/orders-Key#Arn-${Literal}',
    ],
    ["!Sub ['${A}-${Name}', {A: !Ref Name}]", 'orders-orders'],
    ["!Sub ['${Name}', {Name: own}]", 'own'],
    ["!Sub ['${A}', {A: '${Name}'}]", '${Name}'],
    ["!Sub '${Count} $${Name} ${}'", '2 $orders ${}'],
    ["!Join [',', [a, !Ref Name, 1, true]]", 'a,orders,1,true'],
    ["!Join [',', !Ref Accounts]", '012345678901,222222222222'],
    ['!Select [1, !Ref Accounts]', '222222222222'],
    ["!Select ['1', !Split ['/', 'a/b/c']]", 'b'],
    ['!If [Prod, a, !Ref Unknown]', 'a'],
    ['!If [Dev, !Ref Unknown, b]', 'b'],
    ['!If [Dev, 1, !Ref AWS::NoValue]', undefined],
    ['[a, !Ref AWS::NoValue, !If [Dev, x, !Ref AWS::NoValue]]', ['a']],
    ['{A: !Ref AWS::NoValue, B: {C: !Ref AWS::NoValue}}', { B: {} }],
    ['!FindInMap [Sizes, !Ref AWS::Region, Size]', 'small'],
    ['!FindInMap [Sizes, x, Size, {DefaultValue: !Ref Name}]', 'orders'],
    ['!Base64 hello', 'aGVsbG8='],
    ['!Select [0, !GetAZs ""]', 'eu-west-1a'],
    ['!Select [2, !GetAZs us-east-1]', 'us-east-1c'],
    ['!ImportValue shared-key', 'key-1'],
    ['!Length [a, b]', 2],
    ['!ToJsonString {A: !Ref Name}', '{"A":"orders"}'],
    [
      '!Cidr [10.0.0.0/16, 3, 8]',
      ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24'],
    ],
    ['!Cidr [10.1.2.3/30, 1, 2]', ['10.1.2.0/30']],
    ["!Cidr ['2001:db8::/56', 2, 64]", ['2001:db8::/64', '2001:db8:0:1::/64']],
    ["'{{resolve:ssm:/orders/key}}'", '{{resolve:ssm:/orders/key}}'],
    ['{Condition: {Bool: {a: b}}}', { Condition: { Bool: { a: 'b' } } }],
    ['{Ref: Name, Other: 1}', { Ref: 'Name', Other: 1 }],
  ])('%s', (yaml, expected) => {
    expect(resolve(yaml)).toEqual(expected);
  });

  it.each([
    ['!Ref Unknown', 'nothing is called Unknown'],
    ['!Ref [a]', 'Ref needs a name'],
    ['!GetAtt Key', 'Fn::GetAtt needs a resource and an attribute'],
    ["!Sub '${Unknown}'", 'nothing is called Unknown'],
    ["!Sub '${Accounts}'", 'Fn::Sub needs a text and got a list'],
    ['!Sub {a: b}', 'Fn::Sub needs a list'],
    ["!Join [',', a]", 'Fn::Join needs a list'],
    ['!Select [2, !Ref Accounts]', 'Fn::Select has no item 2 among 2'],
    ['!Select [-1, !Ref Accounts]', 'Fn::Select has no item -1 among 2'],
    ['!FindInMap [Sizes, x, Size]', 'no mapping Sizes.x.Size'],
    ['!ImportValue nobody', 'no stack exports nobody'],
    ['!Cidr [10.0.0.0/24, 3, 7]', '10.0.0.0/24 does not hold 3 blocks'],
    ['!Cidr [10.0.0.300/24, 1, 7]', '10.0.0.300/24 is not an address block'],
  ])('refuses %s', (yaml, message) => {
    expect(() => resolve(yaml)).toThrow(message);
  });

  it('leads to the function that failed', () => {
    const value = { Policies: [{}, { Name: { 'Fn::Join': 'x' } }] };
    expect(() => resolveIntrinsics(value, scope)).toThrow(
      expect.objectContaining({
        path: ['Policies', 1, 'Name', 'Fn::Join'],
      }),
    );
  });
});

describe('resolveCondition', () => {
  it.each<[unknown, boolean]>([
    [{ Condition: 'Prod' }, true],
    [{ Condition: 'Dev' }, false],
    [{ 'Fn::Equals': [{ Ref: 'Name' }, 'orders'] }, true],
    [{ 'Fn::Equals': [{ Ref: 'Count' }, '2'] }, true],
    [{ 'Fn::Equals': ['true', true] }, true],
    [{ 'Fn::Equals': ['a', 'b'] }, false],
    [{ 'Fn::Not': [{ Condition: 'Prod' }] }, false],
    [{ 'Fn::And': [{ Condition: 'Prod' }, { Condition: 'Dev' }] }, false],
    [
      {
        'Fn::Or': [
          { Condition: 'Dev' },
          { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] },
        ],
      },
      true,
    ],
  ])('%j', (condition, expected) => {
    expect(resolveCondition(condition, scope)).toBe(expected);
  });

  it('refuses what is not a condition', () => {
    expect(() => resolveCondition({ Ref: 'Name' }, scope)).toThrow(
      'this is not a condition',
    );
    expect(() => resolveCondition('Prod', scope)).toThrow(IntrinsicError);
  });
});
