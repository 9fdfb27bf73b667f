import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { crossAccountPipelinesPlugin } from '../plugin';

jest.setTimeout(60_000);

async function startPortal(agents?: object) {
  const registry = actionsRegistryServiceMock();
  await startTestBackend({
    features: [
      crossAccountPipelinesPlugin,
      createServiceFactory({
        service: actionsRegistryServiceRef,
        deps: {},
        factory: () => registry,
      }),
      catalogServiceMock.factory({ entities: [] }),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () =>
          mockServices.permissions({ result: AuthorizeResult.DENY }),
      }),
      mockServices.rootConfig.factory({
        data: { crossAccountPipelines: { accounts: [], ...agents } },
      }),
    ],
  });
  const { actions } = await registry.list();
  return { actions, registry };
}

describe('the actions for agents that run pipelines', () => {
  it('are not there unless they are switched on', async () => {
    const { actions } = await startPortal();
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter(({ attributes }) => !attributes.readOnly)).toEqual(
      [],
    );
  });

  it('are there when somebody switches them on, and ask what the routes ask', async () => {
    const { actions, registry } = await startPortal({
      agents: { mayRun: true },
    });
    const writing = actions.filter(({ attributes }) => !attributes.readOnly);
    expect(writing.map(({ name }) => name)).toEqual([
      'start-pipeline',
      'stop-pipeline-run',
      'retry-pipeline-stage',
      'roll-back-pipeline-stage',
      'answer-pipeline-approval',
    ]);
    const pipelineArn = 'arn:aws:codepipeline:eu-west-1:111111111111:payments';
    await expect(
      registry.invoke({
        id: writing[0].id,
        input: { pipelineArn },
        credentials: mockCredentials.user(),
      }),
    ).rejects.toThrow();
    await expect(
      registry.invoke({
        id: writing[2].id,
        input: { pipelineArn, executionId: 'a', stage: 'x'.repeat(200) },
        credentials: mockCredentials.user(),
      }),
    ).rejects.toThrow('stage');
  });
});
