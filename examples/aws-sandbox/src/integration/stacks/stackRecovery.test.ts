import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeChangeSetCommand,
  DescribeEventsCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  RollbackStackCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { clientsOf, REGION, TOOLS } from '../../__testUtils__/clientsOf';
import { allowRole, makeRole } from '../../__testUtils__/makeRole';
import type { Sandbox } from '../../Sandbox';
import { startSandbox } from '../../startSandbox';

const StackName = 'recovery';
const DEPLOY_ROLE = `arn:aws:iam::${TOOLS}:role/deploy`;

const parameter = (value: string, more: object = {}) => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Name: 'first', Type: 'String', Value: value },
  ...more,
});

const broken = {
  Type: 'AWS::SSM::Parameter',
  Properties: { Name: 'taken', Type: 'String', Value: 'x' },
  DependsOn: 'First',
};

const template = (resources: object, more: object = {}) =>
  JSON.stringify({ Resources: resources, ...more });

describe('a stack in trouble', () => {
  let sandbox: Sandbox;

  const find = (name: string) =>
    sandbox.world.account(TOOLS).region(REGION).cloudFormation.find(name)!;

  beforeEach(async () => {
    sandbox = await startSandbox();
    await makeRole(sandbox, {
      account: TOOLS,
      name: 'deploy',
      trusts: { Service: 'cloudformation.amazonaws.com' },
      statements: [{ Action: 'ssm:*', Resource: '*' }],
    });
    await clientsOf(sandbox).cloudFormation.send(
      new CreateStackCommand({
        StackName: 'other',
        TemplateBody: template({
          Taken: {
            Type: 'AWS::SSM::Parameter',
            Properties: { Name: 'taken', Type: 'String', Value: 'x' },
          },
        }),
      }),
    );
    await find('other').settled;
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  const send = (command: any): Promise<any> =>
    clientsOf(sandbox).cloudFormation.send(command);

  const settled = async () => {
    await find(StackName).settled;
    const { Stacks } = await send(new DescribeStacksCommand({ StackName }));
    return Stacks![0].StackStatus;
  };

  const create = async (more: object = {}) => {
    await send(
      new CreateStackCommand({
        StackName,
        RoleARN: DEPLOY_ROLE,
        TemplateBody: template({ First: parameter('1') }),
        ...more,
      }),
    );
    return settled();
  };

  /** An update that fails when the role may no longer do what it did. */
  const failAndForbid = async (more: object = {}) => {
    sandbox.setDelay(50);
    await send(
      new UpdateStackCommand({
        StackName,
        TemplateBody: template({ First: parameter('2'), Broken: broken }),
        ...more,
      }),
    );
    const isUpdated = () =>
      find(StackName).events.some(
        ({ logicalId, status }) =>
          logicalId === 'First' && status === 'UPDATE_COMPLETE',
      );
    while (!isUpdated()) {
      await new Promise(setImmediate);
    }
    await allowRole(sandbox, {
      account: TOOLS,
      name: 'deploy',
      statements: [{ Action: 'sns:*', Resource: '*' }],
    });
    sandbox.setDelay(0);
    return settled();
  };

  const value = () =>
    sandbox.world.account(TOOLS).region(REGION).stores.parameters.get('first')
      ?.value;

  it('gets out of a rollback that failed once the cause is gone', async () => {
    expect(await create()).toBe('CREATE_COMPLETE');
    expect(await failAndForbid()).toBe('UPDATE_ROLLBACK_FAILED');
    expect(value()).toBe('2');

    await send(new ContinueUpdateRollbackCommand({ StackName }));
    expect(await settled()).toBe('UPDATE_ROLLBACK_FAILED');

    await allowRole(sandbox, {
      account: TOOLS,
      name: 'deploy',
      statements: [{ Action: 'ssm:*', Resource: '*' }],
    });
    await send(new ContinueUpdateRollbackCommand({ StackName }));
    expect(await settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(value()).toBe('1');
    await expect(
      send(new ContinueUpdateRollbackCommand({ StackName })),
    ).rejects.toThrow(/is in UPDATE_ROLLBACK_COMPLETE state/);
  });

  it.each([
    ['skipped', { ResourcesToSkip: ['First'] }],
    ['left behind by force', { ForceRollback: true }],
  ])('gets out of it when what is stuck is %s', async (_, options) => {
    await create();
    await failAndForbid();
    await expect(
      send(
        new ContinueUpdateRollbackCommand({
          StackName,
          ResourcesToSkip: ['Unknown'],
        }),
      ),
    ).rejects.toThrow('Do not specify: [Unknown]');
    await send(new ContinueUpdateRollbackCommand({ StackName, ...options }));
    expect(await settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(value()).toBe('2');
  });

  it('waits for a rollback when it was not to roll back by itself', async () => {
    await create();
    await send(
      new UpdateStackCommand({
        StackName,
        TemplateBody: template({ First: parameter('2'), Broken: broken }),
        DisableRollback: true,
      }),
    );
    expect(await settled()).toBe('UPDATE_FAILED');
    expect(value()).toBe('2');
    await send(new RollbackStackCommand({ StackName }));
    expect(await settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(value()).toBe('1');
  });

  it('is taken away again when its creation failed', async () => {
    const status = await create({
      OnFailure: 'DO_NOTHING',
      TemplateBody: template({ First: parameter('1'), Broken: broken }),
    });
    expect(status).toBe('CREATE_FAILED');
    await send(new RollbackStackCommand({ StackName }));
    expect(await settled()).toBe('ROLLBACK_COMPLETE');
    expect(value()).toBeUndefined();
  });

  it('goes back when its update is cancelled', async () => {
    await create();
    await expect(
      send(new CancelUpdateStackCommand({ StackName })),
    ).rejects.toThrow('cannot be called from current stack status');
    sandbox.setDelay(50);
    await send(
      new UpdateStackCommand({
        StackName,
        TemplateBody: template({
          First: parameter('2'),
          Second: {
            ...parameter('2', { DependsOn: 'First' }),
            Properties: { Name: 'second', Type: 'String', Value: '2' },
          },
        }),
      }),
    );
    await send(new CancelUpdateStackCommand({ StackName }));
    expect(await settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(value()).toBe('1');
  });

  it('tells its events operation by operation', async () => {
    await create();
    const { OperationId } = await send(
      new UpdateStackCommand({
        StackName,
        TemplateBody: template({ First: parameter('2'), Broken: broken }),
      }),
    );
    await settled();
    const { OperationEvents: events } = await send(
      new DescribeEventsCommand({ OperationId }),
    );
    expect(events.at(-1)).toMatchObject({
      OperationId,
      OperationType: 'UPDATE_STACK',
      OperationStatus: 'FAILED',
      ResourceStatus: 'UPDATE_IN_PROGRESS',
    });
    const { OperationEvents: failures } = await send(
      new DescribeEventsCommand({ StackName, Filters: { FailedEvents: true } }),
    );
    expect(failures).toEqual([
      expect.objectContaining({
        EventType: 'PROVISIONING_ERROR',
        LogicalResourceId: 'Broken',
        ResourceStatus: 'CREATE_FAILED',
      }),
    ]);
  });

  it('is told before anything is done that a name is taken', async () => {
    await create();
    const reference = { StackName, ChangeSetName: 'conflict' };
    await send(
      new CreateChangeSetCommand({
        ...reference,
        TemplateBody: template({ First: parameter('2'), Broken: broken }),
      }),
    );
    await find(StackName).changeSets.get('conflict')!.examined;
    expect(await send(new DescribeChangeSetCommand(reference))).toMatchObject({
      Status: 'FAILED',
      StatusReason: expect.stringContaining(
        '[AWS::EarlyValidation::ResourceExistenceCheck]',
      ),
    });
    const { OperationEvents } = await send(
      new DescribeEventsCommand({
        ...reference,
        Filters: { FailedEvents: true },
      }),
    );
    expect(OperationEvents).toEqual([
      expect.objectContaining({
        EventType: 'VALIDATION_ERROR',
        LogicalResourceId: 'Broken',
        ValidationPath: '/Resources/Broken/Properties/Name',
        ValidationStatusReason:
          "Resource of type 'AWS::SSM::Parameter' with identifier 'taken' already exists.",
      }),
    ]);
  });

  it('keeps what its template says about itself', async () => {
    const Metadata = { Spec: { name: 'orders', version: 3 } };
    const text = template({ First: parameter('1') }, { Metadata });
    await create({ TemplateBody: text });
    const summary = await send(new GetTemplateSummaryCommand({ StackName }));
    expect(JSON.parse(summary.Metadata)).toEqual(Metadata);

    const next = template({ First: parameter('2') });
    const reference = { StackName, ChangeSetName: 'next' };
    await send(
      new CreateChangeSetCommand({ ...reference, TemplateBody: next }),
    );
    const templateOf = async (of: { StackName: string }) =>
      (await send(new GetTemplateCommand(of))).TemplateBody;
    expect(await templateOf(reference)).toBe(next);
    expect(await templateOf({ StackName })).toBe(text);
  });
});
