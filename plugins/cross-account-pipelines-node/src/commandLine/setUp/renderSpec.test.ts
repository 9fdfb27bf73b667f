import { symlink } from 'node:fs/promises';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  assessPipeline,
  estateFromTemplates,
  hopsOf,
  parsePipelineSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import { stringify } from 'yaml';
import { renderPipeline, readTemplateFolder } from '../../rendering';
import { spec } from '../__testUtils__/spec';
import type { PortalConfig } from './PortalConfig';
import { renderSpec } from './renderSpec';
import { readYamlFile } from './YamlFile';

const account = '111111111111';
const arn = 'arn:aws:s3:::sample-sources';
const deny = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: `${arn}/*`,
    },
  ],
};

describe('renderSpec, of what is there already', () => {
  const folder = createMockDirectory();
  const portal: PortalConfig = { config: mockServices.rootConfig() };

  beforeEach(() => {
    folder.clear();
    folder.addContent({ 'specs/policies/sources.json': JSON.stringify(deny) });
  });

  const render = async (resource: object) => {
    folder.addContent({
      'specs/orders.yaml': stringify({
        ...spec,
        existing: { resources: [{ arn, account, ...resource }] },
      }),
    });
    const file = 'specs/orders.yaml';
    return renderSpec({
      specFile: await readYamlFile(folder.resolve(file), file),
      portal,
      folder: folder.path,
    });
  };

  /** What becomes of reading the source. */
  const judge = async (resource: object) => {
    const rendered = await render(resource);
    if (Array.isArray(rendered)) {
      throw new Error(JSON.stringify(rendered));
    }
    const { manifest, files: templates, pipelineArn } = rendered;
    const { estate } = estateFromTemplates({ manifest, templates });
    return hopsOf(assessPipeline({ estate, pipelineArn }))
      .filter(({ id }) => /^(H2|H11).*sample-sources/.test(id))
      .map(({ health }) => health);
  };

  it.each<[string, object, string]>([
    ['is not known where nothing is said', {}, 'unknown'],
    ['is as it is said: no policy', { policy: 'none' }, 'healthy'],
    ['is as it is said: a policy', { policy: deny }, 'broken'],
    [
      'is as a file beside the spec says',
      { policy: 'policies/sources.json' },
      'broken',
    ],
  ])('%s', async (_, resource, health) => {
    expect(await judge(resource)).toContain(health);
  });

  it('says it in the manifest, once, with the policy itself', async () => {
    const rendered = await render({ policy: 'policies/sources.json' });
    expect(rendered).toMatchObject({
      manifest: { existing: [{ arn, account, policy: deny }] },
    });
  });

  it.each<[string, object, string]>([
    [
      'a file that is not there',
      { policy: 'policies/none.json' },
      'policies/none.json cannot be read: specs/policies/none.json does not exist',
    ],
    [
      'a file outside of the folder',
      { policy: '../secret.json' },
      'existing.resources[0].policy must be a path inside the folder of the file that names it.',
    ],
    [
      'a link out of the folder',
      { policy: 'link.json' },
      'link.json cannot be read: specs/link.json leads out of the folder of specs/orders.yaml',
    ],
    [
      'a field that manifests do not have either',
      { grants: [] },
      'existing.resources[0].grants is not a field of a pipeline spec.',
    ],
  ])('names %s with its place', async (_, resource, message) => {
    folder.addContent({ 'secret.json': '{}' });
    await symlink(
      folder.resolve('secret.json'),
      folder.resolve('specs/link.json'),
    );
    expect(await render(resource)).toEqual([
      {
        rule: 'pipeline-spec',
        level: 'error',
        message,
        place: {
          file: 'specs/orders.yaml',
          line: expect.any(Number),
          column: expect.any(Number),
        },
      },
    ]);
  });

  it('reads files for nobody but the command line', async () => {
    const templates = await readTemplateFolder();
    const resources = [
      {
        arn: 'arn:aws:iam::111111111111:role/r',
        account,
        policies: ['a.json'],
      },
    ];
    expect(() =>
      renderPipeline({
        spec: parsePipelineSpec({ ...spec, existing: { resources } }),
        templates,
      }),
    ).toThrow(
      'existing.resources[0].policies: names a file, which only the command line reads: write the policy in its place',
    );
  });
});
