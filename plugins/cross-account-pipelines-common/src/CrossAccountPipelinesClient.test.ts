import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { CrossAccountPipelinesClient } from './CrossAccountPipelinesClient';

const base = 'http://portal.test/api/cross-account-pipelines';
const pipelineArn = 'arn:aws:codepipeline:eu-west-1:111111111111:payments';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const client = new CrossAccountPipelinesClient({
  discoveryApi: { getBaseUrl: async () => base },
  fetchApi: { fetch: (input, init) => fetch(input, init) },
});

describe('CrossAccountPipelinesClient', () => {
  it('lists accounts and keeps a leading zero', async () => {
    const account = {
      id: '012345678901',
      name: 'dev',
      regions: ['eu-west-1'],
      uses: ['target'],
    };
    server.use(
      http.get(`${base}/v1/accounts`, () =>
        HttpResponse.json({ items: [account] }),
      ),
    );
    await expect(client.listAccounts()).resolves.toEqual([account]);
  });

  it('asks for an entity by kind, namespace and name, with the given token', async () => {
    const asked: string[] = [];
    server.use(
      http.get(
        `${base}/v1/entities/:kind/:namespace/:name/pipelines`,
        ({ request }) => {
          asked.push(new URL(request.url).pathname);
          asked.push(request.headers.get('authorization') ?? 'nobody');
          return HttpResponse.json({ items: [{ pipelineArn }] });
        },
      ),
    );
    await expect(
      client.getEntityPipelines('Component:payments', { token: 'a-token' }),
    ).resolves.toEqual([{ pipelineArn }]);
    expect(asked).toEqual([
      '/api/cross-account-pipelines/v1/entities/component/default/payments/pipelines',
      'Bearer a-token',
    ]);
  });

  it('leaves authorization to the fetch API when it has no token', async () => {
    let headers: Headers | undefined;
    server.use(
      http.post(
        `${base}/v1/entities/component/default/payments/pipelines/check`,
        ({ request }) => {
          headers = request.headers;
          return HttpResponse.json({ items: [] });
        },
      ),
    );
    await client.checkEntityPipelines('component:default/payments');
    expect(headers?.has('authorization')).toBe(false);
  });

  it('asks for a glance, and for what it has of one link', async () => {
    const asked: string[] = [];
    server.use(
      http.get(`${base}/*`, ({ request }) => {
        const { pathname, search } = new URL(request.url);
        asked.push(decodeURIComponent(pathname.split('/v1')[1] + search));
        return pathname.endsWith('/report')
          ? HttpResponse.json({
              pipelineArn,
              health: 'healthy',
              hops: [],
              links: [],
              findings: [],
              readAt: '2026-11-20T10:00:00.000Z',
            })
          : HttpResponse.json({ items: [] });
      }),
    );
    await client.getEntityPipelines('component:default/payments', {
      detail: 'glance',
    });
    await client.getPipelineReport({
      pipelineArn,
      link: '012345678901/eu-west-1',
    });
    await client.getPipelineReport({ pipelineArn });
    expect(asked).toEqual([
      '/entities/component/default/payments/pipelines?detail=glance',
      `/pipelines/${pipelineArn}/report?link=012345678901/eu-west-1`,
      `/pipelines/${pipelineArn}/report`,
    ]);
  });

  it('puts a list together that comes in pages, or at once from an older backend', async () => {
    const of = (name: string) => ({
      pipelineArn: name,
      entityRefs: [],
      reaches: [],
    });
    const pages: Record<string, object> = {
      null: { items: [of('a'), of('b')], nextCursor: 'after-b' },
      'after-b': { items: [of('c')] },
    };
    server.use(
      http.get(`${base}/v1/pipelines`, ({ request }) =>
        HttpResponse.json(
          pages[String(new URL(request.url).searchParams.get('cursor'))],
        ),
      ),
    );
    await expect(client.listPipelines()).resolves.toEqual(
      ['a', 'b', 'c'].map(of),
    );
  });

  it('registers with nothing but the two names', async () => {
    let body: unknown;
    server.use(
      http.post(`${base}/v1/registrations`, async ({ request }) => {
        body = await request.json();
        return new HttpResponse(null, { status: 201 });
      }),
    );
    const registration = {
      entityRef: 'component:default/orders',
      pipelineArn,
      note: 'not for the wire',
    };
    await client.registerPipeline(registration);
    expect(body).toEqual({
      entityRef: 'component:default/orders',
      pipelineArn,
    });
  });

  it('passes on what the backend says when it refuses', async () => {
    server.use(
      http.get(`${base}/v1/registrations`, () =>
        HttpResponse.json(
          {
            error: {
              name: 'NotAllowedError',
              message: 'Ask the platform team',
            },
            response: { statusCode: 403 },
          },
          { status: 403 },
        ),
      ),
    );
    await expect(client.listRegistrations()).rejects.toMatchObject({
      name: 'ResponseError',
      cause: { name: 'NotAllowedError', message: 'Ask the platform team' },
    });
  });

  it.each([
    ['a page of a proxy', HttpResponse.html('<h1>Sign in</h1>'), 'body'],
    ['a bare list', HttpResponse.json([]), 'body'],
    [
      'another version',
      HttpResponse.json({ items: [{ arn: pipelineArn }] }),
      'body.items.0.pipelineArn',
    ],
  ])('does not take %s for an answer', async (_, response, where) => {
    server.use(http.get(`${base}/v1/pipelines`, () => response.clone()));
    await expect(client.listPipelines()).rejects.toThrow(
      `answered /v1/pipelines?limit=100 with something else than expected (${where}:`,
    );
  });
});
