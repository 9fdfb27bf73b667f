import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { detachPipeline } from 'backstage-plugin-cross-account-pipelines-node';
import { parse } from 'yaml';
import { accounts } from '../../__testUtils__/accounts';
import { orders } from '../../__testUtils__/orders';
import { runAction } from '../../__testUtils__/runAction';
import { createDetachAction } from './createDetachAction';
import { examples } from './createDetachAction.examples';

// The sandbox's integration tests detach; here it counts what is asked for.
jest.mock('backstage-plugin-cross-account-pipelines-node', () => ({
  ...jest.requireActual('backstage-plugin-cross-account-pipelines-node'),
  detachPipeline: jest.fn(),
}));

const detach = jest.mocked(detachPipeline);
const pipelineArn = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';
const place = {
  account: '012345678901',
  region: 'eu-west-1',
  stackName: 'orders-target',
};

function run(options: {
  input: object;
  isDryRun?: boolean;
  /** Permissions that are not granted. */
  denied?: string[];
}) {
  const action = createDetachAction({
    accounts,
    auth: mockServices.auth(),
    catalog: { getEntityByRef: async () => orders },
    client: {
      getPipelineOwner: async () => ({ ownerRef: 'component:default/orders' }),
    } as any,
    clients: { forAccount: async () => ({} as any) },
    permissions: mockServices.permissions.mock({
      authorize: async (asked: any[]) =>
        asked.map(({ permission }) => ({
          result: options.denied?.includes(permission.name)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
        })),
    } as any),
  });
  return runAction(action, options);
}

describe('aws:cross-account-pipeline:detach', () => {
  const written = jest.fn();

  beforeEach(() => {
    written.mockReset();
    detach.mockReset();
    detach.mockImplementation(async ({ onPlanned, dryRun = false }) => {
      const plan = {
        pipelineArn,
        changes: [
          {
            document: {
              type: 'pipeline definition' as const,
              account: '111111111111',
              arn: pipelineArn,
            },
            before: '{"stages":[]}',
            after: '{}',
            diff: '-  "stages": []',
          },
        ],
        manifest: {
          version: 1 as const,
          stacks: [{ ...place, phase: 'target' as const, template: 't' }],
        },
      };
      await onPlanned!(plan);
      written();
      return {
        dryRun,
        plan,
        stacks: [],
        kept: [{ ...place, reason: 'stack orders needs its deploy role' }],
        remains: [],
      };
    });
  });

  it.each(examples.map(({ description, example }) => [description, example]))(
    'does what the example says: %s',
    async (_, example) => {
      const [step] = parse(example).steps;
      expect(step.action).toBe('aws:cross-account-pipeline:detach');
      const { done, log, output } = run({ input: step.input });
      await done;
      expect(detach.mock.calls[0][0]).toMatchObject(step.input);
      expect(log()).toContain('-  "stages": []');
      expect(log()).toMatch(/stays: .*orders-target.* needs its deploy role/);
      expect(output).toHaveBeenCalledWith('changed', [
        expect.stringContaining('pipeline definition'),
      ]);
    },
  );

  it.each([
    'cross-account-pipelines.pipeline.remove',
    'cross-account-pipelines.account.deploy',
  ])('writes nothing without the permission %s', async permission => {
    const { done } = run({ input: { pipelineArn }, denied: [permission] });
    await expect(done).rejects.toThrow(permission);
    expect(written).not.toHaveBeenCalled();
  });

  it('passes a dry run on', async () => {
    await run({ input: { pipelineArn }, isDryRun: true }).done;
    expect(detach.mock.calls[0][0].dryRun).toBe(true);
  });
});
