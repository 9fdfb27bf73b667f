import { ExecuteChangeSetCommand } from '@aws-sdk/client-cloudformation';
import { setupServer } from 'msw/node';
import {
  failure,
  FakeCloudFormation,
  ownStep,
  type FakeStack,
} from '../__testUtils__/FakeCloudFormation';
import type { StackEventDetail } from '../DeploymentEvent';
import { deployStack, type DeployStackOptions } from './deployStack';
import { StackFailedError } from './StackFailedError';

const account = '012345678901';
const text = `
Parameters:
  Name: { Type: String }
  Size: { Type: Number, Default: 3 }
Resources:
  Role: { Type: AWS::IAM::Role }
  Bucket: { Type: AWS::S3::Bucket, Condition: HasBucket }
`;

describe('deployStack', () => {
  const server = setupServer();
  let aws: FakeCloudFormation;
  let events: StackEventDetail[];

  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterAll(() => server.close());
  beforeEach(() => {
    aws = new FakeCloudFormation();
    events = [];
    server.resetHandlers(aws.handler);
  });

  const deploy = async (options: Partial<DeployStackOptions> = {}) =>
    deployStack({
      clients: await aws.forAccount({ account }),
      stackName: 'orders',
      template: { file: 'orders.yaml', text },
      parameters: { Name: 'orders' },
      tags: { team: 'orders' },
      pace: { shortest: 1, longest: 5 },
      onEvent: event => events.push(event),
      ...options,
    });

  const resourceLines = () =>
    events.flatMap(event =>
      event.type === 'resource-changed'
        ? [
            `${event.done}/${event.total} ${event.nestedStack ?? ''}${
              event.logicalId
            } ${event.status}`,
          ]
        : [],
    );

  it('creates a stack through a change set and reports each resource once', async () => {
    await expect(deploy()).resolves.toMatchObject({
      account,
      region: 'eu-west-1',
      stackName: 'orders',
      outcome: 'created',
      outputs: { Arn: `arn:aws:x:::${account}-orders` },
      changes: [
        { action: 'add', logicalId: 'Role' },
        { action: 'add', logicalId: 'Bucket' },
      ],
    });
    expect(resourceLines()).toEqual([
      '0/2 Role CREATE_IN_PROGRESS',
      '1/2 Role CREATE_COMPLETE',
      '1/2 Bucket CREATE_IN_PROGRESS',
      '2/2 Bucket CREATE_COMPLETE',
    ]);
  });

  it('reads pages of events, and only those of this operation', async () => {
    aws.pageSize = 2;
    aws.add(account, 'orders', {
      template: 'another',
      events: Array.from({ length: 7 }, (_, index) => ({
        id: `old-${index}`,
        logicalId: `Old${index}`,
        status: 'CREATE_COMPLETE',
      })),
    });
    await expect(deploy()).resolves.toMatchObject({ outcome: 'updated' });
    expect(resourceLines()).toHaveLength(4);
  });

  it('only reads when the stack is what it should be', async () => {
    aws.add(account, 'orders', {
      template: text,
      parameters: { Name: 'orders', Size: '3' },
      tags: { team: 'orders' },
      outputs: { Arn: 'arn' },
    });
    await expect(deploy()).resolves.toMatchObject({
      outcome: 'unchanged',
      outputs: { Arn: 'arn' },
    });
    expect(aws.calls).toEqual([
      `DescribeStacks ${account} orders`,
      `GetTemplate ${account} orders`,
    ]);
  });

  it.each([
    ['a parameter', { parameters: { Name: 'other', Size: '3' } }],
    ['a default', { parameters: { Name: 'orders', Size: '4' } }],
    ['a tag', { tags: {} }],
  ])(
    'asks CloudFormation when %s differs, and deletes an empty change set',
    async (_, differs) => {
      const stack = aws.add(account, 'orders', {
        template: text,
        parameters: { Name: 'orders', Size: '3' },
        tags: { team: 'orders' },
        ...differs,
      });
      await expect(deploy()).resolves.toMatchObject({ outcome: 'unchanged' });
      expect(aws.writes()).toEqual([
        `CreateChangeSet ${account} orders`,
        `DeleteChangeSet ${account} orders`,
      ]);
      expect(stack.changeSets.size).toBe(0);
    },
  );

  it('lists the changes of a dry run and leaves nothing behind', async () => {
    await expect(deploy({ dryRun: true })).resolves.toMatchObject({
      outcome: 'created',
      stackId: undefined,
      changes: [{ action: 'add', logicalId: 'Role' }, {}],
    });
    expect(aws.writes()).toEqual([
      `CreateChangeSet ${account} orders`,
      `DeleteChangeSet ${account} orders`,
      `DeleteStack ${account} orders`,
    ]);
    expect(events).toMatchObject([{ type: 'changes-planned', dryRun: true }]);
  });

  it('leaves in place what was in review before a dry run', async () => {
    aws.add(account, 'orders', { status: 'REVIEW_IN_PROGRESS' });
    await deploy({ dryRun: true });
    expect(aws.stack(account, 'orders')?.status).toBe('REVIEW_IN_PROGRESS');
  });

  it('names the resource that failed first, not those cancelled after it', async () => {
    aws.outcomes.set('orders', [
      stack => [
        ownStep(stack, 'CREATE_IN_PROGRESS'),
        {
          events: [
            {
              logicalId: 'Early',
              status: 'CREATE_FAILED',
              reason: 'Resource creation cancelled',
            },
            {
              logicalId: 'Key',
              type: 'AWS::KMS::Key',
              status: 'CREATE_FAILED',
              reason: 'Policy contains a statement with invalid principals',
            },
            {
              logicalId: 'Later',
              status: 'CREATE_FAILED',
              reason: 'Another one',
            },
          ],
        },
        ownStep(stack, 'ROLLBACK_IN_PROGRESS'),
        ownStep(stack, 'ROLLBACK_COMPLETE'),
      ],
    ]);
    await expect(deploy()).rejects.toMatchObject({
      name: 'StackFailedError',
      message: `Stack orders in account ${account}, eu-west-1 ended in ROLLBACK_COMPLETE. Key (AWS::KMS::Key) failed: Policy contains a statement with invalid principals`,
      resource: { logicalId: 'Key' },
    });
  });

  it('looks into nested stacks for what failed first', async () => {
    const nested = aws.add(account, 'nested', {
      status: 'CREATE_IN_PROGRESS',
      events: [
        {
          id: 'n0',
          logicalId: 'Inner',
          status: 'CREATE_FAILED',
          type: 'AWS::SNS::Topic',
          reason: 'Topic exists',
        },
      ],
    });
    aws.outcomes.set('orders', [
      stack => [
        ownStep(stack, 'CREATE_IN_PROGRESS'),
        {
          events: [
            {
              logicalId: 'Nested',
              type: 'AWS::CloudFormation::Stack',
              physicalId: nested.id,
              status: 'CREATE_IN_PROGRESS',
            },
          ],
        },
        {
          events: [
            {
              logicalId: 'Nested',
              type: 'AWS::CloudFormation::Stack',
              physicalId: nested.id,
              status: 'CREATE_FAILED',
              reason: 'Embedded stack was not successfully created',
            },
          ],
        },
        ownStep(stack, 'ROLLBACK_COMPLETE'),
      ],
    ]);
    await expect(deploy()).rejects.toThrow(
      /Inner \(AWS::SNS::Topic\) of Nested failed: Topic exists/,
    );
  });

  it('deletes what never came to be and creates it again', async () => {
    const leftover = aws.add(account, 'orders', {
      status: 'ROLLBACK_COMPLETE',
      resources: [{ logicalId: 'Role', status: 'DELETE_COMPLETE' }],
    });
    await expect(deploy()).resolves.toMatchObject({ outcome: 'created' });
    expect(leftover.status).toBe('DELETE_COMPLETE');
    expect(events[0]).toEqual({
      type: 'leftover-removed',
      status: 'ROLLBACK_COMPLETE',
    });
  });

  it('does not delete a leftover in a dry run, or one that still holds something', async () => {
    aws.add(account, 'orders', {
      status: 'ROLLBACK_COMPLETE',
      resources: [
        {
          logicalId: 'Bucket',
          physicalId: 'orders-bucket',
          type: 'AWS::S3::Bucket',
          status: 'DELETE_SKIPPED',
        },
      ],
    });
    await expect(deploy({ dryRun: true })).resolves.toMatchObject({
      outcome: 'created',
      changes: [
        { action: 'add', logicalId: 'Role' },
        { action: 'add', logicalId: 'Bucket', perhaps: true },
      ],
    });
    await expect(deploy()).rejects.toThrow(
      /left behind orders-bucket \(AWS::S3::Bucket\)/,
    );
    expect(aws.writes()).toEqual([]);
  });

  it('follows an operation that is under way, then goes on', async () => {
    const stack = aws.add(account, 'orders', {
      template: 'another',
      status: 'UPDATE_IN_PROGRESS',
      events: [{ id: 'old', logicalId: 'Old', status: 'CREATE_COMPLETE' }],
    });
    stack.events.push({
      ...ownStep(stack, 'UPDATE_IN_PROGRESS').events[0],
      id: 'start',
    });
    stack.script = [
      { events: [{ logicalId: 'Theirs', status: 'UPDATE_COMPLETE' }] },
      ownStep(stack, 'UPDATE_COMPLETE'),
    ];
    await expect(deploy()).resolves.toMatchObject({ outcome: 'updated' });
    expect(events[0]).toEqual({
      type: 'stack-followed',
      status: 'UPDATE_IN_PROGRESS',
    });
    expect(resourceLines()[0]).toBe('1/undefined Theirs UPDATE_COMPLETE');
    expect(resourceLines().join()).not.toContain('Old');
  });

  it('notices the end of a deletion that leaves no events', async () => {
    const stack = aws.add(account, 'orders', { status: 'DELETE_IN_PROGRESS' });
    stack.script = [{ events: [] }, { status: 'DELETE_COMPLETE', events: [] }];
    await expect(deploy()).resolves.toMatchObject({ outcome: 'created' });
  });

  it('says what a person has to do about a stack that is stuck', async () => {
    aws.add(account, 'orders', { status: 'UPDATE_ROLLBACK_FAILED' });
    await expect(deploy()).rejects.toThrow(
      /is UPDATE_ROLLBACK_FAILED: .*continue-update-rollback/,
    );
  });

  it('takes up its own change set after an interruption', async () => {
    const names: string[] = [];
    aws.fault = action =>
      action === 'ExecuteChangeSet'
        ? failure('AccessDenied', 'not yet', 403)
        : undefined;
    await expect(deploy()).rejects.toThrow(
      /cloudformation:ExecuteChangeSet was denied in account 012345678901/,
    );
    names.push(...aws.stack(account, 'orders')!.changeSets.keys());
    aws.fault = undefined;
    await expect(deploy()).resolves.toMatchObject({ outcome: 'created' });
    expect([...aws.stack(account, 'orders')!.changeSets.keys()]).toEqual(names);
  });

  it('makes another change set when its own was outdated meanwhile', async () => {
    aws.fault = action =>
      action === 'ExecuteChangeSet'
        ? failure('AccessDenied', 'no', 403)
        : undefined;
    await deploy().catch(() => undefined);
    const { changeSets } = aws.stack(account, 'orders')!;
    [...changeSets.values()][0].executionStatus = 'OBSOLETE';
    aws.fault = undefined;
    await expect(deploy()).resolves.toMatchObject({ outcome: 'created' });
    expect([...changeSets.keys()]).toEqual([
      expect.stringMatching(/^backstage-[0-9a-f]{32}$/),
      expect.stringMatching(/^backstage-[0-9a-f]{32}-2$/),
    ]);
  });

  it('is not misled by the end of the operation before', async () => {
    const stack = aws.add(account, 'orders', { template: 'another' });
    stack.events = ['CREATE_IN_PROGRESS', 'CREATE_COMPLETE'].map(
      (status, index) => ({
        ...ownStep(stack, status).events[0],
        id: `before-${index}`,
      }),
    );
    aws.outcomes.set('orders', [
      () => [
        { events: [] },
        ownStep(stack, 'UPDATE_IN_PROGRESS'),
        { events: [{ logicalId: 'Role', status: 'UPDATE_COMPLETE' }] },
        ownStep(stack, 'UPDATE_COMPLETE'),
      ],
    ]);
    await expect(deploy()).resolves.toMatchObject({ outcome: 'updated' });
    expect(resourceLines()).toEqual(['1/2 Role UPDATE_COMPLETE']);
  });

  it('follows what a checkpoint remembers to be submitted', async () => {
    const { cloudFormation } = await aws.forAccount({ account });
    await deploy({
      checkpoint: async () => {
        const { id, changeSets } = aws.stack(account, 'orders')!;
        await cloudFormation.send(
          new ExecuteChangeSetCommand({
            StackName: 'orders',
            ChangeSetName: [...changeSets.keys()][0],
          }),
        );
        return { stackId: id };
      },
    });
    expect(resourceLines()).toHaveLength(4);
    expect(
      aws.calls.filter(call => call.startsWith('ExecuteChangeSet')),
    ).toHaveLength(1);
  });

  it('submits inside the checkpoint, under a key of its own', async () => {
    const keys: string[] = [];
    await deploy({
      checkpoint: (key, submit) => {
        keys.push(key);
        return submit();
      },
    });
    expect(keys).toEqual([
      expect.stringMatching(
        new RegExp(`^deploy/${account}/eu-west-1/orders/\\d+$`),
      ),
    ]);
  });

  it('stops waiting when the signal is aborted, and says that AWS goes on', async () => {
    const abort = new AbortController();
    const running = deploy({
      signal: abort.signal,
      onEvent: event => event.type === 'resource-changed' && abort.abort(),
    });
    await expect(running).rejects.toMatchObject({
      name: 'StoppedWaitingError',
      message: `Stopped waiting. CloudFormation goes on by itself with stack orders in account ${account}, eu-west-1. A further run follows it to its end`,
      underWay: [{ account, region: 'eu-west-1', stackName: 'orders' }],
    });
  });

  it('takes back what nobody has executed when the signal is aborted', async () => {
    const abort = new AbortController();
    const stopped = await deploy({
      signal: abort.signal,
      onEvent: event => event.type === 'changes-planned' && abort.abort(),
    }).catch(error => error);
    expect(stopped).toMatchObject({
      name: 'StoppedWaitingError',
      underWay: [],
    });
    expect(aws.writes().map(call => call.split(' ')[0])).toEqual([
      'CreateChangeSet',
      'DeleteChangeSet',
      'DeleteStack',
    ]);
  });

  it('cancels an update when the signal is aborted', async () => {
    aws.add(account, 'orders', { template: 'Resources: {}' });
    const abort = new AbortController();
    const stopped = await deploy({
      signal: abort.signal,
      onEvent: event => event.type === 'resource-changed' && abort.abort(),
    }).catch(error => error);
    expect(stopped).toMatchObject({
      name: 'StoppedWaitingError',
      underWay: [],
      cancelled: [{ account, stackName: 'orders' }],
      message: expect.stringContaining('Back to what it was goes stack orders'),
    });
    expect(aws.writes().at(-1)).toMatch(/^CancelUpdateStack/);
  });

  it('writes nothing when the signal is aborted before', async () => {
    await expect(deploy({ signal: AbortSignal.abort() })).rejects.toMatchObject(
      { name: 'StoppedWaitingError', underWay: [] },
    );
    expect(aws.writes()).toEqual([]);
  });

  it('survives throttling', async () => {
    let calls = 0;
    aws.fault = () =>
      [1, 4].includes(++calls)
        ? failure('Throttling', 'Rate exceeded')
        : undefined;
    await expect(deploy()).resolves.toMatchObject({ outcome: 'created' });
  }, 20_000);

  it('refuses a large template where no bucket takes it', async () => {
    const large = `${text}\n# ${'x'.repeat(52_000)}`;
    await expect(
      deploy({ template: { file: 'large.yaml', text: large } }),
    ).rejects.toThrow(
      /Template large.yaml of stack orders in account 012345678901, eu-west-1 has 52,\d{3} bytes/,
    );
    await deploy({
      template: { file: 'large.yaml', text: large },
      uploadTemplate: async () => 'https://bucket.s3.amazonaws.com/large',
    });
    const [changeSet] = aws.stack(account, 'orders')!.changeSets.values();
    expect(changeSet.input.get('TemplateURL')).toBe(
      'https://bucket.s3.amazonaws.com/large',
    );
    expect(changeSet.input.has('TemplateBody')).toBe(false);
  });

  it('says why CloudFormation refuses a change set, and cleans up', async () => {
    const refuse = (stack: FakeStack) => {
      for (const changeSet of stack.changeSets.values()) {
        Object.assign(changeSet, {
          status: 'FAILED',
          reason: 'Transform AWS::Unknown failed',
        });
      }
    };
    aws.fault = action => {
      const stack = aws.stack(account, 'orders');
      if (action === 'DescribeChangeSet' && stack) {
        refuse(stack);
      }
      return undefined;
    };
    await expect(deploy()).rejects.toThrow(
      new StackFailedError({
        place: { account, region: 'eu-west-1', stackName: 'orders' },
        statusReason: 'Transform AWS::Unknown failed',
      }),
    );
    expect(aws.writes().slice(1)).toEqual([
      `DeleteChangeSet ${account} orders`,
      `DeleteStack ${account} orders`,
    ]);
  });
});
