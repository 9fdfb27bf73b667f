import { listLinks } from '../pipeline';
import { toPipelineDefinition } from './toPipelineDefinition';

const action = {
  Name: 'Deploy',
  ActionTypeId: {
    Category: 'Deploy',
    Owner: 'AWS',
    Provider: 'CloudFormation',
    Version: 1,
  },
  Configuration: { StackName: 'orders', ParameterOverrides: { A: 1 } },
  InputArtifacts: [{ Name: 'built' }],
  RoleArn: 'arn:aws:iam::012345678901:role/orders-action',
  RunOrder: '2',
};

const store = {
  Type: 'S3',
  Location: 'artifacts',
  EncryptionKey: {
    Id: 'arn:aws:kms:eu-west-1:111111111111:key/1',
    Type: 'KMS',
  },
};

const properties = {
  RoleArn: 'arn:aws:iam::111111111111:role/orders-service',
  ArtifactStore: store,
  Stages: [{ Name: 'Dev', Actions: [action] }],
  Tags: [{ Key: 'a', Value: 'b' }],
};

describe('toPipelineDefinition', () => {
  it('spells a pipeline as the API does, and leaves settings as they are', () => {
    expect(toPipelineDefinition('orders', properties)).toEqual({
      name: 'orders',
      roleArn: 'arn:aws:iam::111111111111:role/orders-service',
      artifactStore: {
        type: 'S3',
        location: 'artifacts',
        encryptionKey: {
          id: 'arn:aws:kms:eu-west-1:111111111111:key/1',
          type: 'KMS',
        },
      },
      stages: [
        {
          name: 'Dev',
          actions: [
            {
              name: 'Deploy',
              actionTypeId: {
                category: 'Deploy',
                owner: 'AWS',
                provider: 'CloudFormation',
                version: '1',
              },
              configuration: {
                StackName: 'orders',
                ParameterOverrides: '{"A":1}',
              },
              inputArtifacts: [{ name: 'built' }],
              roleArn: 'arn:aws:iam::012345678901:role/orders-action',
              runOrder: 2,
            },
          ],
        },
      ],
    });
  });

  it.each<[string, object]>([
    ['stages that are none', { Stages: 'Dev' }],
    [
      'a stage without actions',
      { Stages: [{ Name: 'Dev', Actions: null }, 1] },
    ],
    ['a store that is a text', { ArtifactStore: 'bucket' }],
    ['a store without a bucket', { ArtifactStore: { EncryptionKey: 5 } }],
    [
      'a key that is a number',
      { ArtifactStore: { ...store, EncryptionKey: { Id: 1234 } } },
    ],
    ['stores of no Region', { ArtifactStores: [{ ArtifactStore: store }, {}] }],
    ...[
      { RoleArn: 12345678901 },
      { InputArtifacts: { Name: 'built' } },
      { InputArtifacts: [null, 'built', {}] },
      { OutputArtifacts: -1 },
      { ActionTypeId: null },
      { Configuration: [] },
      { Region: {} },
    ].map((wrong): [string, object] => [
      `an action with ${JSON.stringify(wrong)}`,
      { Stages: [{ Name: 'Dev', Actions: [{ ...action, ...wrong }] }] },
    ]),
  ])('reads %s so that links can be listed', (_, wrong) => {
    const definition = toPipelineDefinition('orders', {
      ...properties,
      ...wrong,
    });
    const pipelineArn = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';
    expect(listLinks(definition, { pipelineArn }).account).toBe('111111111111');
  });
});
