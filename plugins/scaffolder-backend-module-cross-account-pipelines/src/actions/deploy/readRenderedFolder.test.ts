import { createMockDirectory } from '@backstage/backend-test-utils';
import { stringify } from 'yaml';
import { readRenderedFolder } from './readRenderedFolder';

const directory = createMockDirectory();

const manifest = {
  version: 1,
  pipeline: { name: 'orders', account: '012345678901', region: 'eu-west-1' },
  stacks: [
    {
      phase: 'foundation',
      account: '012345678901',
      region: 'eu-west-1',
      stackName: 'orders-foundation',
      template: 'foundation.yaml',
    },
  ],
};

function write(content: unknown) {
  directory.setContent({
    'outside.yaml': 'Secret: true',
    folder: {
      'manifest.yaml':
        typeof content === 'string' ? content : stringify(content),
      'foundation.yaml': 'Resources: {}',
    },
  });
}

function withStack(stack: object) {
  return { ...manifest, stacks: [{ ...manifest.stacks[0], ...stack }] };
}

describe('readRenderedFolder', () => {
  it('reads the manifest, keeps leading zeros, and reads its templates', async () => {
    write(manifest);
    await expect(
      readRenderedFolder(directory.resolve('folder')),
    ).resolves.toEqual({
      pipelineArn: 'arn:aws:codepipeline:eu-west-1:012345678901:orders',
      manifest,
      templates: { 'foundation.yaml': 'Resources: {}' },
    });
  });

  it.each<[string, unknown, string]>([
    ['text that is not YAML', 'a: [', 'manifest.yaml is not YAML'],
    ['a list', [], 'The manifest: must be a map.'],
    ['another version', { ...manifest, version: 2 }, 'version: must be 1.'],
    [
      'no pipeline',
      { ...manifest, pipeline: undefined },
      'pipeline in manifest.yaml has to say which pipeline',
    ],
    [
      'no stacks',
      { ...manifest, stacks: [] },
      'stacks: must name at least one stack.',
    ],
    [
      'an account id that lost its zero',
      stringify(manifest).replaceAll('"012345678901"', '12345678901'),
      'pipeline.account: must be text: twelve digits in quotes.',
    ],
    [
      'a stack without a name',
      withStack({ stackName: undefined }),
      'stacks[0].stackName: must be text in quotes.',
    ],
    [
      'a template that is not there',
      withStack({ template: 'gone.yaml' }),
      'gone.yaml is not in the folder to deploy; a render step writes it',
    ],
    [
      'a template outside the folder',
      withStack({ template: '../outside.yaml' }),
      'stacks[0].template: must be a path inside the folder of the file that names it.',
    ],
  ])('refuses %s', async (_, content, message) => {
    write(content);
    const reading = readRenderedFolder(directory.resolve('folder'));
    await expect(reading).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(message),
    });
  });

  it('says which step writes what is missing', async () => {
    directory.setContent({});
    await expect(
      readRenderedFolder(directory.resolve('folder')),
    ).rejects.toThrow('manifest.yaml is not in the folder to deploy');
  });
});
