import { resolveManifest } from '../template';
import { checkLimits } from './checkLimits';

function check(template: string, parameters: Record<string, string> = {}) {
  const { stacks } = resolveManifest({
    manifest: {
      version: 1,
      stacks: [
        {
          phase: 'pipeline',
          account: '111111111111',
          region: 'eu-west-1',
          stackName: 'orders',
          template: 'stack.yaml',
          parameters,
        },
      ],
    },
    templates: { 'stack.yaml': template },
  });
  return checkLimits(stacks).map(({ line, message }) => `${line}: ${message}`);
}

function pipeline(stages: number, actions: number, setting = 'x'): string {
  const action = `            - {Name: a, Configuration: {Text: ${setting}}}\n`;
  const stage = `        - Name: s\n          Actions:\n${action.repeat(
    actions,
  )}`;
  return `Resources:\n  P:\n    Type: AWS::CodePipeline::Pipeline\n    Properties:\n      Name: p\n      Stages:\n${stage.repeat(
    stages,
  )}`;
}

describe('checkLimits', () => {
  it('says nothing of what fits', () => {
    expect(check(pipeline(10, 50, 'x'.repeat(1000)))).toEqual([]);
  });

  it('names a stage and an action that somebody left empty', () => {
    const template = pipeline(2, 1);
    const start = template.indexOf('        - Name: s');
    expect(
      check(
        `${template.slice(0, start)}        -\n${template
          .slice(start)
          .replace('{Name: a, Configuration: {Text: x}}', '')}`,
      ),
    ).toEqual([
      '7: stage #0 has to be a map',
      '10: action #0 of stage s has to be a map',
    ]);
  });

  it.each([
    [
      'stages',
      pipeline(51, 1),
      '6: the pipeline has 51 stages; CodePipeline takes 50',
    ],
    [
      'actions',
      pipeline(11, 50),
      '6: the pipeline has 550 actions; CodePipeline takes 500',
    ],
    [
      'actions in a stage',
      pipeline(1, 51),
      '7: stage s has 51 actions; CodePipeline takes 50',
    ],
    [
      'characters in a setting',
      pipeline(1, 1, 'x'.repeat(1001)),
      '9: Text of action a has 1001 characters; CodePipeline takes 1000',
    ],
    [
      'resources',
      `Resources:\n${Array.from(
        { length: 501 },
        (_, index) => `  T${index}: {Type: 'AWS::SNS::Topic'}`,
      ).join('\n')}`,
      '1: the template has 501 resources; CloudFormation takes 500',
    ],
  ])('counts %s', (_, template, problem) => {
    expect(check(template)).toEqual([problem]);
  });

  it('counts the bytes of parameters', () => {
    const template =
      'Parameters:\n  List: {Type: String}\nResources: {T: {Type: AWS::SNS::Topic}}';
    expect(check(template, { List: 'ü'.repeat(2048) })).toEqual([]);
    expect(check(template, { List: 'ü'.repeat(2049) })).toEqual([
      '2: parameter List of stack orders in 111111111111 has 4098 bytes; CloudFormation takes 4096',
    ]);
  });
});
