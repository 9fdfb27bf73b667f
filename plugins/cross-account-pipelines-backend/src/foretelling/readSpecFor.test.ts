import { mockCredentials } from '@backstage/backend-test-utils';
import { parsePipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import {
  digestOfTemplates,
  readDeployedPipeline,
  readTemplateFolder,
} from 'backstage-plugin-cross-account-pipelines-node';
import { readSpecFor } from './readSpecFor';

jest.mock('backstage-plugin-cross-account-pipelines-node', () => ({
  ...jest.requireActual('backstage-plugin-cross-account-pipelines-node'),
  readDeployedPipeline: jest.fn(),
}));

const tools = '111111111111';
const dev = '012345678901';
const region = 'eu-west-1';
const pipelineArn = `arn:aws:codepipeline:${region}:${tools}:orders`;

const spec = parsePipelineSpec({
  name: 'orders',
  account: tools,
  region,
  source: { provider: 'S3', bucket: 'sources', objectKey: 'orders.zip' },
  deployRole: {
    statements: [{ Effect: 'Allow', Action: 'ssm:*', Resource: '*' }],
  },
  stages: [
    {
      name: 'Dev',
      targets: [
        {
          account: dev,
          region,
          deploy: {
            provider: 'CloudFormation',
            stackName: 'orders',
            templatePath: 'template.yaml',
          },
        },
      ],
    },
  ],
});

/** For somebody who sees these accounts. */
function readFor(
  seen: string[],
  options: { digest?: string; templates?: string } = {},
) {
  const { digest = 'of others', templates } = options;
  jest.mocked(readDeployedPipeline).mockResolvedValue({
    record: { spec, templates: { digest, origin: 'suite' } },
  } as Awaited<ReturnType<typeof readDeployedPipeline>>);
  return readSpecFor({ pipelineArn, credentials: mockCredentials.user() }, {
    access: {
      listAccounts: async () => seen.map(id => ({ id })),
      isService: () => false,
      nameOf: () => 'user:default/bob',
    },
    owners: { require: async () => ({}) },
    planning: { templates },
  } as any);
}

describe('readSpecFor', () => {
  it('gives what made a pipeline, without what the platform team says', async () => {
    const read = await readFor([tools, dev]);
    expect(read).toMatchObject({ pipelineArn, spec: { name: 'orders' } });
    expect(read.spec).not.toHaveProperty('deployRole');
  });

  it('says whether it is made from the templates of the portal', async () => {
    const seen = [tools, dev];
    const digest = digestOfTemplates(await readTemplateFolder(), {});
    const standing = async (options: Parameters<typeof readFor>[1]) =>
      (await readFor(seen, options)).templates;
    await expect(standing({ digest })).resolves.toEqual({
      origin: 'suite',
      areCurrent: true,
    });
    await expect(standing({})).resolves.toEqual({
      origin: 'suite',
      areCurrent: false,
    });
    await expect(
      standing({ templates: 'https://example.com/templates' }),
    ).resolves.toEqual({ origin: 'suite' });
  });

  it.each([
    ['a target', [tools]],
    ['the pipeline account', [dev]],
  ])('gives nothing to who does not see %s', async (_, seen) => {
    await expect(readFor(seen)).rejects.toThrow(
      'reaches accounts that the portal does not let you see',
    );
  });
});
