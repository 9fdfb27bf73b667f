import { describePipelineChange } from './describePipelineChange';
import { losesNothing, type PipelineChange } from './PipelineChange';

const region = 'eu-west-1';

const change: PipelineChange = {
  pipelineArn: `arn:aws:codepipeline:${region}:111111111111:orders`,
  gained: [{ account: '444444444444', region }],
  lost: [
    { account: '333333333333', region },
    { account: '222222222222', region: 'us-east-1' },
  ],
  kept: [{ account: '222222222222', region }],
  leftovers: [
    {
      account: '333333333333',
      region,
      stackName: 'orders-target',
      phase: 'target',
      roles: ['action', 'deploy'],
    },
    {
      account: '111111111111',
      region: 'us-east-1',
      stackName: 'orders-foundation',
      phase: 'foundation',
      roles: [],
    },
  ],
  applications: [{ account: '333333333333', region, stackName: 'orders' }],
  stores: [
    {
      account: '111111111111',
      region,
      stackName: 'orders-foundation',
      logicalId: 'ArtifactKey',
      type: 'AWS::KMS::Key',
      change: 'removed',
      retained: true,
    },
    {
      account: '111111111111',
      region,
      stackName: 'orders-foundation',
      logicalId: 'ArtifactBucket',
      type: 'AWS::S3::Bucket',
      change: 'replaced',
    },
  ],
};

const nothing: PipelineChange = {
  ...change,
  lost: [],
  leftovers: [],
  applications: [],
  stores: [],
};

describe('describePipelineChange', () => {
  it('names who is gained, lost and kept, and what is left over', () => {
    expect(
      describePipelineChange(change, [{ id: '333333333333', name: 'prod' }]),
    ).toEqual([
      'Gains 444444444444, eu-west-1',
      'Loses prod (333333333333), eu-west-1; 222222222222, us-east-1',
      'Keeps 222222222222, eu-west-1',
      'Nothing needs stack orders-target in account 333333333333, eu-west-1 any more, with its roles action, deploy',
      'Nothing needs stack orders-foundation in account 111111111111, us-east-1 any more',
      'Does not deploy stack orders in account 333333333333, eu-west-1 any more, which it has deployed',
      'The key ArtifactKey of stack orders-foundation in account 111111111111, eu-west-1 is removed: artifacts that it has encrypted cannot be read once it is gone, though it stays in the account',
      'The bucket ArtifactBucket of stack orders-foundation in account 111111111111, eu-west-1 is replaced: the artifacts in it are not found any more',
    ]);
  });

  it('says nothing of what there is none of', () => {
    expect(
      describePipelineChange({ ...nothing, gained: [], kept: [] }),
    ).toEqual([]);
  });

  it.each(['lost', 'leftovers', 'applications', 'stores'] as const)(
    'tells a change with %s from one without any loss',
    part => {
      expect(losesNothing(nothing)).toBe(true);
      expect(losesNothing({ ...nothing, [part]: change[part] })).toBe(false);
    },
  );
});
