import { isBoundByResourceControlPolicies } from './isBoundByResourceControlPolicies';

describe('isBoundByResourceControlPolicies', () => {
  it.each([
    ['codebuild:StartBuild', '*', true],
    ['CodeBuild:startbuild', '*', true],
    ['s3:GetObject', 'arn:aws:s3:::artifacts/a.zip', true],
    ['sts:AssumeRole', 'arn:aws:iam::111111111111:role/Deploy', true],
    ['kms:Decrypt', 'arn:aws:kms:eu-west-1:111111111111:key/1', true],
    ['ecr:BatchGetImage', '*', true],
    ['logs:PutLogEvents', '*', true],
    ['iam:PassRole', 'arn:aws:iam::111111111111:role/Deploy', false],
    ['cloudformation:CreateStack', '*', false],
    ['lambda:InvokeFunction', '*', false],
    ['codedeploy:CreateDeployment', '*', false],
    ['ecs:UpdateService', '*', false],
    ['eks:DescribeCluster', '*', false],
    ['ssm:GetParameters', '*', false],
    ['codeconnections:UseConnection', '*', false],
    ['kms:RetireGrant', 'arn:aws:kms:eu-west-1:111111111111:key/1', false],
    ['kms:Decrypt', 'arn:aws:kms:eu-west-1:111111111111:alias/aws/s3', false],
    [
      'sts:AssumeRole',
      'arn:aws:iam::111111111111:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS',
      false,
    ],
    ['s3', '*', false],
    ['', '', false],
  ])('says of %s on %s: %s', (action, resource, expected) => {
    expect(isBoundByResourceControlPolicies(action, resource)).toBe(expected);
  });
});
