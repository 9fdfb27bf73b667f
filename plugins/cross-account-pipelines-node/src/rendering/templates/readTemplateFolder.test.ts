import { createMockDirectory } from '@backstage/backend-test-utils';
import { readTemplateFolder } from './readTemplateFolder';

const directory = createMockDirectory();

describe('readTemplateFolder', () => {
  it("reads the suite's own templates", async () => {
    const templates = await readTemplateFolder();
    expect(templates.foundation.text).toContain('AWS::KMS::Key');
    expect(templates.targetAccount.text).toContain('AWS::IAM::Role');
    expect(templates.pipeline.text).toContain('AWS::CodePipeline::Pipeline');
  });

  it('takes what a folder holds, and the rest from the suite', async () => {
    directory.setContent({ 'target-account.yaml': 'ours' });
    const suite = await readTemplateFolder();
    expect(await readTemplateFolder(directory.path)).toEqual({
      ...suite,
      origin: 'own templates',
      targetAccount: {
        file: directory.resolve('target-account.yaml'),
        text: 'ours',
      },
    });
  });

  it('refuses a folder without any', async () => {
    directory.setContent({ 'other.yaml': '' });
    await expect(readTemplateFolder(directory.path)).rejects.toThrow(
      /There is no template in .*; it can hold foundation.yaml, target-account.yaml, target-stack-set.yaml, pipeline.yaml/,
    );
    await expect(
      readTemplateFolder(directory.resolve('nowhere')),
    ).rejects.toThrow('There is no template in');
  });
});
