import { estateFromTemplates } from '../estate';
import { keyNamesOf, nameKeys } from './nameKeys';

const { estate } = estateFromTemplates({
  manifest: {
    version: 1,
    stacks: ['tools', 'my-tools'].map(stackName => ({
      phase: 'pipeline' as const,
      account: '111111111111',
      region: 'eu-west-1',
      stackName,
      template: 'template.yaml',
    })),
  },
  templates: {
    'template.yaml': `Resources:
  Artifacts: { Type: AWS::S3::Bucket }
  Named: { Type: AWS::S3::Bucket, Properties: { BucketName: parcels-artifacts } }
  Deployer:
    Type: AWS::IAM::Role
    Properties: { AssumeRolePolicyDocument: { Statement: [] } }
  Repository: { Type: AWS::CodeConnections::Connection, Properties: { ConnectionName: r } }
  Key: { Type: AWS::KMS::Key, Properties: { KeyPolicy: { Statement: [] } } }
`,
  },
});
const names = keyNamesOf(estate);

describe('nameKeys', () => {
  it('shows no name that was made up', () => {
    const { stacks, ...account } = estate.accounts['111111111111'];
    const text = JSON.stringify(account);
    expect(text).toMatch(/-0{12}/);
    expect(nameKeys(text, names)).not.toMatch(/-0{12}|00000000-/);
  });

  it.each([
    ['arn:aws:s3:::tools-artifacts-000000000000/*', 'arn:aws:s3:::Artifacts/*'],
    [
      'arn:aws:iam::111111111111:role/my-tools-Deployer-000000000000',
      'arn:aws:iam::111111111111:role/Deployer',
    ],
    ['bucket parcels-artifacts', 'bucket parcels-artifacts'],
    ['of others-Role-000000000000.', 'of others-Role-000000000000.'],
    ['account 000000000000', 'account 000000000000'],
  ])('calls %s %s', (text, named) => {
    expect(nameKeys(text, names)).toBe(named);
  });
});
