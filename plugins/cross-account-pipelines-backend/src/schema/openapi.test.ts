import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { createRouter } from '../createRouter';
import { requestSchemas } from '../routes/requestSchemas';
import type { RouteServices } from '../routes/RouteServices';

const { components, paths } = parse(
  readFileSync(`${__dirname}/openapi.yaml`, 'utf8'),
);

/** What each body is read by. */
const readers = {
  Registration: requestSchemas.registration,
  NewWaiver: requestSchemas.waiver,
  Start: requestSchemas.start,
  Rollback: requestSchemas.rollback,
  Stop: requestSchemas.stop,
  Retry: requestSchemas.retry,
  Approval: requestSchemas.approval,
  ErrorText: requestSchemas.explain,
  Plan: requestSchemas.plan,
};

describe('openapi.yaml', () => {
  it('describes every route, and none that there is not', () => {
    const limited = (_: unknown, __: unknown, next: () => void) => next();
    const router = createRouter({ limited } as unknown as RouteServices);
    const routes = router.stack.flatMap(({ route }) =>
      route
        ? Object.keys((route as any).methods).map(
            method => `${method} ${route.path.replace(/:(\w+)/g, '{$1}')}`,
          )
        : [],
    );
    const described = Object.entries<object>(paths).flatMap(([path, item]) =>
      Object.keys(item).map(method => `${method} ${path}`),
    );
    expect(described.sort()).toEqual(routes.sort());
  });

  it.each(Object.entries(readers))('has the fields of %s', (name, reader) => {
    const { properties, required } = components.schemas[name];
    expect(Object.keys(properties).sort()).toEqual(
      Object.keys(reader.shape).sort(),
    );
    const needed = Object.entries(reader.shape)
      .filter(([, field]) => !field.safeParse(undefined).success)
      .map(([field]) => field);
    expect([...required].sort()).toEqual(needed.sort());
  });

  it.each([
    ['get', '/v1/links', requestSchemas.links],
    ['get', '/v1/pipelines', requestSchemas.pipelines],
    ['get', '/v1/pipelines/{pipelineArn}/report', requestSchemas.report],
    [
      'get',
      '/v1/entities/{kind}/{namespace}/{name}/pipelines',
      requestSchemas.entityPipelines,
    ],
    [
      'post',
      '/v1/entities/{kind}/{namespace}/{name}/pipelines/check',
      requestSchemas.entityPipelines,
    ],
  ])('has the parameters of %s %s', (method, path, schema) => {
    const names = paths[path][method].parameters
      .filter((each: { in: string }) => each.in === 'query')
      .map(({ name }: { name: string }) => name);
    expect(names.sort()).toEqual(Object.keys(schema.shape).sort());
  });
});
