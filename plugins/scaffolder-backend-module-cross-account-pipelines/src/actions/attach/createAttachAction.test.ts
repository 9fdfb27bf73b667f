import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  attachPipeline,
  type PipelineGuardrails,
} from 'backstage-plugin-cross-account-pipelines-node';
import { parse } from 'yaml';
import { accounts } from '../../__testUtils__/accounts';
import { orders } from '../../__testUtils__/orders';
import { runAction } from '../../__testUtils__/runAction';
import { createAttachAction } from './createAttachAction';
import { examples } from './createAttachAction.examples';

// The sandbox's integration tests attach; here it counts what is asked for.
jest.mock('backstage-plugin-cross-account-pipelines-node', () => ({
  ...jest.requireActual('backstage-plugin-cross-account-pipelines-node'),
  attachPipeline: jest.fn(),
}));

const attach = jest.mocked(attachPipeline);
const pipelineArn = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';
const ownerRef = 'component:default/orders';
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
const plan = {
  pipelineArn,
  name: 'orders',
  manifest: {
    version: 1 as const,
    stacks: [
      { ...place, phase: 'target' as const, template: 'target-account.yaml' },
    ],
  },
  stacks: [],
  key: { arn: 'arn:aws:kms:eu-west-1:111111111111:key/k', isNew: true },
  changes: [
    {
      document: {
        type: 'pipeline definition' as const,
        account: '111111111111',
        arn: pipelineArn,
      },
      before: '{}',
      after: '{"stages":[]}',
      diff: '+  "stages": []',
    },
  ],
  refusals: [],
  unknown: [],
  notes: [],
  report,
};
const actions = [{ stage: 'Deploy', action: 'App', account: '012345678901' }];

function run(options: {
  input: object;
  isDryRun?: boolean;
  /** Permissions that are not granted. */
  denied?: string[];
  ownerRef?: string;
  guardrails?: PipelineGuardrails;
}) {
  const action = createAttachAction({
    accounts,
    auth: mockServices.auth(),
    catalog: { getEntityByRef: async () => orders },
    client: {
      getPipelineOwner: async () => ({
        ownerRef: 'ownerRef' in options ? options.ownerRef : ownerRef,
      }),
    } as any,
    clients: { forAccount: async () => ({} as any) },
    guardrails: options.guardrails,
    permissions: mockServices.permissions.mock({
      authorize: async (asked: any[]) =>
        asked.map(({ permission }) => ({
          result: options.denied?.includes(permission.name)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
        })),
    } as any),
    urlReader: mockServices.urlReader.mock(),
  });
  return runAction(action, options);
}

describe('aws:cross-account-pipeline:attach', () => {
  beforeEach(() => {
    attach.mockReset();
    attach.mockImplementation(async ({ onPlanned, dryRun = false }) => {
      await onPlanned!(plan as any);
      return {
        dryRun,
        plan: plan as any,
        report,
        stacks: [{ ...place, outcome: 'created', changes: [], outputs: {} }],
      };
    });
  });

  it.each(examples.map(({ description, example }) => [description, example]))(
    'does what the example says: %s',
    async (_, example) => {
      const [step] = parse(example).steps;
      expect(step.action).toBe('aws:cross-account-pipeline:attach');
      const { pipelineArn: arn, ...asked } = step.input;
      const { done, log, output } = run({ input: step.input });
      await done;
      expect(attach.mock.calls[0][0]).toMatchObject({
        pipelineArn: arn,
        request: asked,
        lock: { run: 'mock-task-id' },
      });
      expect(log()).toContain('+  "stages": []');
      expect(output).toHaveBeenCalledWith('health', 'healthy');
      expect(output).toHaveBeenCalledWith('accounts', ['012345678901']);
    },
  );

  it('tags what it makes with the entity that the pipeline belongs to', async () => {
    await run({ input: { pipelineArn, actions } }).done;
    expect(attach.mock.calls[0][0].request.tags).toEqual({
      'backstage-component': ownerRef,
    });
  });

  it.each([
    'cross-account-pipelines.pipeline.deploy',
    'cross-account-pipelines.account.deploy',
  ])('attaches nothing without the permission %s', async permission => {
    const { done } = run({
      input: { pipelineArn, actions },
      denied: [permission],
    });
    await expect(done).rejects.toThrow(permission);
    expect(attach).not.toHaveBeenCalled();
  });

  it('attaches nothing of which nobody knows whose it is', async () => {
    const { done } = run({
      input: { pipelineArn, actions },
      ownerRef: undefined,
    });
    await expect(done).rejects.toThrow('Nobody knows whose');
    expect(attach).not.toHaveBeenCalled();
  });

  it('lets no step say what the platform team says', async () => {
    const statements = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
    const given = run({
      input: { pipelineArn, actions, deployRole: { statements } },
    });
    await expect(given.done).rejects.toThrow('deployRole');
    const permissionsBoundary = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    const said = {
      permissionsBoundary,
      deployRole: {
        statements: [
          { Effect: 'Allow' as const, Action: 'ssm:*', Resource: '*' },
        ],
      },
    };
    await run({
      input: { pipelineArn, actions },
      guardrails: { spec: said, existingRoles: [] },
    }).done;
    expect(attach.mock.calls[0][0].request).toMatchObject(said);
  });

  it('works as no role that is there but those of the platform team', async () => {
    const roleArn = 'arn:aws:iam::012345678901:role/admin';
    const { done } = run({
      input: {
        pipelineArn,
        stages: [
          {
            name: 'Prod',
            targets: [
              {
                account: '012345678901',
                region: 'eu-west-1',
                deployRoleArn: roleArn,
                deploy: {
                  provider: 'CloudFormation',
                  stackName: 'orders',
                  templatePath: 'template.yaml',
                },
              },
            ],
          },
        ],
      },
    });
    await expect(done).rejects.toThrow(roleArn);
    expect(attach).not.toHaveBeenCalled();
  });

  it('passes a dry run on', async () => {
    const { done, log } = run({
      input: { pipelineArn, actions },
      isDryRun: true,
    });
    await done;
    expect(attach.mock.calls[0][0].dryRun).toBe(true);
    expect(log()).toContain('Would change 1 document of others');
  });
});
