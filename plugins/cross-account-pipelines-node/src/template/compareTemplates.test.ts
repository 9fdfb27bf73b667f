import { compareTemplates } from './compareTemplates';
import { parseTemplate } from './parseTemplate';
import { resolveTemplate } from './resolveTemplate';

function stack(resources: string) {
  return resolveTemplate({
    template: parseTemplate({
      text: `Resources:\n${resources}`,
      file: 'stack.yaml',
    }),
    account: '012345678901',
    region: 'eu-west-1',
    stackName: 'orders',
  });
}

const role = (statements: string, name = 'deployer') => `
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${name}
      AssumeRolePolicyDocument: {Statement: []}
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement: [${statements}]
`;

const read =
  "{Effect: Allow, Action: ['s3:GetObject', 's3:ListBucket'], Resource: ['arn:aws:s3:::a']}";

describe('compareTemplates', () => {
  it('finds nothing where nothing changed, however it is written', () => {
    const other = role(read).replace(
      'Effect: Allow, Action',
      "Resource: ['arn:aws:s3:::a'], Action",
    );
    expect(
      compareTemplates({
        before: stack(role(read)),
        after: stack(
          other.replace(", Resource: ['arn:aws:s3:::a']}", ', Effect: Allow}'),
        ),
      }),
    ).toEqual([]);
  });

  it('calls everything added in a stack that is not there yet', () => {
    expect(compareTemplates({ after: stack(role(read)) })).toEqual([
      {
        logicalId: 'Role',
        type: 'AWS::IAM::Role',
        change: 'added',
        properties: [],
        widened: [
          'allows s3:GetObject on arn:aws:s3:::a',
          'allows s3:ListBucket on arn:aws:s3:::a',
        ],
      },
    ]);
  });

  it('tells wider permissions from narrower ones', () => {
    const wide = read.replace("'s3:ListBucket'", "'s3:*'");
    const [wider] = compareTemplates({
      before: stack(role(read)),
      after: stack(role(wide)),
    });
    expect(wider).toMatchObject({
      change: 'changed',
      properties: ['Policies'],
      widened: ['allows s3:* on arn:aws:s3:::a'],
    });
    const [narrower] = compareTemplates({
      before: stack(role(read)),
      after: stack(role(read.replace(", 's3:ListBucket'", ''))),
    });
    expect(narrower).toMatchObject({ change: 'changed', widened: [] });
  });

  it('counts a lost condition or Deny as wider', () => {
    const bound = read.replace(
      '}',
      ", Condition: {StringEquals: {'aws:PrincipalOrgID': o-1}}}",
    );
    const deny = "{Effect: Deny, NotAction: 's3:GetObject', Resource: '*'}";
    const changes = compareTemplates({
      before: stack(role(`${bound}, ${deny}`)),
      after: stack(role(read)),
    });
    expect(changes[0].widened).toEqual([
      'allows s3:GetObject on arn:aws:s3:::a',
      'allows s3:ListBucket on arn:aws:s3:::a',
      'no longer denies !s3:GetObject on *',
    ]);
  });

  it('names the principal in resource policies', () => {
    const policy = (principal: string) => `
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: b
      PolicyDocument: {Statement: {Effect: Allow, Principal: ${principal}, Action: 's3:GetObject', Resource: '*'}}
`;
    expect(
      compareTemplates({
        before: stack(policy("{AWS: ['1']}")),
        after: stack(policy("{AWS: ['1', '2']}")),
      })[0].widened,
    ).toEqual(['allows 2: s3:GetObject on *']);
    expect(
      compareTemplates({
        before: stack(policy("{AWS: ['1']}")),
        after: stack(policy("'*'")),
      })[0].widened,
    ).toEqual(['allows *: s3:GetObject on *']);
  });

  it('calls a renamed resource replaced and a lost one removed', () => {
    const changes = compareTemplates({
      before: stack(`${role(read)}  Topic: {Type: AWS::SNS::Topic}\n`),
      after: stack(role(read, 'other')),
    });
    expect(changes.map(({ logicalId, change }) => [logicalId, change])).toEqual(
      [
        ['Role', 'replaced'],
        ['Topic', 'removed'],
      ],
    );
  });
});
