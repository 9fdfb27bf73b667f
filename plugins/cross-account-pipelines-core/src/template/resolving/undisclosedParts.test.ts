import { parseTemplate } from '../parsing/parseTemplate';
import { resolveTemplate } from './resolveTemplate';

function resolve(text: string) {
  return resolveTemplate({
    template: parseTemplate({ text, file: 'stack.yaml' }),
    account: '012345678901',
    region: 'eu-west-1',
    stackName: 'orders',
  });
}

const topic = '  Topic: {Type: AWS::SNS::Topic}\n';

describe('what CloudFormation puts into a template', () => {
  it.each([
    [
      'Transform: [AWS::Serverless-2016-10-31, Ours]',
      '',
      /^macro Ours changes/,
    ],
    ['Transform: {Name: AWS::Include, Parameters: {}}', '', /^macro AWS::Inc/],
    [
      '',
      "  'Fn::ForEach::Roles': [Name, [a, b], {'Role${Name}': {Type: AWS::IAM::Role}}]\n",
      /^Fn::ForEach::Roles stands/,
    ],
    ['', "  'Fn::Transform': {Name: AWS::Include}\n", /^Fn::Transform stands/],
    [
      '',
      '  Nested: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: x}}\n',
      /^what nested stack Nested makes is in a template of its own, x, which is not read/,
    ],
    ['', '  Ours: {Type: Our::Pipeline::Roles::MODULE}\n', /^module Ours/],
  ])('is said of %s%s', (transform, resource, reason) => {
    const { undisclosed, resources, problems } = resolve(
      `${transform}\nResources:\n${topic}${resource}`,
    );
    expect(undisclosed).toEqual([expect.stringMatching(reason)]);
    expect(resources.Topic.type).toBe('AWS::SNS::Topic');
    expect(problems).toEqual([]);
  });

  it('is not said of transforms that make nothing for pipelines', () => {
    const { undisclosed } = resolve(
      `Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\nResources:\n${topic}`,
    );
    expect(undisclosed).toEqual([]);
  });

  it('may be what a name refers to', () => {
    const { outputs, problems } = resolve(
      `Resources:\n${topic}  Nested: {Type: AWS::CloudFormation::Stack}\nOutputs:\n  Role: {Value: !GetAtt Nested.Outputs.Role}\n  Other: {Value: !Ref Elsewhere}\n`,
    );
    expect(outputs).toEqual({
      Role: '{{only AWS knows Outputs.Role of Nested}}',
      Other: '{{the template has no parameter or resource Elsewhere}}',
    });
    expect(problems).toMatchObject([{ line: 6, severity: 'warning' }]);
  });
});
