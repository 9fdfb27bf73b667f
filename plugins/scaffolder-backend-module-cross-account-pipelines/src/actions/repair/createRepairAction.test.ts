import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  collectEstate,
  readDeployedPipeline,
  repairPipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import { emptyAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { parse } from 'yaml';
import { accounts } from '../../__testUtils__/accounts';
import { orders } from '../../__testUtils__/orders';
import { runAction } from '../../__testUtils__/runAction';
import { createRepairAction } from './createRepairAction';
import { examples } from './createRepairAction.examples';

// The sandbox's integration tests repair; here it counts what is asked for.
jest.mock('backstage-plugin-cross-account-pipelines-node', () => ({
  ...jest.requireActual('backstage-plugin-cross-account-pipelines-node'),
  collectEstate: jest.fn(),
  readDeployedPipeline: jest.fn(),
  repairPipeline: jest.fn(),
}));

const pipelineArn = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';
const place = {
  account: '012345678901',
  region: 'eu-west-1',
  stackName: 'orders-target',
};
const report = {
  pipelineArn,
  name: 'orders',
  account: { id: '111111111111' },
  region: 'eu-west-1',
  health: 'healthy' as const,
  origin: 'observed' as const,
  hops: [],
  links: [],
  findings: [],
  unseen: [],
  readAt: '2026-11-29T00:00:00.000Z',
};

function run(options: {
  input: object;
  isDryRun?: boolean;
  permission?: AuthorizeResult.DENY;
  ownerRef?: string;
}) {
  const action = createRepairAction({
    accounts,
    auth: mockServices.auth(),
    catalog: { getEntityByRef: async () => orders },
    client: {
      getPipelineOwner: async () => ({ ownerRef: options.ownerRef }),
    } as any,
    clients: { forAccount: async () => ({} as any) },
    permissions: mockServices.permissions({
      result: options.permission ?? AuthorizeResult.ALLOW,
    }),
    urlReader: mockServices.urlReader.mock(),
  });
  return runAction(action, options);
}

describe('aws:cross-account-pipeline:repair', () => {
  const repair = jest.mocked(repairPipeline);
  const resource = {
    logicalId: 'ActionRole',
    type: 'AWS::IAM::Role',
    drift: 'modified' as const,
    properties: ['/AssumeRolePolicyDocument'],
    diff: '',
    breaks: ['H1 it may enter'],
  };

  beforeEach(() => {
    jest.mocked(readDeployedPipeline).mockResolvedValue({
      record: {} as any,
      hasSameTemplates: true,
      rendered: {
        files: {},
        manifest: {
          version: 1,
          stacks: [
            {
              ...place,
              phase: 'target',
              template: 'target-account.yaml',
              tags: { 'backstage-component': 'component:default/orders' },
            },
          ],
        },
      } as any,
    });
    repair.mockReset();
    repair.mockResolvedValue({
      dryRun: false,
      plan: [],
      before: { ...report, health: 'broken' },
      after: report,
      stacks: [
        {
          ...place,
          phase: 'target',
          rewritten: [],
          resources: [{ ...resource, mended: 'reverted' }],
        },
      ],
    });
  });

  it.each(examples.map(({ description, example }) => [description, example]))(
    'does what the example says: %s',
    async (_, example) => {
      const [step] = parse(example).steps;
      expect(step.action).toBe('aws:cross-account-pipeline:repair');
      const { done, log, output } = run({ input: step.input });
      await done;
      expect(repair.mock.calls[0][0]).toMatchObject(step.input);
      expect(log()).toContain('mended by a change set that reverts drift');
      expect(output).toHaveBeenCalledWith('health', 'healthy');
      expect(output).toHaveBeenCalledWith('repaired', [
        'ActionRole of stack orders-target in account 012345678901',
      ]);
    },
  );

  it('fails when something is left', async () => {
    repair.mockResolvedValue({
      dryRun: false,
      plan: [],
      after: report,
      stacks: [
        {
          ...place,
          phase: 'target',
          rewritten: [],
          resources: [{ ...resource, reason: 'it differs again' }],
        },
      ],
    });
    const { done, log } = run({ input: { pipelineArn } });
    await expect(done).rejects.toThrow('not whole after the repair');
    expect(log()).toContain('NOT MENDED: it differs again');
  });

  it('repairs nothing without permission', async () => {
    const { done } = run({
      input: { pipelineArn },
      permission: AuthorizeResult.DENY,
    });
    await expect(done).rejects.toThrow(
      'cross-account-pipelines.pipeline.repair',
    );
    expect(repair).not.toHaveBeenCalled();
  });

  it('keeps others off in the name of its task, which may be run again', async () => {
    await run({ input: { pipelineArn } }).done;
    expect(repair.mock.calls[0][0].lock).toEqual({ run: 'mock-task-id' });
  });

  it('passes a dry run on', async () => {
    await run({ input: { pipelineArn }, isDryRun: true }).done;
    expect(repair.mock.calls[0][0].dryRun).toBe(true);
  });

  describe('for a pipeline of others', () => {
    beforeEach(() => {
      jest
        .mocked(readDeployedPipeline)
        .mockRejectedValue(new NotFoundError('There is no stack'));
      const account = emptyAccount('111111111111');
      account.pipelines[pipelineArn] = {
        arn: pipelineArn,
        region: 'eu-west-1',
        definition: {
          name: 'orders',
          roleArn: 'arn:aws:iam::111111111111:role/service',
          stages: [],
        },
      };
      account.missing.push('arn:aws:iam::111111111111:role/service');
      jest.mocked(collectEstate).mockResolvedValue({
        origin: 'observed',
        readAt: report.readAt,
        accounts: { '111111111111': account },
      });
    });

    it('says what to do and writes nothing', async () => {
      const { done, log, output } = run({
        input: { pipelineArn },
        ownerRef: 'component:default/orders',
      });
      await done;
      expect(repair).not.toHaveBeenCalled();
      expect(log()).toContain('nothing is written');
      expect(log()).toContain('# In account 111111111111');
      expect(output).toHaveBeenCalledWith('health', 'broken');
      expect(output).toHaveBeenCalledWith(
        'patch',
        expect.stringMatching(/^--- 111111111111\/\S+\.json/m),
      );
    });

    it('says it only to those who may read its report', async () => {
      await expect(run({ input: { pipelineArn } }).done).rejects.toThrow(
        'Nobody knows whose',
      );
      await expect(
        run({
          input: { pipelineArn },
          ownerRef: 'component:default/orders',
          permission: AuthorizeResult.DENY,
        }).done,
      ).rejects.toThrow('cross-account-pipelines.report.check');
    });
  });
});
