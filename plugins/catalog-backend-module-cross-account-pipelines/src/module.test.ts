import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  catalogProcessingExtensionPoint,
  type CatalogProcessor,
  type CatalogProcessorCache,
  type EntityProvider,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { getAnnotatedPipelines } from 'backstage-plugin-cross-account-pipelines-common';
import { catalogModuleCrossAccountPipelines } from './module';

const orders = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';

/** Stands in for the backend plugin: what each path answers, and who asked. */
const backend = {
  answers: new Map<string, (response: ServerResponse) => void>(),
  asked: [] as Array<{ path: string; authorization?: string }>,
  baseUrl: '',
};

const server = createServer(({ url = '', headers }, response) => {
  const [path] = url.split('?');
  backend.asked.push({ path, authorization: headers.authorization });
  const answer = backend.answers.get(path);
  return answer ? answer(response) : response.writeHead(404).end();
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  backend.baseUrl = `http://127.0.0.1:${port}`;
});
beforeEach(() => {
  backend.answers.clear();
  backend.asked.length = 0;
});
afterAll(() => server.close());

const items = (list: unknown[]) => (response: ServerResponse) =>
  void response.end(JSON.stringify({ items: list }));

const cache: CatalogProcessorCache = {
  get: async () => undefined,
  set: async () => {},
};

function component(annotation?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'orders',
      ...(annotation && {
        annotations: { 'aws.amazon.com/aws-codepipeline-arn': annotation },
      }),
    },
    spec: { type: 'service', owner: 'group:default/shop' },
  };
}

async function startCatalog(options: { entities?: Entity[] } = {}) {
  const processors: CatalogProcessor[] = [];
  const providers: EntityProvider[] = [];
  const scheduler = mockServices.scheduler();
  const logger = mockServices.logger.mock();
  await startTestBackend({
    extensionPoints: [
      [
        catalogProcessingExtensionPoint,
        {
          addProcessor: (processor: CatalogProcessor) =>
            void processors.push(processor),
          addEntityProvider: (provider: EntityProvider) =>
            void providers.push(provider),
        },
      ],
    ],
    features: [
      catalogModuleCrossAccountPipelines,
      catalogServiceMock.factory({ entities: options.entities ?? [] }),
      mockServices.discovery.mock({
        getBaseUrl: async () => backend.baseUrl,
      }).factory,
      mockServices.rootConfig.factory({
        data: {
          catalog: {
            providers: {
              crossAccountPipelines: { owner: 'group:default/platform' },
            },
          },
        },
      }),
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      logger.factory,
    ],
  });
  const process = async (entity: Entity) => {
    const processed = await processors[0].preProcessEntity!(
      entity,
      { type: 'url', target: 'https://git.example' },
      () => {},
      { type: 'url', target: 'https://git.example' },
      cache,
    );
    return getAnnotatedPipelines(processed);
  };
  return { logger, process, provider: providers[0], scheduler };
}

describe('catalogModuleCrossAccountPipelines', () => {
  afterEach(() => jest.useRealTimers());

  it('annotates an entity soon after its pipeline was registered', async () => {
    jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'setImmediate'] });
    backend.answers.set('/v1/registrations', items([]));
    const { process } = await startCatalog();
    await expect(process(component())).resolves.toEqual([]);

    const registration = {
      entityRef: 'component:default/orders',
      pipelineArn: orders,
    };
    backend.answers.set('/v1/registrations', items([registration]));
    for (let entities = 0; entities < 100; entities++) {
      await process(component());
    }
    expect(backend.asked).toHaveLength(1);

    jest.setSystemTime(3_000);
    await expect(process(component())).resolves.toEqual([orders]);
    expect(backend.asked).toHaveLength(2);
    expect(backend.asked[0].authorization).toBe(
      mockCredentials.service.header({
        onBehalfOf: mockCredentials.service('plugin:catalog'),
        targetPluginId: 'cross-account-pipelines',
      }),
    );
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['refuses', response => response.writeHead(503).end()],
    ['hangs up', response => response.destroy()],
    ['is something else', response => response.end('<h1>Sign in</h1>')],
  ])(
    'processes entities while the backend plugin %s, and says so once',
    async (_, answer) => {
      jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'setImmediate'] });
      backend.answers.set('/v1/registrations', answer);
      const { logger, process } = await startCatalog();
      await expect(process(component())).resolves.toEqual([]);
      jest.setSystemTime(3_000);
      await expect(process(component())).resolves.toEqual([]);
      expect(backend.asked).toHaveLength(2);
      expect(logger.warn).toHaveBeenCalledTimes(1);
    },
  );

  it('provides pipelines and accounts, and keeps them while nobody answers', async () => {
    backend.answers.set(
      '/v1/accounts',
      items([
        { id: '111111111111', name: 'tools', regions: [], uses: [] },
        { id: '012345678901', name: 'dev', regions: [], uses: [] },
      ]),
    );
    backend.answers.set(
      '/v1/pipelines',
      items([
        {
          pipelineArn: orders,
          ownerRef: 'component:default/orders',
          entityRefs: ['component:default/orders'],
          reaches: [{ id: '012345678901' }],
        },
      ]),
    );
    const generated = component(orders);
    generated.metadata = {
      name: 'generated',
      annotations: {
        ...generated.metadata.annotations,
        'backstage.io/managed-by-location': 'cross-account-pipelines:x',
      },
    };
    const { provider, scheduler } = await startCatalog({
      entities: [component(orders), generated],
    });
    const applyMutation = jest.fn();
    await provider.connect({ applyMutation, refresh: jest.fn() });
    await scheduler.triggerTask('cross-account-pipelines-resources');

    expect(applyMutation).toHaveBeenCalledTimes(1);
    const [{ type, entities }] = applyMutation.mock.calls[0];
    expect(type).toBe('full');
    expect(
      entities.map(({ entity }: { entity: Entity }) => entity.metadata.title),
    ).toEqual(['orders (pipeline)', 'tools', 'dev']);
    expect(entities[0].entity.spec).toMatchObject({
      owner: 'group:default/shop',
      dependencyOf: ['component:default/orders'],
    });
    expect(entities[1].entity.spec.owner).toBe('group:default/platform');

    backend.asked.length = 0;
    backend.answers.delete('/v1/pipelines');
    await scheduler.triggerTask('cross-account-pipelines-resources');
    expect(backend.asked.map(({ path }) => path)).toContain('/v1/pipelines');
    expect(applyMutation).toHaveBeenCalledTimes(1);
  });
});
