import {
  EntityPolicies,
  FieldFormatEntityPolicy,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import { createPipelineResources } from './createPipelineResources';

const payments = 'arn:aws:codepipeline:eu-west-1:111111111111:payments';
const dev = { id: '012345678901', name: 'dev', environment: 'development' };
const tools = { id: '111111111111', name: 'tools' };

function create(
  options: Partial<Parameters<typeof createPipelineResources>[0]>,
) {
  return createPipelineResources({
    pipelines: [],
    accounts: [],
    entityOwners: new Map(),
    owner: 'group:default/platform',
    ...options,
  });
}

describe('createPipelineResources', () => {
  it('relates entities, pipelines and accounts', () => {
    const [pipeline, ...accounts] = create({
      pipelines: [
        {
          pipelineArn: payments,
          ownerRef: 'component:default/payments',
          entityRefs: ['component:default/payments'],
          reaches: [dev],
        },
      ],
      accounts: [tools, dev],
      entityOwners: new Map([
        ['component:default/payments', 'group:default/money'],
      ]),
    });
    expect(pipeline).toMatchObject({
      kind: 'Resource',
      metadata: {
        name: 'payments.111111111111.eu-west-1',
        annotations: { 'aws.amazon.com/aws-codepipeline-arn': payments },
      },
      spec: {
        type: 'aws-codepipeline',
        owner: 'group:default/money',
        dependsOn: [
          'resource:default/aws-account-111111111111',
          'resource:default/aws-account-012345678901',
        ],
        dependencyOf: ['component:default/payments'],
      },
    });
    expect(
      accounts.map(({ metadata }) => [metadata.name, metadata.title]),
    ).toEqual([
      ['aws-account-111111111111', 'tools'],
      ['aws-account-012345678901', 'dev'],
    ]);
    expect(accounts[1]).toMatchObject({
      metadata: { description: 'AWS account 012345678901, development' },
      spec: { type: 'aws-account', owner: 'group:default/platform' },
    });
  });

  it('makes an account that is reached though it is not configured', () => {
    const [, ...accounts] = create({
      pipelines: [
        {
          pipelineArn: payments,
          entityRefs: [],
          reaches: [{ id: '222222222222' }],
        },
      ],
    });
    expect(accounts.map(({ metadata }) => metadata.title)).toEqual([
      '111111111111',
      '222222222222',
    ]);
  });

  it('names one pipeline once however many entities share it', () => {
    const resources = create({
      pipelines: [
        {
          pipelineArn: payments,
          ownerRef: 'component:default/payments',
          entityRefs: ['component:default/payments', 'component:default/site'],
          reaches: [],
        },
      ],
      entityOwners: new Map([['component:default/payments', 'money']]),
    });
    expect(resources[0].spec).toMatchObject({
      owner: 'money',
      dependencyOf: ['component:default/payments', 'component:default/site'],
    });
  });

  it('leaves a pipeline nobody owns to the platform', () => {
    const [pipeline] = create({
      pipelines: [{ pipelineArn: payments, entityRefs: [], reaches: [] }],
    });
    expect(pipeline.spec).toMatchObject({
      owner: 'group:default/platform',
      dependencyOf: [],
    });
  });

  it('gives every pipeline a name that the catalog takes and that is its own', async () => {
    const names = [
      'orders',
      'Orders',
      'ORDERS',
      '_orders',
      'orders@home',
      'o'.repeat(100),
      `${'o'.repeat(99)}p`,
      '@@@',
    ];
    const resources = create({
      pipelines: names.map(name => ({
        pipelineArn: `arn:aws:codepipeline:eu-west-1:111111111111:${name}`,
        entityRefs: [],
        reaches: [],
      })),
    });
    const policy = EntityPolicies.allOf([
      new SchemaValidEntityPolicy(),
      new FieldFormatEntityPolicy(),
    ]);
    for (const resource of resources) {
      await expect(policy.enforce(resource)).resolves.toBeDefined();
      await expect(
        resourceEntityV1alpha1Validator.check(resource),
      ).resolves.toBe(true);
    }
    const entityNames = resources.map(({ metadata }) =>
      metadata.name.toLocaleLowerCase('en-US'),
    );
    expect(new Set(entityNames).size).toBe(names.length + 1);
  });
});
