import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { CrossAccountPipelinesClient } from 'backstage-plugin-cross-account-pipelines-common';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { parse } from 'yaml';
import { createUnregisterAction } from './createUnregisterAction';
import { examples } from './createUnregisterAction.examples';

const api = 'http://backend.test/api/cross-account-pipelines';
const registration = {
  entityRef: 'component:default/orders',
  pipelineArn: 'arn:aws:codepipeline:eu-west-1:111111111111:orders',
};

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const workspace = createMockDirectory();

function run(options: { input?: typeof registration; isDryRun?: boolean }) {
  const logger = mockServices.logger.mock();
  const action = createUnregisterAction({
    auth: mockServices.auth({ pluginId: 'scaffolder' }),
    client: new CrossAccountPipelinesClient({
      discoveryApi: { getBaseUrl: async () => api },
      fetchApi: { fetch: (...args) => fetch(...args) },
    }),
  });
  const done = action.handler({
    ...createMockActionContext({
      input: options.input ?? registration,
      workspacePath: workspace.path,
    }),
    logger,
    isDryRun: options.isDryRun,
  });
  return { done, logger };
}

describe('aws:cross-account-pipeline:unregister', () => {
  it.each(examples.map(({ description, example }) => [description, example]))(
    'does what the example says, as the user who runs the task: %s',
    async (_, example) => {
      const [step] = parse(
        example
          .replace('${{ parameters.component }}', registration.entityRef)
          .replace('${{ parameters.pipelineArn }}', registration.pipelineArn),
      ).steps;
      expect(step.action).toBe('aws:cross-account-pipeline:unregister');
      const asked: Array<[string, string | null]> = [];
      server.use(
        http.delete(`${api}/v1/registrations`, ({ request }) => {
          asked.push([
            new URL(request.url).search,
            request.headers.get('authorization'),
          ]);
          return new HttpResponse(null, { status: 204 });
        }),
      );
      await run({ input: step.input }).done;
      expect(asked).toEqual([
        [
          `?${new URLSearchParams(registration)}`,
          mockCredentials.service.header({
            onBehalfOf: mockCredentials.user(),
            targetPluginId: 'cross-account-pipelines',
          }),
        ],
      ]);
    },
  );

  it('says why it was refused', async () => {
    server.use(
      http.delete(`${api}/v1/registrations`, () =>
        HttpResponse.json(
          {
            error: { name: 'NotAllowedError', message: 'It is not granted' },
            response: { statusCode: 403 },
          },
          { status: 403 },
        ),
      ),
    );
    await expect(run({}).done).rejects.toThrow(
      'was not withdrawn; caused by NotAllowedError: It is not granted',
    );
  });

  it('asks nobody in a dry run, nor for what is no registration', async () => {
    const { done, logger } = run({ isDryRun: true });
    await done;
    expect(logger.info).toHaveBeenCalledWith(
      expect.stringContaining('Would withdraw'),
    );
    await expect(
      run({ input: { ...registration, entityRef: 'orders' } }).done,
    ).rejects.toThrow('entityRef is "orders"');
    await expect(
      run({ input: { ...registration, pipelineArn: 'orders' } }).done,
    ).rejects.toThrow('pipelineArn is "orders"');
  });
});
