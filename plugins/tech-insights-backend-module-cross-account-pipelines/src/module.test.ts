import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  type FactRetriever,
  type FactRetrieverContext,
  techInsightsFactRetrieversExtensionPoint,
} from '@backstage-community/plugin-tech-insights-node';
// What is asked over HTTP, as in a portal.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import crossAccountPipelines, {
  pipelineAssessorServiceRef,
} from 'backstage-plugin-cross-account-pipelines-backend';
import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-core';
import techInsightsModule from './index';

jest.setTimeout(60_000);

const arnOf = (name: string) =>
  `arn:aws:codepipeline:eu-west-1:111111111111:${name}`;

/** Payments works but for a finding; orders cannot be read. */
const report: PipelineReport = {
  pipelineArn: arnOf('payments'),
  name: 'payments',
  account: { id: '111111111111' },
  region: 'eu-west-1',
  health: 'warning',
  origin: 'observed',
  hops: [],
  links: [
    {
      account: { id: '222222222222' },
      region: 'eu-west-1',
      health: 'healthy',
      hops: [],
    },
  ],
  findings: [
    {
      rule: 'no-rotation',
      health: 'warning',
      message: 'Key alias/payments is never rotated.',
      evidence: [],
    },
  ],
  unseen: [],
  readAt: '2026-11-20T10:00:00.000Z',
};

const component = (name: string, pipelines?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    ...(pipelines && {
      annotations: { 'aws.amazon.com/aws-codepipeline-arn': pipelines },
    }),
  },
});

async function startPortal() {
  const retrievers: Record<string, FactRetriever> = {};
  const { server } = await startTestBackend({
    features: [
      techInsightsModule,
      crossAccountPipelines,
      catalogServiceMock.factory({
        entities: [
          component('payments', arnOf('payments')),
          component('orders', arnOf('orders')),
          component('search'),
        ],
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
          async assess({ pipelineArn }) {
            if (pipelineArn === arnOf('orders')) {
              throw new Error('AWS is down');
            }
            return { report, taggedRef: null };
          },
        }),
      }),
    ],
    extensionPoints: [
      [
        techInsightsFactRetrieversExtensionPoint,
        { addFactRetrievers: added => Object.assign(retrievers, added) },
      ],
    ],
  });
  const { port } = server.address() as { port: number };
  const check = (name: string) =>
    fetch(
      `http://localhost:${port}/api/cross-account-pipelines/v1/entities/component/default/${name}/pipelines/check`,
      {
        method: 'POST',
        headers: { Authorization: mockCredentials.user.header() },
      },
    );
  const [retriever] = Object.values(retrievers);
  const logger = mockServices.logger.mock();
  return {
    check,
    retriever,
    retrieve: () =>
      retriever.handler({ logger } as unknown as FactRetrieverContext),
  };
}

describe('techInsightsModuleCrossAccountPipelines', () => {
  it('tells of each entity what is known of its pipelines', async () => {
    const { check, retrieve } = await startPortal();
    await expect(retrieve()).resolves.toEqual([]);
    for (const name of ['payments', 'orders']) {
      expect((await check(name)).status).toBe(200);
    }
    await expect(retrieve()).resolves.toEqual([
      {
        entity: { kind: 'component', namespace: 'default', name: 'payments' },
        facts: {
          pipelines: 1,
          links: 1,
          brokenLinks: 0,
          linksHealthy: true,
          findings: 1,
          findingRules: ['no-rotation'],
        },
      },
    ]);
  });

  it('has a schema of every fact', async () => {
    const { retriever } = await startPortal();
    expect(retriever.id).toBe('cross-account-pipelines');
    expect(Object.keys(retriever.schema)).toEqual([
      'pipelines',
      'links',
      'brokenLinks',
      'linksHealthy',
      'findings',
      'findingRules',
      'templatesBehind',
    ]);
  });
});
