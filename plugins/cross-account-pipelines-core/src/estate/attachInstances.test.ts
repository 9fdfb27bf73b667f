import { estateFromTemplates } from './estateFromTemplates';

const account = '012345678901';
const group = `arn:aws:codedeploy:eu-west-1:${account}:deploymentgroup:app/blue`;

const roles = `
  Role: {Type: AWS::IAM::Role, Properties: {RoleName: server, AssumeRolePolicyDocument: {Statement: []}}}
  Profile: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref Role]}}
`;

function foretell(properties: string, ...others: string[]) {
  const templates: Record<string, string> = {
    'group.yaml': `Resources:
  Group:
    Type: AWS::CodeDeploy::DeploymentGroup
    Properties: {ApplicationName: app, DeploymentGroupName: blue, ServiceRoleArn: 'arn:aws:iam::${account}:role/x', ${properties}}
`,
    ...Object.fromEntries(
      others.map((text, index) => [`${index}.yaml`, `Resources:\n${text}`]),
    ),
  };
  const { estate, problems } = estateFromTemplates({
    manifest: {
      version: 1,
      stacks: Object.keys(templates).map(template => ({
        phase: 'target',
        account,
        region: 'eu-west-1',
        stackName: template.replace('.yaml', ''),
        template,
      })),
    },
    templates,
  });
  expect(problems).toEqual([]);
  const { instanceRoleArns, instancesUnreadable } =
    estate.accounts[account].deploymentGroups![group];
  return { roles: instanceRoleArns, unreadable: instancesUnreadable };
}

const byTag = 'Ec2TagFilters: [{Key: app, Value: blue, Type: KEY_AND_VALUE}]';
const found = {
  roles: [`arn:aws:iam::${account}:role/server`],
  unreadable: undefined,
};
const unknown = {
  roles: undefined,
  unreadable: expect.stringContaining('app/blue read revisions is in none'),
};

describe('attachInstances', () => {
  it.each([
    [
      'an instance by its tags',
      byTag,
      `${roles}  Server: {Type: AWS::EC2::Instance, Properties: {IamInstanceProfile: !Ref Profile, Tags: [{Key: app, Value: blue}]}}\n`,
    ],
    [
      'an instance that fits every set of tags',
      'Ec2TagSet: {Ec2TagSetList: [{Ec2TagGroup: [{Key: app}, {Key: x}]}, {Ec2TagGroup: [{Value: eu, Type: VALUE_ONLY}]}]}',
      `${roles}  Server: {Type: AWS::EC2::Instance, Properties: {IamInstanceProfile: !Ref Profile, Tags: [{Key: app, Value: blue}, {Key: place, Value: eu}]}}\n`,
    ],
    [
      'an Auto Scaling group by its name',
      'AutoScalingGroups: [servers]',
      `${roles}  Launch: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {IamInstanceProfile: {Arn: !GetAtt Profile.Arn}}}}
  Servers: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {AutoScalingGroupName: servers, LaunchTemplate: {LaunchTemplateId: !Ref Launch, Version: 1}}}\n`,
    ],
    [
      'an Auto Scaling group by its tags',
      byTag,
      `${roles}  Launch: {Type: AWS::AutoScaling::LaunchConfiguration, Properties: {IamInstanceProfile: !Ref Profile}}
  Servers: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {LaunchConfigurationName: !Ref Launch, Tags: [{Key: app, Value: blue, PropagateAtLaunch: true}]}}\n`,
    ],
  ])('finds %s', (_, properties, fleet) => {
    expect(foretell(properties, fleet)).toEqual(found);
  });

  it.each([
    ['no template makes an instance', byTag],
    [
      'the instances have other tags',
      byTag,
      `${roles}  Server: {Type: AWS::EC2::Instance, Properties: {IamInstanceProfile: !Ref Profile, Tags: [{Key: app, Value: green}]}}\n`,
    ],
    [
      'an instance has a profile that no template makes',
      byTag,
      `  Server: {Type: AWS::EC2::Instance, Properties: {IamInstanceProfile: elsewhere, Tags: [{Key: app, Value: blue}]}}\n`,
    ],
  ])('leaves the roles open where %s', (_, properties, ...others) => {
    expect(foretell(properties, ...others)).toEqual(unknown);
  });

  it.each(['ECS', 'Lambda'])('expects no instances of %s', platform => {
    expect(
      foretell(
        byTag,
        `  App: {Type: AWS::CodeDeploy::Application, Properties: {ApplicationName: app, ComputePlatform: ${platform}}}\n`,
      ),
    ).toEqual({ roles: [], unreadable: undefined });
  });
});
