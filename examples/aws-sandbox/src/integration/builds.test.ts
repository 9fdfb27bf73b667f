import {
  chmod,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import {
  BatchGetBuildsCommand,
  CreateProjectCommand,
  StartBuildCommand,
  StopBuildCommand,
} from '@aws-sdk/client-codebuild';
import { clientsOf, REGION, TOOLS } from '../__testUtils__/clientsOf';
import { allowRole, makeRole } from '../__testUtils__/makeRole';
import { findBuildLog } from '../control/findBuildLog';
import { packageFolder } from '../packageFolder';
import type { Sandbox } from '../Sandbox';
import { startSandbox } from '../startSandbox';

describe('builds', () => {
  let sandbox: Sandbox;

  const start = async (options: { runsAnyCommands: boolean }) => {
    sandbox = await startSandbox(options);
    await makeRole(sandbox, {
      name: 'build',
      trusts: { Service: 'codebuild.amazonaws.com' },
      statements: [{ Action: 'logs:*', Resource: '*' }],
    });
  };

  beforeEach(async () => {
    await start({ runsAnyCommands: true });
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  const createProject = (phases: object, more: object = {}) =>
    clientsOf(sandbox).codeBuild.send(
      new CreateProjectCommand({
        name: 'project',
        serviceRole: `arn:aws:iam::${TOOLS}:role/build`,
        source: {
          type: 'NO_SOURCE',
          buildspec: `version: 0.2\nphases: ${JSON.stringify(phases)}`,
        },
        artifacts: { type: 'NO_ARTIFACTS' },
        environment: {
          type: 'LINUX_CONTAINER',
          image: 'any',
          computeType: 'BUILD_GENERAL1_SMALL',
          environmentVariables: [{ name: 'FROM_PROJECT', value: 'p q' }],
        },
        ...more,
      }),
    );

  const build = async () => {
    const { codeBuild } = clientsOf(sandbox);
    const { build: started } = await codeBuild.send(
      new StartBuildCommand({ projectName: 'project' }),
    );
    const id = started!.id!;
    const record = sandbox.world
      .account(TOOLS)
      .region(REGION)
      .codeBuild.builds.get(id)!;
    await record.ended;
    const { builds } = await codeBuild.send(
      new BatchGetBuildsCommand({ ids: [id] }),
    );
    return { ...builds![0], log: findBuildLog(sandbox.world, id)! };
  };

  it('run commands one after the other, as in one shell', async () => {
    process.env.OF_THE_MACHINE = 'secret';
    await createProject({
      install: { commands: ['made=in-install', 'mkdir sub', 'cd sub'] },
      build: {
        commands: [
          'echo "$made $(basename "$PWD") $FROM_PROJECT"',
          'echo "machine: [$OF_THE_MACHINE]"',
        ],
      },
    });
    const { buildStatus, log, phases } = await build();
    delete process.env.OF_THE_MACHINE;
    expect(buildStatus).toBe('SUCCEEDED');
    expect(log).toContain('in-install sub p q');
    expect(log).toContain('machine: []');
    expect(phases!.map(({ phaseType }) => phaseType)).toEqual([
      'SUBMITTED',
      'PROVISIONING',
      'DOWNLOAD_SOURCE',
      'INSTALL',
      'BUILD',
      'UPLOAD_ARTIFACTS',
    ]);
  });

  it('say which command failed, and clean up after it', async () => {
    await createProject({
      build: { commands: ['echo fine', 'exit 3', 'echo never'] },
      post_build: { commands: ['echo afterwards'] },
    });
    const { buildStatus, log, phases } = await build();
    expect(buildStatus).toBe('FAILED');
    expect(log).not.toContain('\nnever');
    expect(log).toContain('afterwards');
    expect(
      phases!.find(({ phaseType }) => phaseType === 'BUILD')!.contexts,
    ).toEqual([
      {
        statusCode: 'COMMAND_EXECUTION_ERROR',
        message: 'Error while executing command: exit 3. Reason: exit status 3',
      },
    ]);
  });

  it('can be stopped', async () => {
    await createProject({ build: { commands: ['sleep 60'] } });
    const { codeBuild } = clientsOf(sandbox);
    const building = build();
    const { builds } = sandbox.world.account(TOOLS).region(REGION).codeBuild;
    while ([...builds.values()][0]?.build.currentPhase !== 'BUILD') {
      await new Promise(setImmediate);
    }
    await codeBuild.send(new StopBuildCommand({ id: [...builds.keys()][0] }));
    expect((await building).buildStatus).toBe('STOPPED');
  });

  it('run as nobody where they can', async () => {
    await createProject({ build: { commands: ['id -u', 'touch made'] } });
    const { buildStatus, log } = await build();
    expect(buildStatus).toBe('SUCCEEDED');
    expect(log).toContain(`\n${process.getuid!() || 65_534}\n`);
  });

  it('run nothing that did not come with the sandbox, unless they are let', async () => {
    await sandbox.stop();
    await start({ runsAnyCommands: false });
    const folder = await mkdtemp(join(tmpdir(), 'aws-sandbox-test-'));
    await chmod(folder, 0o777);
    await createProject({
      build: { commands: [`touch ${folder}/made`] },
      post_build: { finally: [`touch ${folder}/made`] },
    });
    const { buildStatus, phases } = await build();
    expect(buildStatus).toBe('FAILED');
    expect(
      phases!.find(({ phaseType }) => phaseType === 'BUILD')!.contexts,
    ).toEqual([
      {
        statusCode: 'COMMAND_EXECUTION_ERROR',
        message: expect.stringContaining('AWS_SANDBOX_RUN_ANY_COMMANDS=yes'),
      },
    ]);
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
  });

  it.each(['PATH', 'LD_PRELOAD', 'ENV'])(
    'do not hand a chosen %s to the commands of the samples',
    async name => {
      await sandbox.stop();
      await start({ runsAnyCommands: false });
      const folder = await mkdtemp(join(tmpdir(), 'aws-sandbox-test-'));
      await chmod(folder, 0o777);
      await writeFile(
        join(folder, 'sed'),
        `#!/bin/sh\ntouch ${folder}/made\n`,
        {
          mode: 0o755,
        },
      );
      const sample = await readFile(
        packageFolder('sample-service/buildspec.yml'),
        'utf8',
      );
      await createProject(
        {},
        {
          source: {
            type: 'NO_SOURCE',
            buildspec: `${sample}\nenv: { variables: { ${name}: '${folder}' } }`,
          },
        },
      );
      await clientsOf(sandbox).codeBuild.send(
        new StartBuildCommand({
          projectName: 'project',
          environmentVariablesOverride: [{ name, value: folder }],
        }),
      );
      const { phases, log } = await build();
      // There is no template to fill in.
      expect(log).toContain("sed: can't read template.yaml");
      expect(phases!.some(({ phaseStatus }) => phaseStatus === 'FAILED')).toBe(
        true,
      );
      expect(await readdir(folder)).toEqual(['sed']);
      await rm(folder, { recursive: true });
    },
  );

  it.each([
    ['PARAMETER_STORE', 'greeting', 'ssm:GetParameters', 'hello'],
    [
      'SECRETS_MANAGER',
      'greeting:word',
      'secretsmanager:GetSecretValue',
      'psst',
    ],
  ] as const)(
    'read variables of %s with their role',
    async (type, value, action, said) => {
      await clientsOf(sandbox).cloudFormation.send(
        new CreateStackCommand({
          StackName: 'values',
          TemplateBody: JSON.stringify({
            Resources: {
              Parameter: {
                Type: 'AWS::SSM::Parameter',
                Properties: {
                  Name: 'greeting',
                  Type: 'String',
                  Value: 'hello',
                },
              },
              Secret: {
                Type: 'AWS::SecretsManager::Secret',
                Properties: {
                  Name: 'greeting',
                  SecretString: '{"word":"psst"}',
                },
              },
            },
          }),
        }),
      );
      await sandbox.world
        .account(TOOLS)
        .region(REGION)
        .cloudFormation.find('values')!.settled;
      await createProject(
        { build: { commands: ['echo "says: $SAID"'] } },
        {
          environment: {
            type: 'LINUX_CONTAINER',
            image: 'any',
            computeType: 'BUILD_GENERAL1_SMALL',
            environmentVariables: [{ name: 'SAID', value, type }],
          },
        },
      );
      const { phases } = await build();
      expect(phases!.at(-1)!.contexts![0].message).toContain(
        `is not authorized to perform: ${action} `,
      );
      await allowRole(sandbox, {
        name: 'build',
        statements: [{ Action: ['logs:*', action], Resource: '*' }],
      });
      const { log } = await build();
      expect(log).toContain(`says: ${said}`);
    },
  );

  it('need a role that may write logs', async () => {
    await allowRole(sandbox, {
      name: 'build',
      statements: [{ Action: 's3:*', Resource: '*' }],
    });
    await createProject({ build: { commands: ['true'] } });
    const { phases } = await build();
    expect(phases!.at(-1)).toMatchObject({
      phaseType: 'PROVISIONING',
      phaseStatus: 'FAILED',
      contexts: [
        {
          statusCode: 'ACCESS_DENIED',
          message: expect.stringContaining(
            'does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams',
          ),
        },
      ],
    });
  });

  it('need a role that is for CodeBuild', async () => {
    await expect(
      createProject(
        { build: { commands: ['true'] } },
        { serviceRole: `arn:aws:iam::${TOOLS}:role/backstage-portal` },
      ),
    ).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: `CodeBuild is not authorized to perform: sts:AssumeRole on arn:aws:iam::${TOOLS}:role/backstage-portal`,
    });
  });

  it('say that there is no buildspec', async () => {
    await createProject({}, { source: { type: 'NO_SOURCE' } });
    const { phases } = await build();
    expect(phases!.at(-1)!.contexts![0]).toEqual({
      statusCode: 'YAML_FILE_ERROR',
      message:
        'stat /codebuild/output/src/buildspec.yml: no such file or directory',
    });
  });
});
