import {
  coreServices,
  createServiceFactory,
  type PermissionsService,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { createHop, createReport } from '../__testUtils__/createReport';
import { pipelineAssessorServiceRef } from '../assessment/pipelineAssessorServiceRef';
import { crossAccountPipelinesPlugin } from '../plugin';

jest.setTimeout(60_000);

const payments = 'arn:aws:codepipeline:eu-west-1:111111111111:payments';
const entityRef = 'component:default/payments';

async function startPortal(
  result: AuthorizeResult.ALLOW | AuthorizeResult.DENY,
) {
  const registry = actionsRegistryServiceMock();
  let permissions = mockServices.permissions({ result: AuthorizeResult.ALLOW });
  const { server } = await startTestBackend({
    features: [
      crossAccountPipelinesPlugin,
      createServiceFactory({
        service: actionsRegistryServiceRef,
        deps: {},
        factory: () => registry,
      }),
      catalogServiceMock.factory({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: {
              name: 'payments',
              annotations: { 'aws.amazon.com/aws-codepipeline-arn': payments },
            },
          },
        ],
      }),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: (): PermissionsService => ({
          authorize: (...asked) => permissions.authorize(...asked),
          authorizeConditional: (...asked) =>
            permissions.authorizeConditional(...asked),
        }),
      }),
      mockServices.rootConfig.factory({
        data: {
          crossAccountPipelines: {
            accounts: [
              { id: '111111111111', name: 'tools', regions: ['eu-west-1'] },
            ],
          },
        },
      }),
      createServiceFactory({
        service: pipelineAssessorServiceRef,
        deps: {},
        factory: () => ({
          assess: async () => ({
            report: createReport({ linkHops: [createHop('key', 'broken')] }),
            taggedRef: null,
          }),
        }),
      }),
    ],
  });
  // So that there is something to be shown.
  await request(server)
    .post(
      '/api/cross-account-pipelines/v1/entities/component/default/payments/pipelines/check',
    )
    .expect(200);
  permissions = mockServices.permissions({ result });
  return (name: string, input: object) =>
    registry.invoke({
      id: `test:${name}`,
      input: input as any,
      credentials: mockCredentials.user(),
    });
}

const questions: Array<[string, object]> = [
  ['list-service-links', { entityRef }],
  ['explain-unreachable-account', { entityRef, account: '012345678901' }],
  ['list-account-links', { account: '012345678901' }],
  ['explain-error', { text: 'AccessDenied', pipelineArn: payments }],
];

describe('actions for agents', () => {
  it.each(questions)('%s answers', async (name, input) => {
    const invoke = await startPortal(AuthorizeResult.ALLOW);
    const { output } = (await invoke(name, input)) as any;
    expect(output.items.length).toBeGreaterThan(0);
    expect(JSON.stringify(output)).toContain('decrypt with the key');
  });

  it.each(questions)(
    '%s shows nothing that is not granted',
    async (name, input) => {
      const invoke = await startPortal(AuthorizeResult.DENY);
      const answer = await invoke(name, input).catch(error => error);
      expect(JSON.stringify(answer.output?.items ?? [])).toBe('[]');
      expect(String(answer)).not.toContain('decrypt with the key');
    },
  );

  it('plan-pipeline says what is wrong with a spec, to those who may deploy', async () => {
    const spec = { name: 'payments' };
    const allowed = await startPortal(AuthorizeResult.ALLOW);
    await expect(allowed('plan-pipeline', { entityRef, spec })).rejects.toThrow(
      'account',
    );
    const denied = await startPortal(AuthorizeResult.DENY);
    await expect(denied('plan-pipeline', { entityRef, spec })).rejects.toThrow(
      'does not grant you cross-account-pipelines.pipeline.deploy',
    );
  });
});
