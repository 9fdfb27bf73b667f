import type { PipelineDefinition } from '../vocabulary/PipelineDefinition';
import { AttachmentError } from './AttachmentError';
import { attachmentSpec, storesOf } from './attachmentSpec';
import type { AttachmentRequest } from './attachmentSchema';
import { parseAttachment } from './parseAttachment';

const home = { account: '111111111111', region: 'eu-west-1' };
const target = '222222222222';
const keyArn = `arn:aws:kms:eu-west-1:${home.account}:key/k`;
const roleArn = `arn:aws:iam::${home.account}:role/service`;
const store = { type: 'S3', location: 'artifacts' };

const definitionOf = (
  ...configurations: Array<Record<string, string>>
): PipelineDefinition => ({
  name: 'orders',
  roleArn,
  artifactStore: store,
  stages: [
    {
      name: 'Deploy',
      actions: configurations.map((configuration, index) => ({
        name: `App${index}`,
        actionTypeId: {
          category: 'Deploy',
          owner: 'AWS',
          provider: 'CloudFormation',
          version: '1',
        },
        configuration,
      })),
    },
  ],
});

const moveAll = (definition: PipelineDefinition): AttachmentRequest => ({
  actions: definition.stages[0].actions.map(({ name }) => ({
    stage: 'Deploy',
    action: name,
    account: target,
  })),
});

const specOf = (
  definition: PipelineDefinition,
  options: Partial<Parameters<typeof attachmentSpec>[0]> = {},
) =>
  attachmentSpec({
    request: moveAll(definition),
    definition,
    home,
    keys: { 'eu-west-1': keyArn },
    ...options,
  });

describe('attachmentSpec', () => {
  it('uses the parts that are there', () => {
    const { name, account, region, type, source, existing, build } = specOf(
      definitionOf({ ActionMode: 'CREATE_UPDATE', StackName: 'web' }),
    );
    expect({ account, region, type, source, existing, build }).toEqual({
      ...home,
      type: 'V1',
      source: expect.objectContaining({
        provider: 'S3',
        bucket: 'artifacts',
        objectKey: 'source.zip',
      }),
      existing: {
        serviceRoleArn: roleArn,
        artifactStores: { 'eu-west-1': { bucket: 'artifacts', keyArn } },
      },
      build: undefined,
    });
    expect(name).toMatch(/^orders/);
    expect(
      specOf({
        ...definitionOf({ ActionMode: 'CREATE_UPDATE', StackName: 'web' }),
        pipelineType: 'V2',
      }).type,
    ).toBe('V2');
  });

  it.each([
    ['CREATE_UPDATE', { mode: 'direct', templatePath: 'template.yaml' }],
    [
      'CHANGE_SET_REPLACE',
      { mode: 'change-set', templatePath: 'template.yaml' },
    ],
    [
      'CHANGE_SET_EXECUTE',
      { mode: 'change-set', templatePath: 'template.yaml' },
    ],
    [
      'REPLACE_ON_FAILURE',
      { mode: 'replace-on-failure', templatePath: 'template.yaml' },
    ],
    ['DELETE_ONLY', { mode: 'delete' }],
  ])('makes a target of an action with %s', (ActionMode, deploy) => {
    const { stages } = specOf(definitionOf({ ActionMode, StackName: 'web' }));
    expect(stages).toEqual([
      {
        name: 'Moved-1',
        targets: [
          {
            account: target,
            region: home.region,
            deploy: { provider: 'CloudFormation', stackName: 'web', ...deploy },
          },
        ],
      },
    ]);
  });

  it('gives the capabilities of an action that has a template', () => {
    const capabilities = (configuration: Record<string, string>) => {
      const { stages } = specOf(
        definitionOf({
          ActionMode: 'CREATE_UPDATE',
          StackName: 'web',
          ...configuration,
        }),
      );
      const { deploy } = stages[0].targets[0];
      return 'capabilities' in deploy ? deploy.capabilities : undefined;
    };
    const Capabilities = 'CAPABILITY_IAM, CAPABILITY_AUTO_EXPAND';
    const TemplatePath = 'Built::web.yaml';
    expect(capabilities({ Capabilities, TemplatePath })).toEqual([
      'CAPABILITY_IAM',
      'CAPABILITY_AUTO_EXPAND',
    ]);
    expect(capabilities({ Capabilities })).toBeUndefined();
    expect(capabilities({ TemplatePath })).toBeUndefined();
  });

  it('makes one target of the two actions of a change set, and one of each stack', () => {
    const { stages } = specOf(
      definitionOf(
        { ActionMode: 'CHANGE_SET_REPLACE', StackName: 'web' },
        { ActionMode: 'CHANGE_SET_EXECUTE', StackName: 'web' },
        { ActionMode: 'CREATE_UPDATE', StackName: 'api' },
      ),
    );
    expect(stages.map(({ name }) => name)).toEqual(['Moved-1', 'Moved-2']);
    expect(stages.flatMap(({ targets }) => targets)).toHaveLength(2);
  });

  it('puts stages that are added first, with what else is asked', () => {
    const definition = definitionOf({
      ActionMode: 'CREATE_UPDATE',
      StackName: 'web',
    });
    const request = parseAttachment({
      ...moveAll(definition),
      artifact: 'Built',
      rolePath: '/teams/',
      stages: [
        {
          name: 'Prod',
          targets: [
            {
              account: target,
              region: home.region,
              deploy: {
                provider: 'CloudFormation',
                stackName: 'prod',
                templatePath: 'prod.yaml',
              },
            },
          ],
        },
      ],
    });
    const spec = specOf(definition, { request });
    expect(spec.stages.map(({ name }) => name)).toEqual(['Prod', 'Moved-1']);
    expect(spec.rolePath).toBe('/teams/');
    expect(spec).not.toHaveProperty('artifact');
    expect(spec).not.toHaveProperty('actions');
  });

  it('does not attach what is in a Region without a key', () => {
    const definition = definitionOf({
      ActionMode: 'CREATE_UPDATE',
      StackName: 'web',
    });
    definition.stages[0].actions[0].region = 'us-east-1';
    expect(() => specOf(definition)).toThrow(
      new AttachmentError([
        `actions in us-east-1 cannot be attached, only those in the pipeline's own Region eu-west-1`,
      ]),
    );
  });

  it('does not do nothing', () => {
    expect(() => specOf(definitionOf(), { request: {} })).toThrow(
      'Nothing is asked: name actions to move into another account, or stages to add',
    );
  });

  it('judges the outcome as any spec, with the accounts that are configured', () => {
    expect(() =>
      specOf(definitionOf({ ActionMode: 'CREATE_UPDATE', StackName: 'web' }), {
        accounts: [],
      }),
    ).toThrow(/222222222222 is not among the configured accounts/);
  });
});

describe('storesOf', () => {
  const { stages } = definitionOf();
  const definition = { name: 'orders', roleArn, stages };

  it.each([
    ['one store', { artifactStore: store }, { 'eu-west-1': store }],
    [
      'stores by Region',
      { artifactStores: { 'us-east-1': store } },
      { 'us-east-1': store },
    ],
    ['none', {}, {}],
  ])('reads %s', (_, stores, expected) => {
    expect(storesOf({ ...definition, ...stores }, 'eu-west-1')).toEqual(
      expected,
    );
  });
});
