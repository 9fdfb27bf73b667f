import {
  parseTemplate,
  resolveTemplate,
  type TemplateBody,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { mergeByPlace } from './mergeByPlace';

const regions = ['eu-west-1', 'us-east-1', 'eu-central-1'];

const inRegions = (bodies: TemplateBody[]) =>
  new Map(
    bodies.map((body, index) => [
      regions[index],
      { region: regions[index], body },
    ]),
  );

function resolveIn(
  region: string,
  body: TemplateBody,
  account = '012345678901',
) {
  const { resources, outputs, problems } = resolveTemplate({
    template: parseTemplate({ file: 't.json', text: JSON.stringify(body) }),
    account,
    region,
    stackName: 's',
    parameters: {},
  });
  expect(problems).toEqual([]);
  return { resources, outputs };
}

function roleWith(statements: unknown[], own: object = {}): TemplateBody {
  return {
    Parameters: { Name: { Type: 'String', Default: 'n' } },
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: { Ref: 'Name' },
          Policies: [
            { PolicyName: 'p', PolicyDocument: { Statement: statements } },
          ],
        },
      },
      ...own,
    },
  } as TemplateBody;
}

const allow = (Action: unknown) => ({ Effect: 'Allow', Action, Resource: '*' });
const topic = { Type: 'AWS::SNS::Topic', Properties: {} };

describe('mergeByPlace', () => {
  it.each<[string, TemplateBody[]]>([
    ['another value', [roleWith([allow('a:B')]), roleWith([allow('a:C')])]],
    [
      'more items in a list',
      [roleWith([allow('a:B')]), roleWith([allow('a:B'), allow('a:C')])],
    ],
    [
      'a function in the place of a value',
      [roleWith([allow('a:B')]), roleWith([allow({ 'Fn::Sub': 'a:${Name}' })])],
    ],
    [
      'all three',
      [roleWith([allow('a:B')]), roleWith([allow('a:C')]), roleWith([])],
    ],
    [
      'a condition of one of them',
      [
        roleWith([allow('a:B')]),
        {
          ...roleWith([
            { 'Fn::If': ['Never', allow('a:C'), { Ref: 'AWS::NoValue' }] },
          ]),
          Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
        },
      ],
    ],
    [
      'conditions of one name that say different things',
      ['n', 'm', 'n'].map(name => ({
        ...roleWith([
          { 'Fn::If': ['Is', allow('a:C'), { Ref: 'AWS::NoValue' }] },
        ]),
        Conditions: { Is: { 'Fn::Equals': [{ Ref: 'Name' }, name] } },
      })),
    ],
    [
      'a resource with a condition that two of three have',
      [
        roleWith([]),
        ...['n', 'm'].map(name => ({
          ...roleWith([], { Topic: { ...topic, Condition: 'Is' } }),
          Conditions: { Is: { 'Fn::Equals': [{ Ref: 'Name' }, name] } },
        })),
      ],
    ],
    [
      'a resource that only one has',
      [roleWith([allow('a:B')]), roleWith([allow('a:B')], { Topic: topic })],
    ],
  ])('is in each Region what its own template is: %s', (_, bodies) => {
    const merged = mergeByPlace(inRegions(bodies));
    for (const [index, body] of bodies.entries()) {
      expect(resolveIn(regions[index], merged)).toEqual(
        resolveIn(regions[index], body),
      );
    }
  });

  it('stays as it is where all are the same', () => {
    const body = roleWith([allow('a:B')]);
    expect(mergeByPlace(inRegions(regions.map(() => body)))).toEqual(body);
  });

  it('is in accounts of a Region what their own templates are', () => {
    const [region] = regions;
    const ids = Array.from({ length: 25 }, (_, index) =>
      String(index).padStart(12, '0'),
    );
    const [few, rest] = [
      roleWith([allow('a:B')], { Topic: topic }),
      roleWith([allow('a:C')], {
        Queue: { ...topic, Type: 'AWS::SQS::Queue' },
      }),
    ];
    const merged = mergeByPlace(
      new Map([
        ['few', { region, accounts: ids.slice(0, 24), body: few }],
        ['rest', { region, body: rest }],
      ]),
    );
    for (const account of ids) {
      expect(resolveIn(region, merged, account)).toEqual(
        resolveIn(region, account === ids[24] ? rest : few, account),
      );
    }
  });
});
