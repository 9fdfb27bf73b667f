import type { PipelineDefinition } from '../vocabulary/PipelineDefinition';
import { attachDefinition } from './attachDefinition';
import { detachDefinition } from './detachDefinition';
import { movedActions } from './movedActions';

const home = { account: '111111111111', region: 'eu-west-1' };
const target = '222222222222';
const keyArn = `arn:aws:kms:eu-west-1:${home.account}:key/k`;
const cloudFormation = {
  category: 'Deploy',
  owner: 'AWS',
  provider: 'CloudFormation',
  version: '1',
};

const before: PipelineDefinition = {
  name: 'orders',
  roleArn: `arn:aws:iam::${home.account}:role/service`,
  artifactStore: { type: 'S3', location: 'artifacts' },
  version: 3,
  stages: [
    {
      name: 'Source',
      actions: [
        {
          name: 'Source',
          actionTypeId: {
            ...cloudFormation,
            category: 'Source',
            provider: 'S3',
          },
          outputArtifacts: [{ name: 'App' }],
        },
      ],
    },
    {
      name: 'Deploy',
      actions: [
        {
          name: 'Prepare',
          actionTypeId: cloudFormation,
          configuration: {
            ActionMode: 'CHANGE_SET_REPLACE',
            StackName: 'app',
            ChangeSetName: 'next',
            RoleArn: `arn:aws:iam::${home.account}:role/deploy`,
          },
        },
        {
          name: 'Execute',
          actionTypeId: cloudFormation,
          configuration: {
            ActionMode: 'CHANGE_SET_EXECUTE',
            StackName: 'app',
            ChangeSetName: 'next',
          },
        },
      ],
    },
  ],
};

const added = {
  name: 'Further',
  actions: [{ name: 'Do', actionTypeId: cloudFormation }],
};

const attach = (definition: PipelineDefinition) =>
  attachDefinition({
    definition,
    moved: movedActions(
      { actions: [{ stage: 'Deploy', action: 'Prepare', account: target }] },
      definition,
      home,
    ),
    rolesIn: ({ account }) => ({
      action: `arn:aws:iam::${account}:role/a`,
      deploy: `arn:aws:iam::${account}:role/d`,
    }),
    changeSet: 'ours',
    stages: [added],
    keys: { 'eu-west-1': keyArn },
  });

const attached = attach(before);

it('names both roles, one change set and the key by its ARN', () => {
  expect(attached.artifactStore!.encryptionKey).toEqual({
    id: keyArn,
    type: 'KMS',
  });
  const [prepare, execute] = attached.stages[1].actions;
  expect(prepare).toMatchObject({
    roleArn: `arn:aws:iam::${target}:role/a`,
    configuration: {
      RoleArn: `arn:aws:iam::${target}:role/d`,
      ChangeSetName: 'ours',
    },
  });
  expect(execute.roleArn).toBe(`arn:aws:iam::${target}:role/a`);
  expect(execute.configuration).toEqual({
    ActionMode: 'CHANGE_SET_EXECUTE',
    StackName: 'app',
    ChangeSetName: 'ours',
  });
  expect(attached.stages[2]).toBe(added);
});

it('can be done twice', () => {
  expect(attach(attached)).toEqual(attached);
});

describe('detachDefinition', () => {
  const detach = (current: PipelineDefinition) =>
    detachDefinition({ current, before, attached });

  it('gives back the very definition, whatever defaults AWS has written', () => {
    expect(detach({ ...attached, version: 4 })).toBe(before);
    expect(detach(before)).toBe(before);
    expect(
      detach({
        ...attached,
        triggers: [],
        stages: attached.stages.map(stage => ({
          ...stage,
          actions: stage.actions.map(action => ({
            runOrder: 1,
            outputArtifacts: [],
            ...action,
          })),
        })),
      }),
    ).toBe(before);
  });

  it('keeps what others have changed', () => {
    const current = {
      ...attached,
      executionMode: 'QUEUED',
      stages: [...attached.stages, { ...added, name: 'Theirs' }],
    };
    expect(detach(current)).toEqual({
      ...before,
      executionMode: 'QUEUED',
      stages: [...before.stages, { ...added, name: 'Theirs' }],
    });
  });

  it('does not take away what others made of it', () => {
    const [source, deploy] = attached.stages;
    const [prepare, execute] = deploy.actions;
    expect(() =>
      detach({
        ...attached,
        stages: [
          source,
          {
            ...deploy,
            actions: [{ ...prepare, timeoutInMinutes: 5 }, execute],
          },
          { ...added, blockers: [{ name: 'x' }] },
        ],
      }),
    ).toThrow(
      /^action Deploy\/Prepare was changed after the pipeline was attached.*\nstage Further was changed after/,
    );
  });
});
