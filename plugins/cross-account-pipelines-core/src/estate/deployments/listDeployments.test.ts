import { resolveManifest, type StackManifest } from '../../template';
import { listDeployments } from './listDeployments';

function deploymentOf(resource: unknown) {
  const manifest: StackManifest = {
    version: 1,
    stacks: [
      {
        account: '111111111111',
        region: 'eu-west-1',
        stackName: 'orders',
        phase: 'target',
        template: 'template.json',
        parameters: {},
      },
    ],
  };
  const { stacks } = resolveManifest({
    manifest,
    templates: {
      'template.json': JSON.stringify({ Resources: { Thing: resource } }),
    },
  });
  const [deployment] = listDeployments(manifest, stacks);
  return deployment.create
    .map(({ action }) => action)
    .filter(action => !action.startsWith('cloudformation:'));
}

describe('listDeployments', () => {
  it.each([
    [
      'AWS::Events::Rule',
      { Targets: [null, 'x', { RoleArn: 'arn:aws:iam::111111111111:role/r' }] },
      ['events:PutRule', 'events:PutTargets', 'iam:PassRole'],
    ],
    [
      'AWS::CodePipeline::Pipeline',
      { Stages: [null, { Actions: [null, { Configuration: 'x' }] }] },
      ['codepipeline:CreatePipeline', 'codepipeline:GetPipeline'],
    ],
    ['AWS::S3::Bucket', { Tags: [null, 'x'] }, ['s3:CreateBucket']],
    ['__proto__', {}, []],
    ['constructor', {}, []],
    ['hasOwnProperty', {}, []],
  ])('reads what it can of a malformed %s', (type, properties, actions) => {
    expect(deploymentOf({ Type: type, Properties: properties })).toEqual(
      actions,
    );
  });
});
