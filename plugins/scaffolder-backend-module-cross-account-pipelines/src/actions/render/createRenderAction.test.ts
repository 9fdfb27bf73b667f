import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import type { PermissionsService } from '@backstage/backend-plugin-api';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  type FindingPolicy,
  pipelineSpecJsonSchema,
} from 'backstage-plugin-cross-account-pipelines-core';
import { coversAccount } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  type AwsClients,
  lookUpEstate,
  type OrganizationAccounts,
  type PipelineGuardrails,
  readTemplateFolder,
} from 'backstage-plugin-cross-account-pipelines-node';
import { parse } from 'yaml';
import { accounts } from '../../__testUtils__/accounts';
import { createRenderAction } from './createRenderAction';
import { examples } from './createRenderAction.examples';

jest.mock('backstage-plugin-cross-account-pipelines-node', () => ({
  ...jest.requireActual('backstage-plugin-cross-account-pipelines-node'),
  lookUpEstate: jest.fn(),
}));

jest.setTimeout(60_000);

const workspace = createMockDirectory();
const temporary = createMockDirectory();

const guardrails: PipelineGuardrails = {
  spec: {
    deployRole: {
      statements: [
        { Effect: 'Allow', Action: 'ssm:PutParameter', Resource: '*' },
      ],
    },
  },
  existingRoles: ['arn:aws:iam::*:role/deployers/*'],
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

function targetOf(input: any) {
  return input.stages[0].targets[0];
}

function inTools(arn: string): string {
  return arn.replace('012345678901', '111111111111');
}

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

const services = {
  accounts,
  catalog: catalogServiceMock({
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'orders' },
      },
    ],
  }),
  permissions: mockServices.permissions(),
};

/** Grants all but one permission. */
const allBut = (denied: string) =>
  mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission }) => ({
        result:
          permission.name === denied
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      })),
    authorizeConditional: async requests =>
      requests.map(({ permission }) => ({
        result:
          permission.name === denied
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      })),
  });

function run(options: {
  input: any;
  clients?: AwsClients;
  findingPolicy?: FindingPolicy;
  guardrails?: PipelineGuardrails;
  isDryRun?: boolean;
  organization?: Pick<OrganizationAccounts, 'read'>;
  permissions?: PermissionsService;
  templates?: string;
}) {
  const logger = mockServices.logger.mock();
  const output = jest.fn();
  const done = createRenderAction({
    ...services,
    ...(options.permissions && { permissions: options.permissions }),
    clients: options.clients,
    findingPolicy: options.findingPolicy,
    guardrails: options.guardrails ?? guardrails,
    organization: options.organization,
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
  const warnings = () => String(logger.warn.mock.calls.flat());
  return { done, log, output, warnings };
}

describe('aws:cross-account-pipeline:render', () => {
  beforeEach(() => workspace.clear());

  it.each([
    [
      'the entity',
      { 'backstage-component': 'component:default/orders' },
      'cross-account-pipelines.pipeline.deploy',
    ],
    [
      'the accounts',
      { 'backstage-component': 'component:default/orders' },
      'cross-account-pipelines.account.deploy',
    ],
    [
      'the accounts, where no entity is named',
      { team: 'shop' },
      'cross-account-pipelines.account.deploy',
    ],
  ])(
    'renders nothing without the permission for %s',
    async (_, tags, denied) => {
      const { done, log, output } = run({
        input: { ...oneAccount, tags },
        permissions: allBut(denied),
        isDryRun: true,
      });
      await expect(done).rejects.toThrow(`does not grant you ${denied}`);
      expect(log()).not.toMatch(/Checking|Plan for/);
      expect(output).not.toHaveBeenCalled();
    },
  );

  it('asks for the permission for each account that a rule names', async () => {
    const granted = mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(request => ({
          result:
            'resourceRef' in request && request.resourceRef === '333333333333'
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        })),
      authorizeConditional: async requests =>
        requests.map(request => ({
          result:
            'resourceRef' in request && request.resourceRef === '333333333333'
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        })),
    });
    const stagesBy = (rule: object) => ({
      ...oneAccount,
      stages: [{ name: 'Fleet', targets: [{ rule, region: 'eu-west-1' }] }],
    });
    const { done, log } = run({
      input: stagesBy({ environment: 'production' }),
      permissions: granted,
    });
    await expect(done).rejects.toThrow(
      'does not grant you cross-account-pipelines.account.deploy',
    );
    expect(log()).not.toContain('Plan for');
    const { done: allowed, output } = run({
      input: stagesBy({ tags: { tier: 'canary' } }),
      permissions: granted,
    });
    await allowed;
    expect(output).toHaveBeenCalledWith('accounts', [
      '111111111111',
      '222222222222',
    ]);
  });

  it('goes by what the organization says of accounts, or says that it does not', async () => {
    const rule = { organizationalUnit: 'ou-ab12-11111111' };
    const input = {
      ...oneAccount,
      stages: [{ name: 'Fleet', targets: [{ rule, region: 'eu-west-1' }] }],
    };
    const inUnit = accounts.map(account =>
      account.name === 'staging' ? { ...account, ...rule } : account,
    );
    const { done, output } = run({
      input,
      organization: { read: async () => ({ accounts: inUnit }) },
    });
    await done;
    expect(output).toHaveBeenCalledWith('accounts', [
      '111111111111',
      '222222222222',
    ]);
    const unread = run({
      input,
      organization: {
        read: async () => ({ accounts, unread: 'it was denied' }),
      },
    });
    await expect(unread.done).rejects.toThrow('names none of the configured');
    expect(unread.warnings()).toContain(
      'the organization could not be read: it was denied',
    );
  });

  it('looks into no account that is neither deployed into nor for him to see', async () => {
    await run({
      input: oneAccount,
      clients: { forAccount: async () => ({} as any) },
      permissions: allBut('cross-account-pipelines.account.read'),
    }).done;
    expect(jest.mocked(lookUpEstate).mock.calls[0][2].readable).toEqual(
      new Set(['111111111111', '012345678901']),
    );
  });

  it('renders nothing for an entity that the catalog does not show', async () => {
    const { done } = run({
      input: {
        ...oneAccount,
        tags: { 'backstage-component': 'component:default/secret' },
      },
    });
    await expect(done).rejects.toThrow(/component:default\/secret/);
  });

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
      const targets = input.stages.flatMap((stage: any) => stage.targets);
      expect(output).toHaveBeenCalledWith('accounts', [
        ...new Set([
          '111111111111',
          ...targets.flatMap(
            ({ account, rule }: any) =>
              account ??
              accounts
                .filter(each => coversAccount(rule, each))
                .map(({ id }) => id),
          ),
        ]),
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

  describe('what only the platform team says', () => {
    it('is so, whatever the input says', async () => {
      const { deployRole } = guardrails.spec;
      const organization = { id: 'o-a1b2c3d4e5' };
      const permissionsBoundary = 'arn:aws:iam::aws:policy/AdministratorAccess';
      await run({
        input: { ...oneAccount, principals: 'organization' },
        guardrails: {
          spec: { deployRole, organization, permissionsBoundary },
          existingRoles: [],
        },
      }).done;
      const read = (file: string) =>
        readFile(workspace.resolve('.cross-account-pipeline', file), 'utf8');
      const target = await read('target-account.yaml');
      expect(target).toContain('ssm:PutParameter');
      const foundation = await read('foundation.yaml');
      expect(foundation).toMatch(/aws:PrincipalOrgID: "?o-a1b2c3d4e5/);
      for (const text of [target, foundation]) {
        const roles = text.split('Type: AWS::IAM::Role').slice(1);
        expect(roles).toHaveLength(2);
        roles.forEach(role => expect(role).toContain(permissionsBoundary));
      }
    });

    it.each<keyof PipelineGuardrails['spec']>([
      'deployRole',
      'organization',
      'permissionsBoundary',
    ])('is not for the input to say: %s', async field => {
      const { schema } = createRenderAction({ ...services, urlReader });
      expect(schema.input!.properties).not.toHaveProperty(field);
      const input = { ...oneAccount, [field]: undefined };
      await expect(run({ input }).done).rejects.toMatchObject({
        name: 'InputError',
        message: `${field}: is for the platform team to say, in app-config under crossAccountPipelines.${field}`,
      });
      expect(workspace.content()).toEqual({});
    });

    const admin = 'arn:aws:iam::012345678901:role/admin';
    it.each<[string, (input: any, roleArn: string) => void]>([
      ['deploy', (input, arn) => (targetOf(input).deployRoleArn = arn)],
      ['action', (input, arn) => (targetOf(input).actionRoleArn = arn)],
      [
        'administration',
        (input, administrationRoleArn) =>
          (input.deploy = {
            provider: 'CloudFormationStackSet',
            stackSetName: 'orders',
            templatePath: 'template.yaml',
            accounts: ['222222222222'],
            regions: ['eu-west-1'],
            administrationRoleArn,
          }),
      ],
      [
        'task',
        (input, arn) =>
          (input.deploy = {
            provider: 'ECS',
            cluster: 'orders',
            service: 'orders',
            taskRoleArns: [arn],
          }),
      ],
      [
        'instance',
        (input, arn) =>
          (input.deploy = {
            provider: 'CodeDeploy',
            application: 'orders',
            deploymentGroup: 'orders',
            instanceRoleArn: arn,
          }),
      ],
      [
        'service',
        (input, arn) => (input.existing = { serviceRoleArn: inTools(arn) }),
      ],
      [
        'build',
        (input, arn) => (input.existing = { buildRoleArn: inTools(arn) }),
      ],
    ])('is which %s roles that are there may be used', async (_, name) => {
      const refused = structuredClone(oneAccount);
      name(refused, admin);
      await expect(run({ input: refused }).done).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringMatching(
          /existingRoles:\n- arn:aws:iam::\d{12}:role\/admin$/,
        ),
      });
      expect(workspace.content()).toEqual({});

      const allowed = structuredClone(oneAccount);
      name(allowed, admin.replace('admin', 'deployers/orders'));
      await run({ input: allowed }).done;
    });
  });

  it('takes whatever a spec can say, and says what for', () => {
    const { schema } = createRenderAction({ ...services, urlReader });
    const { deployRole, organization, permissionsBoundary, ...fields } =
      pipelineSpecJsonSchema().properties!;
    expect(schema.input!.properties).toEqual({
      ...fields,
      templates: expect.anything(),
      targetPath: expect.anything(),
    });
  });

  it('says which limit of AWS is passed, by how much, and what to do', async () => {
    const stages = Array.from({ length: 50 }, (_, index) => ({
      ...oneAccount.stages[0],
      name: `Stage${index}`,
    }));
    await expect(
      run({ input: { ...oneAccount, type: 'V1', stages } }).done,
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /takes 50 stages .*CodePipeline takes 50 and 500\. .*leave out type$/,
      ),
    });
  });

  it('does not call a bug of ours a fault of the input', async () => {
    const broken = { ...oneAccount };
    Object.defineProperty(broken, 'name', {
      enumerable: true,
      get: () => {
        throw new TypeError('this is a bug');
      },
    });
    await expect(run({ input: broken }).done).rejects.toBeInstanceOf(TypeError);
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
        /^orders cannot work in .*; nothing was changed in AWS:\n- .*foundation\.yaml:[\d:]+: Does not hold: .*orders-pipeline-action.*kms:Decrypt.* \(H6\)/s,
      ),
    });
    expect(log()).toContain('broken');
    expect(workspace.content()).toEqual({
      'our-templates': expect.anything(),
    });
  });

  const withoutDeployRole = { spec: {}, existingRoles: [] };

  it('stops at a warning where the policy for findings says so', async () => {
    const input = oneAccount;
    const { done: usual, log } = run({ input, guardrails: withoutDeployRole });
    await usual;
    expect(log()).toMatch(
      /^ {2}warning The deploy roles may .* \(deploy-role-without-permissions\)$/m,
    );
    const { done } = run({
      input,
      guardrails: withoutDeployRole,
      findingPolicy: {
        version: 1,
        rules: [{ rule: 'deploy-role-without-permissions', level: 'error' }],
      },
    });
    await expect(done).rejects.toThrow(
      /^orders cannot be deployed as it is; nothing was changed in AWS:\n- The deploy roles may /,
    );
  });

  it('passes what is waived, and says so', async () => {
    workspace.addContent({
      'our-templates': {
        'foundation.yaml': await customize(text =>
          text.replaceAll(/kms:Decrypt\b/g, 'kms:DescribeKey'),
        ),
      },
    });
    const waiver = { waive: 'SEC-12', until: '9999-12-31' };
    const { done, log } = run({
      input: ownTemplates,
      findingPolicy: {
        version: 1,
        rules: ['H6', 'H7'].map(rule => ({ rule, ...waiver })),
      },
    });
    await done;
    expect(log()).toMatch(
      /^ {2}waived {2}foundation\.yaml:.* Waived until 9999-12-31: SEC-12 \(H6\)$/m,
    );
    expect(log()).toContain('What would be broken was waived.');
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

  it('follows no link out of the workspace, be it a folder or a template', async () => {
    temporary.setContent({ 'foundation.yaml': 'Resources: secret' });
    const inputs = { ...ownTemplates, templates: 'our-templates' };
    workspace.setContent({});
    await symlink(temporary.path, workspace.resolve('our-templates'));
    await expect(run({ input: inputs }).done).rejects.toThrow('not allowed');

    workspace.setContent({ 'our-templates': {} });
    await symlink(
      temporary.resolve('foundation.yaml'),
      workspace.resolve('our-templates/foundation.yaml'),
    );
    await expect(run({ input: inputs }).done).rejects.toThrow('not allowed');
  });

  it('is asked about an account id that is a number, so that it can explain', () => {
    const { schema } = createRenderAction({ ...services, urlReader });
    expect(schema).toMatchObject({
      input: { properties: { account: { type: ['string', 'number'] } } },
    });
  });

  it('says what it does before it does it', async () => {
    const { done, log } = run({ input: oneAccount });
    // In the same turn as it was asked to, so before any file was read.
    expect(log()).toMatch(/^Rendering the templates into \S+$/);
    await done;
    expect(log()).toMatch(
      /^Rendering .*\nChecking \d+ stacks before anything is created\nPlan /,
    );
  });

  it('does the same in a dry run', async () => {
    const { done, log } = run({ input: oneAccount, isDryRun: true });
    await done;
    // Without clients, where the source is stays open.
    expect(log()).toContain('Nothing is broken, but 4 hops are unknown.');
  });
});
