import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  readTemplateFolder,
  type DeployRoleSpec,
} from 'backstage-plugin-cross-account-pipelines-node';
import { parse } from 'yaml';
import { accounts } from '../__testUtils__/accounts';
import { createRenderAction } from './createRenderAction';
import { examples } from './createRenderAction.examples';

jest.setTimeout(60_000);

const workspace = createMockDirectory();
const temporary = createMockDirectory();

const deployRole: DeployRoleSpec = {
  managedPolicyArns: [],
  statements: [{ Effect: 'Allow', Action: 'ssm:PutParameter', Resource: '*' }],
};

const repository = 'https://github.com/example/templates/tree/main/pipelines';

/** The suite's foundation with some text changed. */
async function customize(change: (text: string) => string): Promise<string> {
  const { foundation } = await readTemplateFolder();
  expect(change(foundation.text)).not.toBe(foundation.text);
  return change(foundation.text);
}

function ourFoundation(): Promise<string> {
  return customize(text =>
    text.replace('Resources:', 'Metadata:\n  Ours: true\nResources:'),
  );
}

const [oneAccount, ownTemplates] = examples.map(
  ({ example }) => parse(example).steps[0].input,
);

/** Holds what a test puts into it, at one address. */
const urlReader = mockServices.urlReader.mock({
  readTree: async url => {
    expect(url).toBe(repository);
    return {
      dir: async ({ targetDir }: { targetDir: string }) => {
        const file = join(targetDir, 'foundation.yaml');
        await writeFile(file, await ourFoundation());
        return targetDir;
      },
    } as any;
  },
});

function run(options: { input: any; isDryRun?: boolean; templates?: string }) {
  const logger = mockServices.logger.mock();
  const output = jest.fn();
  const done = createRenderAction({
    accounts,
    deployRole,
    templates: options.templates,
    urlReader,
  }).handler({
    ...createMockActionContext({
      input: options.input,
      workspacePath: workspace.path,
    }),
    createTemporaryDirectory: async () => temporary.path,
    logger,
    output,
    isDryRun: options.isDryRun,
  });
  const log = () =>
    logger.info.mock.calls.map(([line]) => line as string).join('\n');
  return { done, log, output };
}

describe('aws:cross-account-pipeline:render', () => {
  beforeEach(() => workspace.clear());

  it.each(examples.map(({ description, example }) => [description, example]))(
    'does what the example says: %s',
    async (_, example) => {
      const [step] = parse(example).steps;
      expect(step.action).toBe('aws:cross-account-pipeline:render');
      const { input } = step;
      if (input.templates) {
        workspace.addContent({
          [input.templates]: { 'foundation.yaml': await ourFoundation() },
        });
      }
      const { done, log, output } = run({ input });
      await done;

      const path = input.targetPath ?? '.cross-account-pipeline';
      expect(output).toHaveBeenCalledWith('path', path);
      expect(output).toHaveBeenCalledWith(
        'pipelineArn',
        'arn:aws:codepipeline:eu-west-1:111111111111:orders',
      );
      expect(output).toHaveBeenCalledWith('accounts', [
        '111111111111',
        ...input.stages.flatMap((stage: any) =>
          stage.targets.map((target: any) => target.account),
        ),
      ]);
      const manifest = parse(
        await readFile(workspace.resolve(path, 'manifest.yaml'), 'utf8'),
      );
      for (const { template } of manifest.stacks) {
        await expect(
          readFile(workspace.resolve(path, template), 'utf8'),
        ).resolves.toContain('Resources:');
      }
      expect(log()).toContain(
        'Plan for pipeline orders in tools (111111111111)',
      );
      expect(log()).toContain(`files to ${path}`);
    },
  );

  it.each<[string, { input: any; templates?: string }, string]>([
    [
      'of the workspace',
      { input: ownTemplates, templates: '/not/these' },
      'infrastructure/pipeline',
    ],
    [
      'of a repository',
      { input: { ...oneAccount, templates: repository } },
      '.cross-account-pipeline',
    ],
    [
      'that app-config names by URL',
      { input: oneAccount, templates: repository },
      '.cross-account-pipeline',
    ],
    [
      'that app-config names by folder',
      { input: oneAccount, templates: workspace.resolve('our-templates') },
      '.cross-account-pipeline',
    ],
  ])(
    'takes the templates %s where they are there',
    async (_, options, path) => {
      workspace.addContent({
        'our-templates': { 'foundation.yaml': await ourFoundation() },
      });
      await run(options).done;
      await expect(
        readFile(workspace.resolve(path, 'foundation.yaml'), 'utf8'),
      ).resolves.toContain('Ours: true');
    },
  );

  it('lets deploy roles do what the platform team configured, whatever the input says', async () => {
    await run({ input: oneAccount }).done;
    await expect(
      readFile(
        workspace.resolve('.cross-account-pipeline/target-account.yaml'),
        'utf8',
      ),
    ).resolves.toContain('ssm:PutParameter');
    const { schema } = createRenderAction({ accounts, deployRole, urlReader });
    expect(Object.keys(schema!.input!.properties!)).not.toContain('deployRole');
  });

  it('names the statement to change when a customised template breaks a hop, and writes nothing', async () => {
    workspace.addContent({
      'our-templates': {
        'foundation.yaml': await customize(text =>
          text.replaceAll(/kms:Decrypt\b/g, 'kms:DescribeKey'),
        ),
      },
    });
    const { done, log } = run({ input: ownTemplates });
    await expect(done).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /The templates cannot be deployed; nothing was changed in AWS:\n- .*H6 would be broken.*orders-pipeline-action.*kms:Decrypt/s,
      ),
    });
    expect(log()).toContain('broken');
    expect(workspace.content()).toEqual({
      'our-templates': expect.anything(),
    });
  });

  it.each<[string, (input: any) => void, string]>([
    [
      'an account that is not configured',
      input => (input.stages[0].targets[0].account = '555555555555'),
      'stages[0].targets[0].account: 555555555555 is not among the configured accounts',
    ],
    [
      'an account id of eleven digits',
      input => (input.account = '11111111111'),
      'account: must be twelve digits',
    ],
    [
      'an account id that was a number',
      input => (input.stages[0].targets[0].account = 12345678901),
      'must be text in quotes: the number 12345678901 may have lost leading zeros',
    ],
    [
      'the id of the pipeline account as a number',
      input => (input.account = 12345678901),
      'account: must be text in quotes: the number 12345678901 may have lost leading zeros',
    ],
    [
      'a Region that does not exist',
      input => (input.region = 'eu-middle-1'),
      'region: must be an AWS Region',
    ],
    [
      'a target account as pipeline account',
      input => (input.account = '012345678901'),
      'dev (012345678901) may not be used as a pipeline account',
    ],
    [
      'a name over the limit',
      input => (input.name = 'o'.repeat(101)),
      'name: must have at most 100 characters',
    ],
    [
      'template syntax in a field',
      input => (input.source.objectKey = '${{ secrets.token }}'),
      'source.objectKey: must not contain ${{',
    ],
    [
      'YAML in a field',
      input => (input.name = 'orders\nResources: {}'),
      'name: must not contain line breaks',
    ],
    [
      'an unknown provider',
      input => (input.source = { provider: 'FTP' }),
      'source.provider: must be S3',
    ],
  ])('refuses %s, and writes nothing', async (_, change, message) => {
    const input = structuredClone(oneAccount);
    change(input);
    await expect(run({ input }).done).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(message),
    });
    expect(workspace.content()).toEqual({});
  });

  it.each([
    ['not a template', 'Hello'],
    ['not YAML', 'Resources: ['],
    ['a value that would become code', 'Resources: ${{ name }}'],
  ])('refuses a template file that is %s', async (_, text) => {
    workspace.addContent({ 'our-templates': { 'foundation.yaml': text } });
    await expect(run({ input: ownTemplates }).done).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('foundation.yaml'),
    });
    expect(workspace.content()).toEqual({
      'our-templates': { 'foundation.yaml': text },
    });
  });

  it.each(['templates', 'targetPath'])(
    'stays in the workspace whatever %s says',
    async field => {
      await expect(
        run({ input: { ...oneAccount, [field]: '../../elsewhere' } }).done,
      ).rejects.toThrow('not allowed');
    },
  );

  it('is asked about an account id that is a number, so that it can explain', () => {
    const { schema } = createRenderAction({ accounts, urlReader });
    expect(schema).toMatchObject({
      input: { properties: { account: { type: ['string', 'number'] } } },
    });
  });

  it('does the same in a dry run', async () => {
    const { done, log } = run({ input: oneAccount, isDryRun: true });
    await done;
    expect(log()).toContain('Every account can be reached.');
  });
});
