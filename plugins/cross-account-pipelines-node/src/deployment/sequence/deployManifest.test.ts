import { NotFoundError } from '@backstage/errors';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type {
  ManifestStack,
  StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  FakeCloudFormation,
  failure,
  ownStep,
  type FakeOutcome,
} from '../__testUtils__/FakeCloudFormation';
import type { DeploymentEvent } from '../DeploymentEvent';
import { deleteManifest } from './deleteManifest';
import { deployManifest, type DeployManifestOptions } from './deployManifest';

const tools = '111111111111';
const dev = '012345678901';
const staging = '222222222222';
const prod = '333333333333';
const region = 'eu-west-1';

const templates = {
  'foundation.yaml': 'Resources: { Key: { Type: AWS::KMS::Key } }',
  'target.yaml':
    'Parameters: { KeyArn: { Type: String } }\nResources: { Role: { Type: AWS::IAM::Role } }',
  'pipeline.yaml':
    'Resources: { Pipeline: { Type: AWS::CodePipeline::Pipeline } }',
};

const target = (account: string): ManifestStack => ({
  phase: 'target',
  account,
  region,
  stackName: 'orders-target',
  template: 'target.yaml',
  parameters: {
    KeyArn: {
      fromStack: { account: tools, region, stackName: 'orders-foundation' },
      output: 'Arn',
    },
  },
});

const manifest: StackManifest = {
  version: 1,
  stacks: [
    {
      phase: 'foundation',
      account: tools,
      region,
      stackName: 'orders-foundation',
      template: 'foundation.yaml',
    },
    target(dev),
    target(staging),
    target(prod),
    {
      phase: 'pipeline',
      account: tools,
      region,
      stackName: 'orders-pipeline',
      template: 'pipeline.yaml',
    },
  ],
};

const failing =
  (reason: string): FakeOutcome =>
  stack =>
    [
      ownStep(stack, 'CREATE_IN_PROGRESS'),
      {
        events: [
          {
            logicalId: 'Pipeline',
            type: 'AWS::CodePipeline::Pipeline',
            status: 'CREATE_FAILED',
            reason,
          },
        ],
      },
      ownStep(stack, 'ROLLBACK_COMPLETE'),
    ];

describe('deployManifest', () => {
  const server = setupServer();
  let aws: FakeCloudFormation;
  let events: DeploymentEvent[];

  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterAll(() => server.close());
  beforeEach(() => {
    aws = new FakeCloudFormation();
    events = [];
    server.resetHandlers(aws.handler);
  });

  const deploy = (options: Partial<DeployManifestOptions> = {}) =>
    deployManifest({
      manifest,
      templates,
      clients: aws,
      pace: { shortest: 1, longest: 5 },
      roleSettling: { firstWait: 1 },
      onEvent: event => events.push(event),
      ...options,
    });

  const executed = () =>
    aws.calls
      .filter(call => call.startsWith('ExecuteChangeSet'))
      .map(call => call.split(' ').slice(1).join(' '));

  it('deploys foundation, targets and pipeline, and carries outputs forward', async () => {
    const result = await deploy();
    expect(result.stacks.map(stack => stack.outcome)).toEqual(
      Array(5).fill('created'),
    );
    expect(executed()[0]).toBe(`${tools} orders-foundation`);
    expect(executed().slice(1, 4).sort()).toEqual([
      `${dev} orders-target`,
      `${staging} orders-target`,
      `${prod} orders-target`,
    ]);
    expect(executed()[4]).toBe(`${tools} orders-pipeline`);
    const [changeSet] = aws.stack(dev, 'orders-target')!.changeSets.values();
    expect(changeSet.input.get('Parameters.member.1.ParameterValue')).toBe(
      `arn:aws:x:::${tools}-orders-foundation`,
    );
    expect(
      events.flatMap(event =>
        event.type === 'phase-started' ? [[event.phase, event.stacks]] : [],
      ),
    ).toEqual([
      ['foundation', 1],
      ['target', 3],
      ['pipeline', 1],
    ]);
  });

  it('lets a failing target stop the pipeline, not the other targets', async () => {
    aws.outcomes.set('orders-target', [
      failing('Role exists'),
      failing('Limit exceeded'),
    ]);
    const failed = await deploy({ concurrency: 1 }).catch(error => error);
    expect(failed.name).toBe('DeploymentFailedError');
    expect(failed.message).toBe(
      [
        '2 of 3 target stacks failed; the pipeline was not deployed. Run again when that is mended',
        `- stack orders-target in account ${dev}, ${region}: Pipeline (AWS::CodePipeline::Pipeline) failed: Role exists`,
        `- stack orders-target in account ${staging}, ${region}: Pipeline (AWS::CodePipeline::Pipeline) failed: Limit exceeded`,
      ].join('\n'),
    );
    expect(aws.stack(prod, 'orders-target')?.status).toBe('CREATE_COMPLETE');
    expect(aws.stack(tools, 'orders-pipeline')).toBeUndefined();

    const again = await deploy();
    expect(again.stacks.map(stack => stack.outcome)).toEqual([
      'unchanged',
      'created',
      'created',
      'unchanged',
      'created',
    ]);
  });

  it('changes nothing anywhere while an account has no credentials', async () => {
    const clients = {
      forAccount: async (options: { account: string }) => {
        if (options.account === staging) {
          throw new NotFoundError(`No credentials for ${staging}`);
        }
        return aws.forAccount(options);
      },
    };
    await expect(deploy({ clients })).rejects.toThrow(
      /^Not everything that matters could be found out; nothing was changed.*\n- what would change of stack orders-target in account 222222222222, eu-west-1: No credentials for 222222222222$/,
    );
    expect(aws.writes()).toEqual([]);
  });

  it('only reads the second time', async () => {
    await deploy();
    for (const stack of manifest.stacks) {
      Object.assign(aws.stack(stack.account, stack.stackName)!, {
        parameters: stack.parameters
          ? { KeyArn: `arn:aws:x:::${tools}-orders-foundation` }
          : {},
      });
    }
    aws.calls.length = 0;
    const again = await deploy();
    expect(again.stacks.map(stack => stack.outcome)).toEqual(
      Array(5).fill('unchanged'),
    );
    expect(aws.writes()).toEqual([]);
    // To plan, and to make sure when its turn comes.
    const devCalls = aws.calls.filter(call => call.includes(dev));
    expect(devCalls).toEqual([
      `DescribeStacks ${dev} orders-target`,
      `GetTemplate ${dev} orders-target`,
      `DescribeStacks ${dev} orders-target`,
    ]);
  });

  describe('the plan', () => {
    const planned = () =>
      events.flatMap(event =>
        event.type === 'deployment-planned' ? [event.stacks] : [],
      );
    const deployedKey = `arn:aws:x:::${tools}-orders-foundation`;
    const deployAll = async () => {
      await deploy();
      for (const account of [dev, staging, prod]) {
        aws.stack(account, 'orders-target')!.parameters = {
          KeyArn: deployedKey,
        };
      }
      aws.calls.length = 0;
      events.length = 0;
    };

    it.each([false, true])(
      'comes before anything is written (dry run: %s)',
      async dryRun => {
        let writes: string[] | undefined;
        await deploy({
          dryRun,
          onEvent: event => {
            events.push(event);
            if (event.type === 'deployment-planned') {
              writes = aws.writes();
            }
          },
        });
        expect(writes).toEqual([]);
        expect(events[0].type).toBe('deployment-planned');
        expect(planned()[0].map(({ outcome }) => outcome)).toEqual(
          Array(5).fill('created'),
        );
      },
    );

    it('is that nothing changes where nothing does', async () => {
      await deployAll();
      await deploy();
      expect(planned()[0].map(({ outcome }) => outcome)).toEqual(
        Array(5).fill('unchanged'),
      );
    });

    it('stops a deployment when a template cannot be read, unless told to go', async () => {
      await deployAll();
      aws.fault = (action, account) =>
        action === 'GetTemplate' && account === dev
          ? failure('AccessDenied', 'not allowed to read it', 403)
          : undefined;
      const changed = {
        templates: {
          ...templates,
          'target.yaml': templates['target.yaml'].replace('Role:', 'Other:'),
        },
      };
      const before = aws.writes().length;
      await expect(deploy(changed)).rejects.toThrow(
        /^Not everything that matters could be found out.*\n- what would change of stack orders-target in account 012345678901, eu-west-1: cloudformation:GetTemplate was denied/,
      );
      expect(aws.writes()).toHaveLength(before);
      const { stacks } = await deploy({ ...changed, allowUnknown: true });
      expect(stacks[1].outcome).toBe('updated');
      expect(planned()[0][1]).toMatchObject({
        account: dev,
        outcome: 'unknown',
        reason: expect.stringContaining('cloudformation:GetTemplate'),
      });
      expect(planned()[0][2]).toMatchObject({
        outcome: 'updated',
        changes: [{ logicalId: 'Other' }, { logicalId: 'Role' }],
      });
    });

    it('names an account that the portal does not reach', async () => {
      await deploy({
        clients: {
          forAccount: async options => {
            if (options.account === staging) {
              throw new NotFoundError(`No credentials for ${staging}`);
            }
            return aws.forAccount(options);
          },
        },
      }).catch(() => undefined);
      expect(planned()[0][2]).toMatchObject({
        outcome: 'unknown',
        reason: `No credentials for ${staging}`,
      });
    });

    it('reads a template again when somebody changed the stack meanwhile', async () => {
      await deployAll();
      const { stacks } = await deploy({
        onEvent: event => {
          if (event.type === 'deployment-planned') {
            Object.assign(aws.stack(dev, 'orders-target')!, {
              template: 'Resources: { Odd: { Type: AWS::SNS::Topic } }',
              updatedAt: Date.now() + 60_000,
            });
          }
        },
      });
      expect(stacks[1].outcome).toBe('updated');
    });
  });

  describe('a stack of the same name that is there already', () => {
    const tagged: StackManifest = {
      ...manifest,
      stacks: manifest.stacks.map(stack => ({
        ...stack,
        tags: { 'backstage-component': 'component:default/orders' },
      })),
    };

    it('is never taken from another component', async () => {
      aws.add(tools, 'orders-pipeline', {
        tags: { 'backstage-component': 'component:default/payments' },
      });
      const failed = await deploy({ manifest: tagged }).catch(error => error);
      expect(failed.name).toBe('ConflictError');
      expect(failed.message).toBe(
        `The name of the pipeline is taken; nothing was changed. Choose another:
- stack orders-pipeline in account ${tools}, ${region} belongs to component:default/payments, not to component:default/orders (tag backstage-component)`,
      );
      expect(aws.writes()).toEqual([]);
    });

    it.each([false, true])(
      'is named by a dry run too (%s), and where nobody is said to own the pipeline',
      async dryRun => {
        aws.add(dev, 'orders-target', {
          tags: { 'backstage-component': 'component:default/payments' },
        });
        await expect(deploy({ dryRun })).rejects.toThrow(
          `stack orders-target in account ${dev}, ${region} belongs to component:default/payments (tag`,
        );
        expect(aws.writes()).toEqual([]);
      },
    );

    it('is not taken either where its template cannot be read', async () => {
      aws.add(dev, 'orders-target', {
        tags: { 'backstage-component': 'component:default/payments' },
      });
      aws.fault = action =>
        action === 'GetTemplate'
          ? failure('AccessDenied', 'not allowed', 403)
          : undefined;
      await expect(deploy({ manifest: tagged })).rejects.toThrow(
        'nothing was changed',
      );
      expect(aws.writes()).toEqual([]);
    });

    it('is deleted by its own component only', async () => {
      const tags = { 'backstage-component': 'component:default/orders' };
      aws.add(tools, 'orders-pipeline', { tags });
      const { stacks } = await deleteManifest({
        manifest: tagged,
        clients: aws,
        pace: { shortest: 1 },
      });
      expect(stacks[0].outcome).toBe('deleted');
      aws.add(tools, 'orders-pipeline', {});
      await expect(
        deleteManifest({ manifest: tagged, clients: aws }),
      ).rejects.toThrow('no tag backstage-component says that it is of');
    });

    it('has to say that it is of this component', async () => {
      aws.add(tools, 'orders-foundation', {});
      await expect(deploy({ manifest: tagged })).rejects.toThrow(
        'orders-foundation in account 111111111111, eu-west-1 is there already, and no tag backstage-component says that it is of component:default/orders; the platform team can let it be taken over (crossAccountPipelines.stacks.adoptable), or give it that tag',
      );
      expect(aws.writes()).toEqual([]);
    });

    it('is taken over when somebody asks and the platform team allows it', async () => {
      aws.add(tools, 'orders-foundation', {
        template: 'Resources: { Old: { Type: AWS::KMS::Key } }',
      });
      const stackRules = { reserved: [], adoptable: ['orders-*'] };
      await expect(deploy({ manifest: tagged, stackRules })).rejects.toThrow(
        'to take it over, name it among the stacks to adopt',
      );
      await expect(
        deploy({ manifest: tagged, adopt: ['orders-foundation'] }),
      ).rejects.toThrow('the platform team can let it be taken over');
      expect(aws.writes()).toEqual([]);
      const { stacks } = await deploy({
        manifest: tagged,
        stackRules,
        adopt: ['orders-foundation'],
      });
      expect(stacks[0].outcome).toBe('updated');
    });

    it('is not taken by an alias', async () => {
      aws.add(dev, 'orders-target', { name: 'payments' });
      await expect(deploy({ manifest: tagged })).rejects.toThrow(
        `stack orders-target in account ${dev}, ${region} is an alias of stack payments`,
      );
      expect(aws.writes()).toEqual([]);
    });

    it.each([
      ['is of this component', 'CREATE_COMPLETE', 'Component:Default/Orders'],
      ['holds nothing', 'REVIEW_IN_PROGRESS', undefined],
      ['was never created', 'ROLLBACK_COMPLETE', undefined],
    ])('is gone on with when it %s', async (_, status, owner) => {
      aws.add(tools, 'orders-foundation', {
        status,
        template: 'Resources: { Old: { Type: AWS::KMS::Key } }',
        tags: owner ? { 'backstage-component': owner } : {},
        outputs: { Arn: 'arn:aws:x:::key' },
      });
      const { stacks } = await deploy({ manifest: tagged });
      expect(stacks).toHaveLength(5);
    });
  });

  describe('a stack that somebody has to mend', () => {
    it.each([
      'UPDATE_ROLLBACK_FAILED',
      'ROLLBACK_FAILED',
      'DELETE_FAILED',
      'CREATE_FAILED',
    ])('stops before the first write (%s)', async status => {
      aws.add(prod, 'orders-target', { status });
      await expect(deploy()).rejects.toThrow(
        `A stack has to be mended first; nothing was changed:\n- stack orders-target in account ${prod}, ${region} is ${status}: `,
      );
      expect(aws.writes()).toEqual([]);
    });

    it('is planned with once it has settled', async () => {
      const stack = aws.add(tools, 'orders-foundation', {
        status: 'UPDATE_IN_PROGRESS',
        template: templates['foundation.yaml'],
        outputs: { Arn: 'arn:aws:x:::key' },
      });
      stack.script = [
        ownStep(stack, 'UPDATE_IN_PROGRESS'),
        ownStep(stack, 'UPDATE_COMPLETE'),
      ];
      await deploy();
      const planned = events.findIndex(
        ({ type }) => type === 'deployment-planned',
      );
      expect(events[planned]).toMatchObject({
        stacks: [{ outcome: 'unchanged' }, {}, {}, {}, {}],
      });
      expect(events.slice(0, planned).map(({ type }) => type)).toContain(
        'stack-followed',
      );
    });
  });

  describe('a bucket that the stacks use', () => {
    const bucketOf = (answer: () => Response) =>
      server.use(
        http.get('https://s3.eu-west-1.amazonaws.com/sources', answer),
        http.get('https://sources.s3.eu-west-1.amazonaws.com/', answer),
      );
    const using: StackManifest = {
      ...manifest,
      existing: [{ arn: 'arn:aws:s3:::sources', account: tools }],
    };
    const s3Error = (status: number, code: string) => () =>
      HttpResponse.xml(`<Error><Code>${code}</Code></Error>`, { status });

    it('has to be there before anything is changed', async () => {
      bucketOf(s3Error(404, 'NoSuchBucket'));
      const failed = await deploy({ manifest: using }).catch(error => error);
      expect(failed.name).toBe('NotFoundError');
      expect(failed.message).toBe(
        `The pipeline uses what does not exist: bucket sources in account ${tools}. Nothing was changed; create it, or name another`,
      );
      expect(aws.writes()).toEqual([]);
    });

    it('stops nothing when it is there, or cannot be read', async () => {
      bucketOf(() => HttpResponse.xml('<LocationConstraint/>'));
      await deploy({ manifest: using });
      bucketOf(s3Error(403, 'AccessDenied'));
      const { stacks } = await deploy({ manifest: using });
      expect(stacks).toHaveLength(5);
    });
  });

  it('keeps to the number of stacks at a time', async () => {
    let running = 0;
    let most = 0;
    await deploy({
      concurrency: 2,
      checkpoint: async (_, submit) => {
        running += 1;
        most = Math.max(most, running);
        const submitted = await submit();
        running -= 1;
        return submitted;
      },
    });
    expect(most).toBe(2);
  });

  it('says which output is missing, and of which stack', async () => {
    const broken = {
      ...manifest,
      stacks: manifest.stacks.map(stack =>
        stack.account === dev
          ? {
              ...stack,
              parameters: {
                KeyArn: {
                  fromStack: {
                    account: tools,
                    region,
                    stackName: 'orders-foundation',
                  },
                  output: 'KeyArn',
                },
              },
            }
          : stack,
      ),
    };
    await expect(deploy({ manifest: broken })).rejects.toThrow(
      /Parameter KeyArn of stack orders-target in account 012345678901, eu-west-1 takes output KeyArn of stack orders-foundation in account 111111111111, eu-west-1, which has only Arn/,
    );
  });

  it('reads outputs of stacks that the manifest does not deploy', async () => {
    aws.add(tools, 'orders-foundation', { outputs: { Arn: 'existing' } });
    await deploy({
      manifest: { version: 1, stacks: [target(dev)] },
    });
    const [changeSet] = aws.stack(dev, 'orders-target')!.changeSets.values();
    expect(changeSet.input.get('Parameters.member.1.ParameterValue')).toBe(
      'existing',
    );
  });

  it('plans in a dry run what hangs on stacks that do not exist yet', async () => {
    const result = await deploy({ dryRun: true });
    expect(result).toMatchObject({ dryRun: true });
    expect(
      result.stacks.map(each => [each.outcome, each.changes.length]),
    ).toEqual([
      ['created', 2],
      ['created', 1],
      ['created', 1],
      ['created', 1],
      ['created', 2],
    ]);
    expect(events).toContainEqual({
      account: dev,
      region,
      stackName: 'orders-target',
      type: 'changes-unknown',
      reason: `Parameter KeyArn of stack orders-target in account ${dev}, eu-west-1 takes output Arn of stack orders-foundation in account ${tools}, eu-west-1, which does not exist`,
    });
    expect(executed()).toEqual([]);
    expect(aws.stack(dev, 'orders-target')).toBeUndefined();
  });

  it('tries the pipeline again while the roles it needs are new', async () => {
    const reason = `arn:aws:iam::${tools}:role/orders-service is not authorized to perform AssumeRole on role arn:aws:iam::${dev}:role/orders-action (Service: CodePipeline)`;
    aws.outcomes.set('orders-pipeline', [failing(reason), failing(reason)]);
    const result = await deploy();
    expect(result.stacks[4].outcome).toBe('created');
    expect(
      events.flatMap(event =>
        event.type === 'stack-repeated' ? [event.wait] : [],
      ),
    ).toEqual([1, 2]);
  });

  it.each([
    ['the role is not new any more', { newFor: 0 }, dev, 'AssumeRole on role'],
    [
      'this run did not deploy to its account',
      {},
      '999999999999',
      'AssumeRole on role',
    ],
    ['something else is denied', {}, dev, 'DescribeKey on key'],
  ])('does not try again when %s', async (_, settling, account, denied) => {
    aws.outcomes.set('orders-pipeline', [
      failing(
        `CodePipeline is not authorized to perform ${denied} arn:aws:iam::${account}:role/orders-action`,
      ),
    ]);
    await expect(
      deploy({ roleSettling: { firstWait: 1, ...settling } }),
    ).rejects.toThrow(
      /1 of 1 pipeline stacks failed; foundation and target accounts are deployed/,
    );
  });

  it('stops waiting when the signal is aborted and names what goes on', async () => {
    const abort = new AbortController();
    const stopped = await deploy({
      signal: abort.signal,
      onEvent: event => {
        if (event.type === 'resource-changed' && event.account === dev) {
          abort.abort();
        }
      },
      concurrency: 1,
    }).catch(error => error);
    expect(stopped).toMatchObject({
      name: 'StoppedWaitingError',
      underWay: [{ account: dev, region, stackName: 'orders-target' }],
    });
    expect(executed()).toEqual([
      `${tools} orders-foundation`,
      `${dev} orders-target`,
    ]);
    // A further run follows it.
    await expect(deploy()).resolves.toMatchObject({
      stacks: [{ outcome: 'unchanged' }, {}, {}, {}, { outcome: 'created' }],
    });
  });

  it.each([
    [
      { stacks: [{ ...manifest.stacks[0], account: 12345678901 }] },
      /account 12345678901; an account id has twelve digits, in quotes/,
    ],
    [
      { stacks: [{ ...manifest.stacks[0], template: 'x.yaml' }] },
      /Template x.yaml of stack orders-foundation .* is not there/,
    ],
    [
      { stacks: [{ ...manifest.stacks[0], phase: 'first' }] },
      /is 'first'; it can be foundation, target, pipeline/,
    ],
    [
      { stacks: [manifest.stacks[0], manifest.stacks[0]] },
      /names stack orders-foundation .* twice/,
    ],
    [
      { stacks: [{ ...manifest.stacks[0], phase: 'target' }, target(dev)] },
      /takes an output of orders-foundation, which is deployed in the same phase or later/,
    ],
  ])(
    'refuses a manifest that cannot work before it writes: %#',
    async (wrong, message) => {
      await expect(
        deploy({ manifest: { version: 1, ...wrong } as StackManifest }),
      ).rejects.toThrow(message);
      expect(aws.calls).toEqual([]);
    },
  );

  it('refuses a template that is none before it writes', async () => {
    await expect(
      deploy({ templates: { ...templates, 'target.yaml': 'Hello: world' } }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('target.yaml'),
    });
    expect(aws.calls).toEqual([]);
  });

  it('deletes in the reverse order', async () => {
    await deploy();
    const result = await deleteManifest({
      manifest,
      clients: aws,
      pace: { shortest: 1 },
    });
    expect(
      result.stacks.map(({ account, stackName, outcome }) => [
        account,
        stackName,
        outcome,
      ]),
    ).toEqual([
      [tools, 'orders-pipeline', 'deleted'],
      [dev, 'orders-target', 'deleted'],
      [staging, 'orders-target', 'deleted'],
      [prod, 'orders-target', 'deleted'],
      [tools, 'orders-foundation', 'deleted'],
    ]);
    await expect(
      deleteManifest({ manifest, clients: aws }),
    ).resolves.toMatchObject({
      stacks: Array(5).fill({ outcome: 'unchanged' }),
    });
  });

  it('deletes nothing when a stack is of another component', async () => {
    await deploy();
    aws.stack(dev, 'orders-target')!.tags = {
      'backstage-component': 'component:default/payments',
    };
    aws.calls.length = 0;
    const failed = await deleteManifest({ manifest, clients: aws }).catch(
      error => error,
    );
    expect(failed.name).toBe('ConflictError');
    expect(failed.message).toBe(
      `Not all stacks are those of the pipeline; nothing was deleted:
- stack orders-target in account ${dev}, ${region} belongs to component:default/payments (tag backstage-component)`,
    );
    expect(aws.writes()).toEqual([]);
  });

  it('deletes no stack of another component that could not be read at first', async () => {
    await deploy();
    aws.stack(dev, 'orders-target')!.tags = {
      'backstage-component': 'component:default/payments',
    };
    let isFirst = true;
    aws.fault = (action, account) => {
      if (action !== 'DescribeStacks' || account !== dev || !isFirst) {
        return undefined;
      }
      isFirst = false;
      return failure('AccessDenied', 'not now', 403);
    };
    await expect(
      deleteManifest({ manifest, clients: aws, pace: { shortest: 1 } }),
    ).rejects.toThrow('belongs to component:default/payments');
    expect(aws.stack(dev, 'orders-target')?.status).toBe('CREATE_COMPLETE');
  });

  it('keeps the foundation when a target cannot be deleted', async () => {
    await deploy();
    aws.deletions.set('orders-target', [
      stack => [
        ownStep(stack, 'DELETE_IN_PROGRESS'),
        ownStep(stack, 'DELETE_FAILED', [
          {
            logicalId: 'Role',
            status: 'DELETE_FAILED',
            reason: 'Role is in use',
          },
        ]),
      ],
    ]);
    await expect(
      deleteManifest({ manifest, clients: aws, pace: { shortest: 1 } }),
    ).rejects.toThrow(
      /1 of 3 target stacks failed; the phases before it were left.*\n.*Role \(AWS::IAM::Role\) failed: Role is in use/,
    );
    expect(aws.stack(tools, 'orders-foundation')?.status).toBe(
      'CREATE_COMPLETE',
    );
  });
});
