import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { CrossAccountPipelinesClient } from 'backstage-plugin-cross-account-pipelines-common';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { parse } from 'yaml';
import { createRegisterAction } from './createRegisterAction';
import { examples } from './createRegisterAction.examples';

const api = 'http://backend.test/api/cross-account-pipelines';
const pipelineArn = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';
const input = { entityRef: 'component:default/orders', pipelineArn };

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const workspace = createMockDirectory();

function orders(annotation?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'orders',
      ...(annotation && {
        annotations: { 'aws.amazon.com/aws-codepipeline-arn': annotation },
      }),
    },
  };
}

/** A catalog that takes registrations over after so many refreshes. */
function createCatalog(refreshes: number) {
  let left = refreshes;
  return catalogServiceMock.mock({
    refreshEntity: async () => void left--,
    getEntityByRef: async () => orders(left > 0 ? undefined : pipelineArn),
  });
}

function run(options: {
  input?: typeof input;
  catalog?: ReturnType<typeof createCatalog>;
  isDryRun?: boolean;
  signal?: AbortSignal;
  timeout?: number;
}) {
  const logger = mockServices.logger.mock();
  const output = jest.fn();
  const action = createRegisterAction({
    auth: mockServices.auth({ pluginId: 'scaffolder' }),
    catalog: options.catalog ?? createCatalog(1),
    client: new CrossAccountPipelinesClient({
      discoveryApi: { getBaseUrl: async () => api },
      fetchApi: { fetch: (...args) => fetch(...args) },
    }),
    interval: 1,
    timeout: options.timeout,
  });
  const done = action.handler({
    ...createMockActionContext({
      input: options.input ?? input,
      workspacePath: workspace.path,
    }),
    logger,
    output,
    isDryRun: options.isDryRun,
    signal: options.signal,
  });
  return { done, logger, output };
}

const report = {
  pipelineArn,
  health: 'healthy',
  hops: [],
  links: [],
  findings: [],
  readAt: '2026-11-20T10:00:00.000Z',
};

function acceptRegistrations() {
  const registered: unknown[] = [];
  server.use(
    http.post(`${api}/v1/registrations`, async ({ request }) => {
      registered.push(await request.json());
      registered.push(request.headers.get('authorization'));
      return new HttpResponse(null, { status: 204 });
    }),
    http.post(
      `${api}/v1/entities/component/default/orders/pipelines/check`,
      () =>
        HttpResponse.json({
          items: [{ pipelineArn, report: { ...report, health: 'warning' } }],
        }),
    ),
  );
  return registered;
}

describe('aws:cross-account-pipeline:register', () => {
  it.each(examples.map(({ description, example }) => [description, example]))(
    'does what the example says: %s',
    async (_, example) => {
      const [step] = parse(example).steps;
      expect(step.action).toBe('aws:cross-account-pipeline:register');
      const rendered = JSON.parse(
        JSON.stringify(step.input)
          .replace('${{ parameters.component }}', input.entityRef)
          .replace('${{ steps.deploy.output.pipelineArn }}', pipelineArn),
      );
      const registered = acceptRegistrations();
      const { done, output } = run({ input: rendered });
      await done;
      expect(registered[0]).toEqual(input);
      expect(output).toHaveBeenCalledWith('entityRef', input.entityRef);
      expect(output).toHaveBeenCalledWith('health', 'warning');
    },
  );

  it('registers as the user who runs the task', async () => {
    const registered = acceptRegistrations();
    await run({}).done;
    expect(registered[1]).toBe(
      mockCredentials.service.header({
        onBehalfOf: mockCredentials.user(),
        targetPluginId: 'cross-account-pipelines',
      }),
    );
  });

  it('refreshes the entity until the catalog shows the pipeline', async () => {
    acceptRegistrations();
    const catalog = createCatalog(3);
    const { done, logger } = run({ catalog });
    await done;
    expect(catalog.refreshEntity).toHaveBeenCalledTimes(3);
    expect(catalog.refreshEntity).toHaveBeenCalledWith(input.entityRef, {
      credentials: mockCredentials.service('plugin:scaffolder'),
    });
    expect(logger.info).toHaveBeenCalledWith(
      'The page of component:default/orders shows it',
    );
  });

  it('does not wait for ever, and says what may be missing', async () => {
    acceptRegistrations();
    const { done, logger } = run({ catalog: createCatalog(1e6), timeout: 20 });
    await done;
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('catalog module'),
    );
  });

  it('stops waiting when the task is cancelled', async () => {
    acceptRegistrations();
    const cancel = new AbortController();
    const catalog = createCatalog(1e6);
    catalog.refreshEntity.mockImplementation(async () => cancel.abort());
    await expect(run({ catalog, signal: cancel.signal }).done).rejects.toThrow(
      'abort',
    );
  });

  it('names who refused and why', async () => {
    server.use(
      http.post(`${api}/v1/registrations`, () =>
        HttpResponse.json(
          {
            error: {
              name: 'NotFoundError',
              message:
                'Account 555555555555 of pipeline orders is not configured',
            },
            response: { statusCode: 404 },
          },
          { status: 404 },
        ),
      ),
    );
    const catalog = createCatalog(1);
    await expect(run({ catalog }).done).rejects.toThrow(
      `${pipelineArn} was not registered for component:default/orders; caused by NotFoundError: Account 555555555555 of pipeline orders is not configured`,
    );
    expect(catalog.refreshEntity).not.toHaveBeenCalled();
  });

  it('stays registered when the first check fails', async () => {
    acceptRegistrations();
    server.use(
      http.post(
        `${api}/v1/entities/component/default/orders/pipelines/check`,
        () => new HttpResponse(null, { status: 403 }),
      ),
    );
    const { done, logger, output } = run({});
    await done;
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('The first check was not made'),
    );
    expect(output).not.toHaveBeenCalledWith('health', expect.anything());
  });

  it.each([
    [{ ...input, entityRef: 'orders' }, 'entityRef is "orders"'],
    [{ ...input, pipelineArn: 'orders' }, 'pipelineArn is "orders"'],
  ])('refuses %j before it asks anybody', async (bad, message) => {
    await expect(run({ input: bad }).done).rejects.toThrow(message);
  });

  it('asks nobody in a dry run', async () => {
    const { done, logger, output } = run({ isDryRun: true });
    await done;
    expect(logger.info).toHaveBeenCalledWith(
      `Would register ${pipelineArn} for component:default/orders`,
    );
    expect(output).toHaveBeenCalledWith('entityRef', input.entityRef);
  });
});
