import type { Entity } from '@backstage/catalog-model';
import type { CatalogProcessorCache } from '@backstage/plugin-catalog-node';
import { PipelineAnnotationProcessor } from './PipelineAnnotationProcessor';
import type { Registrations } from './RegistrationReader';

const orders = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';
const canary = 'arn:aws:codepipeline:eu-west-1:111111111111:orders-canary';

function component(annotation?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'orders',
      annotations: {
        'backstage.io/source-location': 'url:https://git.example/orders',
        ...(annotation && {
          'aws.amazon.com/aws-codepipeline-arn': annotation,
        }),
      },
    },
  };
}

function createProcessor() {
  const read = jest.fn<Promise<Registrations>, []>();
  const processor = new PipelineAnnotationProcessor({
    registrations: { read },
  });
  const values = new Map<string, any>();
  const cache: CatalogProcessorCache = {
    get: async key => values.get(key),
    set: async (key, value) => void values.set(key, value),
  };
  const process = async (entity: Entity, registrations: Registrations) => {
    read.mockResolvedValue(registrations);
    const processed = await processor.preProcessEntity(
      entity,
      undefined,
      undefined,
      undefined,
      cache,
    );
    return processed.metadata.annotations?.[
      'aws.amazon.com/aws-codepipeline-arn'
    ];
  };
  return { process, values };
}

const registered = (...arns: string[]): Registrations =>
  new Map([['component:default/orders', arns]]);

describe('PipelineAnnotationProcessor', () => {
  it('leaves entities alone for which nothing is registered', async () => {
    const { process, values } = createProcessor();
    await expect(process(component(), new Map())).resolves.toBeUndefined();
    await expect(process(component(canary), new Map())).resolves.toBe(canary);
    expect(values.size).toBe(0);
  });

  it('adds registered pipelines to those that the entity names', async () => {
    const { process } = createProcessor();
    await expect(process(component(), registered(orders))).resolves.toBe(
      orders,
    );
    await expect(
      process(component(canary), registered(orders, canary)),
    ).resolves.toBe(`${canary},${orders}`);
  });

  it('keeps other annotations and does not change what it was given', async () => {
    const entity = component();
    const processor = new PipelineAnnotationProcessor({
      registrations: { read: async () => registered(orders) },
    });
    const processed = await processor.preProcessEntity(
      entity,
      undefined,
      undefined,
      undefined,
      { get: async () => undefined, set: async () => {} },
    );
    expect(processed.metadata.annotations).toEqual({
      'backstage.io/source-location': 'url:https://git.example/orders',
      'aws.amazon.com/aws-codepipeline-arn': orders,
      'cross-account-pipelines/registered': orders,
    });
    expect(entity).toEqual(component());
  });

  it('keeps what it last heard while the backend plugin does not answer', async () => {
    const { process } = createProcessor();
    await process(component(), registered(orders));
    await expect(process(component(), undefined)).resolves.toBe(orders);
    await expect(process(component(), undefined)).resolves.toBe(orders);
    await expect(process(component(), new Map())).resolves.toBeUndefined();
    await expect(process(component(), undefined)).resolves.toBeUndefined();
  });
});
