import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  readDeployedPipeline,
  removePipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import { parse } from 'yaml';
import { accounts } from '../../__testUtils__/accounts';
import { orders } from '../../__testUtils__/orders';
import { runAction } from '../../__testUtils__/runAction';
import { createRemoveAction } from './createRemoveAction';
import { examples } from './createRemoveAction.examples';

// The sandbox's integration tests remove; here it counts what is asked for.
jest.mock('backstage-plugin-cross-account-pipelines-node', () => ({
  ...jest.requireActual('backstage-plugin-cross-account-pipelines-node'),
  readDeployedPipeline: jest.fn(),
  removePipeline: jest.fn(),
}));

const remove = jest.mocked(removePipeline);
const place = {
  account: '012345678901',
  region: 'eu-west-1',
  stackName: 'orders-target',
};

function run(options: {
  input: object;
  isDryRun?: boolean;
  permission?: AuthorizeResult.DENY;
}) {
  const action = createRemoveAction({
    accounts,
    catalog: { getEntityByRef: async () => orders },
    clients: { forAccount: async () => ({} as any) },
    permissions: mockServices.permissions({
      result: options.permission ?? AuthorizeResult.ALLOW,
    }),
  });
  return runAction(action, options);
}

describe('aws:cross-account-pipeline:remove', () => {
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
    remove.mockReset();
    remove.mockResolvedValue({
      dryRun: false,
      stacks: [{ ...place, outcome: 'deleted', changes: [], outputs: {} }],
      kept: [{ ...place, stackName: 'orders', reason: 'nobody asked' }],
      remains: ['Key alias/orders is deleted later'],
    });
  });

  it.each(examples.map(({ description, example }) => [description, example]))(
    'does what the example says: %s',
    async (_, example) => {
      const [step] = parse(example).steps;
      expect(step.action).toBe('aws:cross-account-pipeline:remove');
      const { pipelineArn, ...choices } = step.input;
      const { done, lines, output } = run({ input: step.input });
      await done;
      expect(jest.mocked(readDeployedPipeline).mock.calls[0][0]).toMatchObject({
        pipelineArn,
      });
      expect(remove.mock.calls[0][0]).toMatchObject(choices);
      expect(lines().at(-1)).toBe(
        [
          'Deleted 1 stack',
          '  - stack orders-target in account 012345678901, eu-west-1',
          '  stays: stack orders in account 012345678901, eu-west-1: nobody asked',
          '  Key alias/orders is deleted later',
        ].join('\n'),
      );
      expect(output).toHaveBeenCalledWith('kept', [
        'stack orders in account 012345678901, eu-west-1: nobody asked',
      ]);
    },
  );

  it('removes nothing without permission', async () => {
    const { done } = run({
      input: { pipelineArn: 'arn' },
      permission: AuthorizeResult.DENY,
    });
    await expect(done).rejects.toThrow(
      'cross-account-pipelines.pipeline.remove',
    );
    expect(remove).not.toHaveBeenCalled();
  });

  it('passes a dry run on', async () => {
    await run({ input: { pipelineArn: 'arn' }, isDryRun: true }).done;
    expect(remove.mock.calls[0][0].dryRun).toBe(true);
  });
});
