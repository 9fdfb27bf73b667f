import {
  checkStacks,
  parsePipelineSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import { validateTemplate } from './validateTemplate';
import { readTemplateFolder, renderPipeline } from '../rendering';

// The validating engine takes a few seconds to start, more on a busy machine.
jest.setTimeout(120_000);

/** More stages than one pipeline takes, so that it hands over to another. */
async function renderTwoPipelines() {
  const spec = parsePipelineSpec({
    name: 'fleet',
    account: '111111111111',
    region: 'eu-west-1',
    source: { provider: 'S3', bucket: 'sources', objectKey: 'a.zip' },
    deploy: {
      provider: 'CloudFormation',
      stackName: 'app',
      templatePath: 'template.yaml',
    },
    stages: Array.from({ length: 50 }, (_, index) => ({
      name: `Stage${index}`,
      targets: [{ account: String(200000000000 + index), region: 'eu-west-1' }],
    })),
  });
  const { manifest, files } = renderPipeline({
    spec,
    templates: await readTemplateFolder(),
  });
  return { manifest, templates: files };
}

describe('checkStacks', () => {
  it('judges the pipelines that the one of the manifest starts, too', async () => {
    const { manifest, templates } = await renderTwoPipelines();
    const [, second] = manifest.stacks.filter(
      ({ phase }) => phase === 'pipeline',
    );
    const text = templates[second.template];
    const wrong = text.replaceAll(
      'arn:aws:iam::200000000049:role/fleet-pipeline-action',
      'arn:aws:iam::200000000049:role/somebody-else',
    );
    expect(wrong).not.toBe(text);
    const { reports, findings } = await checkStacks({
      validateTemplate,
      manifest,
      templates: { ...templates, [second.template]: wrong },
    });
    expect(reports.map(({ name, health }) => [name, health])).toEqual([
      // The source bucket is in no template.
      ['fleet', 'unknown'],
      ['fleet-2', 'broken'],
    ]);
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 'H1',
        level: 'error',
        pipeline: 'fleet-2',
        // The definition is what names the wrong role.
        account: '111111111111',
      }),
    );
  });
});
