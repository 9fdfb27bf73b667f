import {
  parseTemplate,
  resolveTemplate,
  type TemplateBody,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { mergeByRegion } from './mergeByRegion';

const regions = ['eu-west-1', 'us-east-1', 'eu-central-1'];

function resolveIn(region: string, body: TemplateBody) {
  const { resources, outputs, problems } = resolveTemplate({
    template: parseTemplate({ file: 't.json', text: JSON.stringify(body) }),
    account: '012345678901',
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

describe('mergeByRegion', () => {
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
    const merged = mergeByRegion(
      new Map(bodies.map((body, index) => [regions[index], body])),
    );
    for (const [index, body] of bodies.entries()) {
      expect(resolveIn(regions[index], merged)).toEqual(
        resolveIn(regions[index], body),
      );
    }
  });

  it('stays as it is where all are the same', () => {
    const body = roleWith([allow('a:B')]);
    expect(mergeByRegion(new Map(regions.map(each => [each, body])))).toEqual(
      body,
    );
  });
});
