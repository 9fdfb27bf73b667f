import {
  BatchGetBuildsCommand,
  CreateProjectCommand,
  StartBuildCommand,
  StopBuildCommand,
} from '@aws-sdk/client-codebuild';
import { clientsOf, REGION, TOOLS } from '../__testUtils__/clientsOf';
import { allowRole, makeRole } from '../__testUtils__/makeRole';
import { findBuildLog } from '../control/findBuildLog';
import type { Sandbox } from '../Sandbox';
import { startSandbox } from '../startSandbox';

describe('builds', () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await startSandbox();
    await makeRole(sandbox, {
      name: 'build',
      trusts: { Service: 'codebuild.amazonaws.com' },
      statements: [{ Action: 'logs:*', Resource: '*' }],
    });
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
