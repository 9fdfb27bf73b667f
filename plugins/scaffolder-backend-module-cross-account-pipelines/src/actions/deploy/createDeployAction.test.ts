import { readFile, writeFile } from 'node:fs/promises';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import type { PermissionsService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  deployManifest,
  type DeployManifestOptions,
  type DeploymentEvent,
  lookUpEstate,
} from 'backstage-plugin-cross-account-pipelines-node';
import type { FindingPolicy } from 'backstage-plugin-cross-account-pipelines-core';
import { parse } from 'yaml';
import { accounts } from '../../__testUtils__/accounts';
import { orders } from '../../__testUtils__/orders';
import { createDeployAction } from './createDeployAction';
import { examples } from './createDeployAction.examples';
import { createRenderAction } from '../render/createRenderAction';
import { examples as renderExamples } from '../render/createRenderAction.examples';

jest.setTimeout(60_000);

// The sandbox's integration tests deploy; here it counts what is asked for.
jest.mock('backstage-plugin-cross-account-pipelines-node', () => ({
  ...jest.requireActual('backstage-plugin-cross-account-pipelines-node'),
  deployManifest: jest.fn(),
  lookUpEstate: jest.fn(),
}));

const deploy = jest.mocked(deployManifest);
const lookUp = jest.mocked(lookUpEstate);
const workspace = createMockDirectory();
const pipelineArn = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';
const alice = 'user:default/alice';

/** What `aws:cross-account-pipeline:render` writes. */
async function render(targetPath?: string): Promise<string> {
  const { input } = parse(renderExamples[0].example).steps[0];
  const output = jest.fn();
  await createRenderAction({
    accounts,
    catalog: catalogServiceMock({ entities: [orders] }),
    permissions: mockServices.permissions(),
    urlReader: mockServices.urlReader.mock(),
  }).handler({
    ...createMockActionContext({
      input: {
        tags: { 'backstage-component': 'component:default/orders' },
        ...input,
        ...(targetPath && { targetPath }),
      },
      workspacePath: workspace.path,
    }),
    output,
  } as any);
  return output.mock.calls.find(([name]) => name === 'rendered')![1];
}

async function edit(file: string, change: (text: string) => string) {
  const path = workspace.resolve('.cross-account-pipeline', file);
  const text = await readFile(path, 'utf8');
  expect(change(text)).not.toBe(text);
  await writeFile(path, change(text));
}

function run(
  options: {
    input?: object;
    isDryRun?: boolean;
    permission?: AuthorizeResult.DENY;
    signal?: AbortSignal;
    unreachable?: string;
    checkpoint?: any;
    findingPolicy?: FindingPolicy;
    entities?: Entity[];
    permissions?: PermissionsService;
    standingInterval?: number;
    logGap?: number;
  } = {},
) {
  const logger = mockServices.logger.mock();
  const output = jest.fn();
  const forAccount = jest.fn(async ({ account }: { account: string }) => {
    if (account === options.unreachable) {
      throw new NotAllowedError(`The portal may not assume a role there`);
    }
    return {} as any;
  });
  const context = createMockActionContext({
    input: options.input ?? {},
    workspacePath: workspace.path,
    user: { ref: alice },
  });
  const action = createDeployAction({
    accounts,
    catalog: catalogServiceMock({ entities: options.entities ?? [orders] }),
    clients: { forAccount },
    findingPolicy: options.findingPolicy,
    standingInterval: options.standingInterval,
    logGap: options.logGap ?? 0,
    permissions:
      options.permissions ??
      mockServices.permissions({
        result: options.permission ?? AuthorizeResult.ALLOW,
      }),
  });
  const done = action.handler({
    ...context,
    logger,
    output,
    isDryRun: options.isDryRun,
    signal: options.signal,
    checkpoint: options.checkpoint ?? context.checkpoint,
  });
  const log = () => logger.info.mock.calls.map(([line]) => line as string);
  return { done, forAccount, log, logger, output };
}

describe('aws:cross-account-pipeline:deploy', () => {
  beforeEach(() => {
    workspace.clear();
    deploy.mockReset();
    // The bucket of the source, which no template makes.
    lookUp.mockImplementation(async ({ accounts: found }) => {
      const tools = found['111111111111'];
      for (const { id: name } of tools.unread.splice(0)) {
        tools.buckets[name] = { name, region: 'eu-west-1' };
      }
    });
    deploy.mockImplementation(async ({ manifest, dryRun = false }) => ({
      dryRun,
      stacks: manifest.stacks.map(({ account, region, stackName }) => ({
        account,
        region,
        stackName,
        outcome: 'created' as const,
        changes: [],
        outputs: { Secret: 'not for the task' },
      })),
    }));
  });

  it.each(examples.map(({ description, example }) => [description, example]))(
    'does what the example says: %s',
    async (_, example) => {
      const [step] = parse(example).steps;
      expect(step.action).toBe('aws:cross-account-pipeline:deploy');
      const { path, concurrency } = step.input ?? {};
      await render(path);
      const { done, output } = run({ input: step.input });
      await done;

      const [options] = deploy.mock.calls[0];
      expect(options).toMatchObject({ concurrency, onBehalfOf: alice });
      expect(Object.keys(options.templates).sort()).toEqual([
        'foundation.yaml',
        'pipeline.yaml',
        'target-account.yaml',
      ]);
      expect(output.mock.calls).toEqual([
        ['pipelineArn', pipelineArn],
        [
          'consoleUrl',
          'https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/orders/view?region=eu-west-1',
        ],
        [
          'stacks',
          ['foundation', 'target', 'pipeline'].map((part, index) => ({
            account: index === 1 ? '012345678901' : '111111111111',
            region: 'eu-west-1',
            stackName: `orders-${part}`,
            outcome: 'created',
          })),
        ],
        ['leftovers', []],
        [
          'picture',
          expect.stringContaining(
            '└─▶ dev (012345678901)\n        orders-target · eu-west-1 · created',
          ),
        ],
      ]);
    },
  );

  it('passes on events, signal and checkpoints', async () => {
    await render();
    const { signal } = new AbortController();
    const checkpoint = jest.fn(({ fn }) => fn());
    deploy.mockImplementation(
      async ({ onEvent, checkpoint: keep, ...rest }: DeployManifestOptions) => {
        onEvent!({
          type: 'deployment-planned',
          stacks: [
            {
              account: '012345678901',
              region: 'eu-west-1',
              stackName: 'orders-target',
              phase: 'target',
              template: 'target-account.yaml',
              outcome: 'updated',
              changes: [
                {
                  logicalId: 'Role',
                  type: 'AWS::IAM::Role',
                  change: 'changed',
                  properties: ['Policies'],
                  widened: [{ sentence: 'allows s3:* on *' }],
                },
              ],
              uncertain: [],
            },
          ],
        });
        onEvent!({
          account: '012345678901',
          region: 'eu-west-1',
          stackName: 'orders-target',
          type: 'changes-planned',
          changes: [
            { action: 'add', logicalId: 'Role', type: 'AWS::IAM::Role' },
          ],
          dryRun: false,
        });
        await keep!('012345678901.eu-west-1.orders-target', async () => ({
          stackId: 'id',
        }));
        expect(rest.signal).toBe(signal);
        return { dryRun: false, stacks: [] };
      },
    );
    const { done, log } = run({ signal, checkpoint });
    await done;
    expect(log()).toEqual([
      [
        'Plan: 1 stack to update; 1 permission gets wider',
        '[dev 012345678901 eu-west-1 orders-target] to update: 1 resource',
        '  ~ change Role AWS::IAM::Role (Policies)',
        '    WIDER Role allows s3:* on *',
      ].join('\n'),
      '[dev 012345678901 eu-west-1 orders-target] changes 1 resource',
      expect.stringMatching(
        `^Pipeline ${pipelineArn}\nhttps://eu-west-1.console.aws.amazon.com`,
      ),
    ]);
    await expect(
      readFile(
        workspace.resolve('.cross-account-pipeline/deployment.log'),
        'utf8',
      ),
    ).resolves.toMatch(
      /^\S+Z Plan: [\s\S]*\n\S+Z \[dev .*changes 1 resource\n {2}\+ add Role AWS::IAM::Role\n$/,
    );
    expect(checkpoint).toHaveBeenCalledWith({
      key: '012345678901.eu-west-1.orders-target',
      fn: expect.any(Function),
    });
  });

  it('says how far it is while a stack takes its time', async () => {
    await render();
    let told = () => {};
    const isTold = new Promise<void>(resolve => {
      told = resolve;
    });
    deploy.mockImplementation(async ({ onEvent }: DeployManifestOptions) => {
      onEvent!({ type: 'phase-started', phase: 'target', stacks: 2 });
      onEvent!({
        account: '012345678901',
        region: 'eu-west-1',
        stackName: 'orders-target',
        type: 'changes-planned',
        changes: [{ action: 'add', logicalId: 'Role', type: 'AWS::IAM::Role' }],
        dryRun: false,
      });
      await isTold;
      return { dryRun: false, stacks: [] };
    });
    const { done, log, logger } = run({ standingInterval: 5 });
    logger.info.mockImplementation(text => {
      if (/ through/.test(text)) {
        told();
      }
    });
    await done;
    // Once, for nothing has happened since.
    expect(log().filter(text => / through/.test(text))).toEqual([
      'Target accounts: 0 of 2 stacks through\n  [dev 012345678901 eu-west-1 orders-target] 0 of 1 resource',
    ]);
  });

  it('makes sure of every account before anything is created', async () => {
    await render();
    const { done, forAccount } = run({ unreachable: '012345678901' });
    await expect(done).rejects.toThrow(
      'The portal cannot work in 1 of 2 accounts; nothing was created:\n- 012345678901: The portal may not assume a role there',
    );
    expect(forAccount).toHaveBeenCalledTimes(2);
    expect(deploy).not.toHaveBeenCalled();
  });

  it('stops at what nobody can tell, unless somebody says go', async () => {
    await render();
    lookUp.mockImplementation(async ({ accounts: found }) => {
      found['111111111111'].unread = [
        { id: 'sample-sources-111111111111', reason: 'It was denied' },
      ];
    });
    await expect(run().done).rejects.toThrow(
      /Not everything that matters could be found out; nothing was changed.*\n- .*\n- Bucket sample-sources-111111111111 exists in 111111111111 \(Source\/Source\)\. It was denied\n- Object \S+ in bucket sample-sources-111111111111 exists in 111111111111 \(Source\/Source\)\. It was denied\n- Bucket sample-sources-111111111111 keeps versions of its objects \(Source\/Source\)\. It was denied$/,
    );
    expect(deploy).not.toHaveBeenCalled();
    await run({ input: { allowUnknown: true } }).done;
    expect(deploy).toHaveBeenCalledTimes(1);
  });

  it('stops at what is not there', async () => {
    await render();
    lookUp.mockImplementation(async ({ accounts: found }) => {
      found['111111111111'].missing.push('sample-sources-111111111111');
    });
    await expect(run({ input: { allowUnknown: true } }).done).rejects.toThrow(
      'There is no bucket sample-sources-111111111111 in 111111111111, eu-west-1.',
    );
    expect(deploy).not.toHaveBeenCalled();
  });

  it.each([false, true])(
    'asks nothing of AWS without permission (dry run: %s)',
    async isDryRun => {
      await render();
      const { done, forAccount } = run({
        isDryRun,
        permission: AuthorizeResult.DENY,
      });
      await expect(done).rejects.toThrow(
        'cross-account-pipelines.pipeline.deploy',
      );
      expect(forAccount).not.toHaveBeenCalled();
      expect(deploy).not.toHaveBeenCalled();
    },
  );

  describe('whoever it is for', () => {
    /** A policy that asks for a permission on a resource, and knows the answer. */
    const deny = (refused: { permission: string; resource: string }) => {
      const decide = async (
        requests: Array<{ permission: { name: string }; resourceRef?: string }>,
      ) =>
        requests.map(({ permission, resourceRef }) => ({
          result:
            permission.name === refused.permission &&
            resourceRef === refused.resource
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        }));
      return { authorize: decide, authorizeConditional: decide } as any;
    };

    it.each([
      ['222222222222', ['111111111111', '012345678901', '333333333333']],
      // He deploys into it.
      [
        '012345678901',
        ['111111111111', '012345678901', '222222222222', '333333333333'],
      ],
    ])(
      'looks into no other account that he may not see: %s',
      async (resource, readable) => {
        await render();
        const permission = 'cross-account-pipelines.account.read';
        lookUp.mockClear();
        await run({ permissions: deny({ permission, resource }) }).done;
        expect(lookUp.mock.calls[0][2].readable).toEqual(new Set(readable));
      },
    );

    it.each([
      [
        'an entity that the catalog does not show him',
        { entities: [] },
        'The catalog has no component:default/orders, or you may not read it',
      ],
      [
        "another team's entity",
        {
          permissions: deny({
            permission: 'cross-account-pipelines.pipeline.deploy',
            resource: 'component:default/orders',
          }),
        },
        'does not grant you cross-account-pipelines.pipeline.deploy for component:default/orders',
      ],
      [
        'an account that is not for him',
        {
          permissions: deny({
            permission: 'cross-account-pipelines.account.deploy',
            resource: '012345678901',
          }),
        },
        'does not grant you cross-account-pipelines.account.deploy in 012345678901',
      ],
    ])('refuses %s before AWS is asked', async (_, options, message) => {
      await render();
      const { done, forAccount } = run(options);
      await expect(done).rejects.toThrow(message);
      expect(forAccount).not.toHaveBeenCalled();
      expect(deploy).not.toHaveBeenCalled();
    });

    it.each([
      [
        'does not say whom it is for',
        (text: string) => text.replaceAll(/\n *tags:\n.*/g, ''),
        'does not say which entity it is for',
      ],
      [
        'is for several',
        (text: string) => text.replace('default/orders', 'default/payments'),
        'The stacks are for several entities',
      ],
    ])('refuses a manifest that %s', async (_, change, message) => {
      await render();
      await edit('manifest.yaml', change);
      const { done, forAccount } = run();
      await expect(done).rejects.toThrow(message);
      expect(forAccount).not.toHaveBeenCalled();
    });
  });

  it('judges again what somebody changed after it was rendered', async () => {
    await render();
    await edit('target-account.yaml', text =>
      text.replaceAll('iam:PassRole', 'iam:GetRole'),
    );
    const { done, forAccount } = run();
    await expect(done).rejects.toThrow(
      /orders cannot work in dev \(012345678901\); nothing was changed in AWS:\n- target-account\.yaml:\d+:\d+: Does not hold: .*iam:PassRole.* \(H3\)/,
    );
    expect(forAccount).not.toHaveBeenCalled();
  });

  it.each([
    [
      'an account that is not configured',
      (text: string) => text.replaceAll('"012345678901"', '"555555555555"'),
      '555555555555',
    ],
    [
      'another pipeline than the templates make',
      (text: string) => text.replace('name: orders', 'name: payments'),
      'None of the templates makes the pipeline arn:aws:codepipeline:eu-west-1:111111111111:payments',
    ],
  ])('refuses a manifest that names %s', async (_, change, message) => {
    await render();
    await edit('manifest.yaml', change);
    const { done, forAccount } = run();
    await expect(done).rejects.toThrow(message);
    expect(forAccount).not.toHaveBeenCalled();
  });

  describe('a pipeline that exists already', () => {
    const place = {
      account: '222222222222',
      region: 'eu-west-1',
      stackName: 'orders-target',
    };
    const planned: DeploymentEvent = {
      type: 'deployment-planned',
      stacks: [],
      change: {
        pipelineArn,
        gained: [],
        lost: [{ account: '222222222222', region: 'eu-west-1' }],
        kept: [],
        leftovers: [{ ...place, phase: 'target', roles: ['action'] }],
        applications: [{ ...place, stackName: 'orders' }],
        stores: [],
      },
    };
    const removing = {
      allowLoss: true,
      removeLeftovers: true,
      deleteApplicationStacks: true,
    };
    const written = jest.fn();

    beforeEach(async () => {
      await render();
      written.mockReset();
      deploy.mockImplementation(
        async ({ onEvent, beforeWriting, removeLeftovers }) => {
          onEvent!(planned);
          await beforeWriting!();
          written();
          return {
            dryRun: false,
            stacks: [],
            ...(removeLeftovers && {
              leftovers: {
                dryRun: false,
                stacks: [
                  { ...place, outcome: 'deleted', changes: [], outputs: {} },
                ],
                kept: [{ ...place, stackName: 'orders', reason: 'in use' }],
                remains: [],
              },
            }),
          };
        },
      );
    });

    /** May do all but one thing. */
    const without = (permission: string, resourceRef?: string) =>
      mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(request => ({
            result:
              request.permission.name === permission &&
              (resourceRef === undefined ||
                (request as { resourceRef?: string }).resourceRef ===
                  resourceRef)
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          })),
      });

    it('may lose accounts where the template says so only', async () => {
      await run().done;
      expect(deploy.mock.lastCall![0].allowLoss).toBeUndefined();
      expect(deploy.mock.lastCall![0].removeLeftovers).toBeUndefined();
      await run({ input: { allowLoss: true } }).done;
      expect(deploy.mock.lastCall![0].allowLoss).toBe(true);
    });

    it('tells what it loses, and what is left over', async () => {
      const { done, log, output } = run({ input: { allowLoss: true } });
      await done;
      expect(log()[0]).toBe(
        [
          'Plan: nothing changes',
          '  Loses staging (222222222222), eu-west-1',
          '  Nothing needs stack orders-target in account 222222222222, eu-west-1 any more, with its role action',
          '  Does not deploy stack orders in account 222222222222, eu-west-1 any more, which it has deployed',
        ].join('\n'),
      );
      expect(output).toHaveBeenCalledWith('leftovers', [
        'stack orders-target in account 222222222222, eu-west-1: nobody asked to remove it',
        'stack orders in account 222222222222, eu-west-1: nobody asked to remove it',
      ]);
    });

    it('removes what is left over where it was asked to', async () => {
      const { done, log, output } = run({ input: removing });
      await done;
      expect(deploy.mock.lastCall![0].removeLeftovers).toEqual({
        deleteApplicationStacks: true,
      });
      expect(log()).toContain(
        [
          'Removed 1 leftover stack',
          '  - stack orders-target in account 222222222222, eu-west-1',
          '  stays: stack orders in account 222222222222, eu-west-1: in use',
        ].join('\n'),
      );
      expect(output).toHaveBeenCalledWith('leftovers', [
        'stack orders in account 222222222222, eu-west-1: in use',
      ]);
    });

    it('has said all of it when the step ends', async () => {
      const { done, log } = run({ input: removing, logGap: 50 });
      await done;
      const text = log().join('\n');
      expect(text).toContain('Removed 1 leftover stack\n');
      expect(text).toContain(`Pipeline ${pipelineArn}\n`);
    });

    it.each([
      ['cross-account-pipelines.pipeline.remove', undefined],
      ['cross-account-pipelines.account.deploy', '222222222222'],
    ])(
      'asks for %s before it writes, where it is to remove',
      async (name, ref) => {
        const permissions = without(name, ref);
        const { done } = run({ input: removing, permissions });
        await expect(done).rejects.toThrow(name);
        expect(written).not.toHaveBeenCalled();
        await run({ input: { allowLoss: true }, permissions }).done;
        expect(written).toHaveBeenCalled();
      },
    );
  });

  describe('a plan that widens a permission', () => {
    const widening: DeploymentEvent = {
      type: 'deployment-planned',
      stacks: [
        {
          phase: 'target',
          account: '012345678901',
          region: 'eu-west-1',
          stackName: 'orders-target',
          template: 'target-account.yaml',
          outcome: 'updated',
          changes: [
            {
              logicalId: 'DeployRole',
              type: 'AWS::IAM::Role',
              change: 'changed',
              properties: ['Policies'],
              widened: [{ sentence: 'allows iam:* on *' }],
            },
          ],
          uncertain: [],
        },
        {
          phase: 'pipeline',
          account: '111111111111',
          region: 'eu-west-1',
          stackName: 'orders-pipeline',
          template: 'pipeline.yaml',
          outcome: 'unknown',
          reason: 'it may not be read',
          changes: [],
          uncertain: [],
        },
      ],
    };

    beforeEach(async () => {
      await render();
      deploy.mockImplementation(async ({ onEvent }) => {
        onEvent!(widening);
        return { dryRun: false, stacks: [] };
      });
    });

    it('goes on, unless the platform team says otherwise', async () => {
      const { done, log } = run();
      await done;
      expect(log().join('\n')).toContain('WIDER DeployRole allows iam:* on *');
    });

    it('stops where the policy for findings says so', async () => {
      const { done, log } = run({
        findingPolicy: {
          version: 1,
          rules: [{ rule: 'wider-permission', level: 'error' }],
        },
      });
      await expect(done).rejects.toThrow(
        /^orders cannot be deployed as it is; nothing was changed in AWS:\n- target-account\.yaml:\d+:\d+: Wider than what is deployed: DeployRole of stack orders-target in account 012345678901, eu-west-1 allows iam:\* on \*\. \(wider-permission\)\n- pipeline\.yaml: Whether stack orders-pipeline in account 111111111111, eu-west-1 gets wider permissions is not fully known: it may not be read\. \(wider-permission\)$/,
      );
      expect(log().join('\n')).toContain('WIDER');
    });

    it('goes on where that is waived', async () => {
      const { done } = run({
        findingPolicy: {
          version: 1,
          rules: [
            { rule: 'wider-permission', waive: 'agreed', until: '9999-12-31' },
            { rule: 'wider-permission', level: 'error' },
          ],
        },
      });
      await expect(done).resolves.toBeUndefined();
    });
  });

  it('passes a dry run on', async () => {
    await render();
    const { done, log } = run({ isDryRun: true });
    await done;
    expect(deploy.mock.calls[0][0].dryRun).toBe(true);
    expect(log()).toEqual([]);
  });

  describe('where the folder is lost, because the task goes on elsewhere', () => {
    const deployed = () => {
      const [{ manifest, templates }] = deploy.mock.calls.at(-1)!;
      return { manifest, templates };
    };

    it('deploys what the render step gave', async () => {
      const rendered = await render();
      await run().done;
      const whole = deployed();
      workspace.clear();
      await run({ input: { rendered } }).done;
      expect(deployed()).toEqual(whole);
    });

    it('deploys what an earlier run of the step remembered', async () => {
      await render();
      const values = new Map<string, unknown>();
      const checkpoint = async ({ key, fn }: any) => {
        if (!values.has(key)) {
          values.set(key, await fn());
        }
        return values.get(key);
      };
      await run({ checkpoint }).done;
      const whole = deployed();
      workspace.clear();
      await run({ checkpoint }).done;
      expect(deployed()).toEqual(whole);
    });

    it('refuses what no render step gave', async () => {
      await expect(
        run({ input: { rendered: 'aGVsbG8=' } }).done,
      ).rejects.toThrow(
        'rendered is not what the output of a render step holds',
      );
    });
  });

  it('says which step is missing when nothing was rendered', async () => {
    await expect(run().done).rejects.toThrow(
      'manifest.yaml is not in the folder to deploy; a render step writes it',
    );
  });
});
