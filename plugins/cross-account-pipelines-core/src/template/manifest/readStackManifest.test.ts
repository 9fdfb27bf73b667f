import { readStackManifest } from './readStackManifest';
import { StackManifestError } from './StackManifestError';

const texts: Record<string, string> = {
  'tools.yaml': 'Resources: { Key: { Type: AWS::KMS::Key } }',
  'target.yaml': 'Resources: { Role: { Type: AWS::IAM::Role } }',
  'pipeline.yaml':
    'Resources: { Pipeline: { Type: AWS::CodePipeline::Pipeline } }',
};

const stack = (
  stackName: string,
  template: string,
  more: Record<string, unknown> = {},
) => ({
  account: '111111111111',
  region: 'eu-west-1',
  stackName,
  template,
  ...more,
});

const read = (value: unknown) =>
  readStackManifest({
    value,
    readTemplate: async path => {
      if (texts[path] === undefined) {
        throw new Error(`${path} is not there`);
      }
      return texts[path];
    },
  });

describe('readStackManifest', () => {
  it('works out the phases that nobody wrote', async () => {
    const keyArn = {
      fromStack: {
        account: '111111111111',
        region: 'eu-west-1',
        stackName: 'tools',
      },
      output: 'KeyArn',
    };
    const { manifest } = await read({
      version: 1,
      stacks: [
        stack('tools', 'tools.yaml'),
        stack('target', 'target.yaml', { parameters: { KeyArn: keyArn } }),
        stack('pipeline', 'pipeline.yaml'),
        stack('later', 'target.yaml', { phase: 'foundation' }),
      ],
    });
    expect(manifest.stacks.map(({ phase }) => phase)).toEqual([
      'foundation',
      'target',
      'pipeline',
      'foundation',
    ]);
  });

  it('reads each template once', async () => {
    const { templates } = await read({
      version: 1,
      stacks: [stack('one', 'target.yaml'), stack('two', 'target.yaml')],
    });
    expect(templates).toEqual({ 'target.yaml': texts['target.yaml'] });
  });

  it('lists everything that is wrong, with its place', async () => {
    const reading = read({
      version: 2,
      stacks: [
        stack('one', 'tools.yaml', { phase: 'first' }),
        stack('two', '../x', { account: 1 }),
      ],
    });
    await expect(reading).rejects.toThrow(StackManifestError);
    await expect(reading).rejects.toMatchObject({
      problems: [
        { path: ['version'], message: 'version: must be 1.' },
        {
          path: ['stacks', 0, 'phase'],
          message: 'stacks[0].phase: must be foundation, target or pipeline.',
        },
        {
          path: ['stacks', 1, 'account'],
          message: 'stacks[1].account: must be text: twelve digits in quotes.',
        },
        { path: ['stacks', 1, 'template'] },
      ],
    });
  });

  it('names each template that cannot be read', async () => {
    await expect(
      read({
        version: 1,
        stacks: [stack('one', 'a.yaml'), stack('two', 'b.yaml')],
      }),
    ).rejects.toMatchObject({
      problems: [
        { path: ['stacks', 0, 'template'], message: 'a.yaml is not there' },
        { path: ['stacks', 1, 'template'], message: 'b.yaml is not there' },
      ],
    });
  });
});
