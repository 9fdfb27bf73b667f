import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { CreateProjectCommand } from '@aws-sdk/client-codebuild';
import { GetDeploymentGroupCommand } from '@aws-sdk/client-codedeploy';
import { GetConnectionCommand } from '@aws-sdk/client-codestar-connections';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import {
  clientsOf,
  DEV,
  policyOf,
  REGION,
  TOOLS,
} from '../__testUtils__/clientsOf';
import {
  actionType,
  PipelineParts,
  SERVICE_ROLE,
} from '../__testUtils__/PipelineParts';
import type { Sandbox } from '../Sandbox';
import { startSandbox } from '../startSandbox';

const OTHER_REGION = 'us-east-1';
const useArtifacts = {
  Action: ['s3:GetObject', 's3:PutObject', 'kms:*'],
  Resource: '*',
};

describe('a pipeline that', () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await startSandbox({ runsAnyCommands: true });
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  const errorOf = (run: { actions: Array<{ error?: string }> }) =>
    run.actions.flatMap(({ error }) => error ?? []).join('\n');

  const deployStack = async (template: object, region = REGION) => {
    await clientsOf(sandbox, { account: DEV, region }).cloudFormation.send(
      new CreateStackCommand({
        StackName: 'stack',
        TemplateBody: JSON.stringify(template),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    const stack = sandbox.world
      .account(DEV)
      .region(region)
      .cloudFormation.find('stack')!;
    await stack.settled;
    expect(stack.status).toBe('CREATE_COMPLETE');
    return stack;
  };

  describe('deploys by CodeDeploy', () => {
    const setUp = async () => {
      const parts = await PipelineParts.make(sandbox);
      await parts.putSource({ 'appspec.yml': 'version: 0.0', 'app.js': '1' });
      const serviceRoleArn = await parts.makeRole({
        name: 'codedeploy',
        trusts: { Service: 'codedeploy.amazonaws.com' },
        statements: [{ Action: 'ec2:*', Resource: '*' }],
      });
      await parts.makeRole({
        name: 'instance',
        trusts: { Service: 'ec2.amazonaws.com' },
        statements: [useArtifacts],
      });
      const roleArn = await parts.makeRole({
        name: 'action',
        statements: [useArtifacts, { Action: 'codedeploy:*', Resource: '*' }],
      });
      const stack = await deployStack({
        Resources: {
          Application: {
            Type: 'AWS::CodeDeploy::Application',
            Properties: { ApplicationName: 'app' },
          },
          Group: {
            Type: 'AWS::CodeDeploy::DeploymentGroup',
            Properties: {
              ApplicationName: { Ref: 'Application' },
              DeploymentGroupName: 'group',
              ServiceRoleArn: serviceRoleArn,
              Ec2TagFilters: [
                { Key: 'app', Value: 'app', Type: 'KEY_AND_VALUE' },
              ],
            },
          },
          Profile: {
            Type: 'AWS::IAM::InstanceProfile',
            Properties: { Roles: ['instance'] },
          },
          Machine: {
            Type: 'AWS::EC2::Instance',
            Properties: {
              IamInstanceProfile: { Ref: 'Profile' },
              Tags: [{ Key: 'app', Value: 'app' }],
            },
          },
        },
      });
      const id = stack.resources.get('Machine')!.physicalId!;
      const { ec2, codeDeploy } = sandbox.world.account(DEV).region(REGION);
      return {
        parts,
        machine: ec2.instances.get(id)!,
        codeDeploy,
        action: {
          actionTypeId: actionType('Deploy', 'CodeDeploy'),
          roleArn,
          configuration: {
            ApplicationName: 'app',
            DeploymentGroupName: 'group',
          },
        },
      };
    };

    it('reaches the instances, which read the revision themselves', async () => {
      const { parts, action, machine } = await setUp();
      expect((await parts.run(action)).status).toBe('Succeeded');
      expect(Object.keys(machine.files)).toEqual(['appspec.yml', 'app.js']);
      const { deploymentGroupInfo } = await clientsOf(sandbox, {
        account: DEV,
      }).codeDeploy.send(
        new GetDeploymentGroupCommand({
          applicationName: 'app',
          deploymentGroupName: 'group',
        }),
      );
      expect(deploymentGroupInfo).toMatchObject({
        computePlatform: 'Server',
        serviceRoleArn: `arn:aws:iam::${DEV}:role/codedeploy`,
      });
      const { Reservations } = await clientsOf(sandbox, {
        account: DEV,
      }).ec2.send(
        new DescribeInstancesCommand({
          Filters: [{ Name: 'tag:app', Values: ['a?p', 'other'] }],
        }),
      );
      expect(Reservations).toMatchObject([
        {
          Instances: [
            {
              InstanceId: machine.id,
              IamInstanceProfile: { Arn: machine.profileArn },
              Tags: [{ Key: 'app', Value: 'app' }],
            },
          ],
        },
      ]);
      expect(sandbox.world.trail.events).toContainEqual(
        expect.objectContaining({
          action: 'kms:Decrypt',
          principal: `arn:aws:sts::${DEV}:assumed-role/instance/${machine.id}`,
          allowed: true,
        }),
      );
    });

    it('stops when the instance role may not decrypt', async () => {
      const { parts, action, machine, codeDeploy } = await setUp();
      await parts.allow({
        name: 'instance',
        statements: [{ Action: 's3:GetObject', Resource: '*' }],
      });
      expect(errorOf(await parts.run(action))).toBe(
        'JobFailed: The overall deployment failed because too many individual instances failed deployment, too few healthy instances are available for deployment, or some instances in your deployment group are experiencing problems. (Error code: HEALTH_CONSTRAINTS)',
      );
      expect(codeDeploy.deployments[0].instances).toEqual([
        {
          instanceId: machine.id,
          status: 'Failed',
          message: expect.stringContaining('kms:Decrypt'),
        },
      ]);
    });

    it('stops when the action role may not deploy', async () => {
      const { parts, action } = await setUp();
      await parts.allow({ name: 'action', statements: [useArtifacts] });
      expect(errorOf(await parts.run(action))).toMatch(
        /^PermissionError: User: arn:aws:sts::012345678901:assumed-role\/action\/\d+ is not authorized to perform: codedeploy:GetApplication on resource: arn:aws:codedeploy:eu-west-1:012345678901:application:app because no identity-based policy allows the codedeploy:GetApplication action \(Service: AmazonCodeDeploy; Status Code: 400; Error Code: AccessDeniedException;/,
      );
    });

    it('stops when CodeDeploy may not assume its role', async () => {
      const { parts, action } = await setUp();
      await clientsOf(sandbox, { account: DEV }).iam.send(
        new UpdateAssumeRolePolicyCommand({
          RoleName: 'codedeploy',
          PolicyDocument: policyOf({
            Principal: { Service: 'ec2.amazonaws.com' },
            Action: 'sts:AssumeRole',
          }),
        }),
      );
      expect(errorOf(await parts.run(action))).toContain(
        'AWS CodeDeploy does not have the permissions required to assume the role',
      );
    });

    it('stops without an AppSpec file, and without instances', async () => {
      const { parts, action, machine, codeDeploy } = await setUp();
      await parts.putSource({ 'app.js': '1' });
      await parts.run(action);
      expect(codeDeploy.deployments[0].instances[0].message).toContain(
        'did not find an AppSpec file',
      );
      machine.tags = {};
      expect(errorOf(await parts.runAgain())).toContain('NO_INSTANCES');
    });
  });

  describe('deploys into a bucket of the other account', () => {
    const setUp = async (
      ObjectOwnership?: 'ObjectWriter' | 'BucketOwnerPreferred',
    ) => {
      const parts = await PipelineParts.make(sandbox);
      await parts.putSource({ 'index.html': '<p>', 'css/a.css': 'a' });
      await clientsOf(sandbox, { account: DEV }).s3.send(
        new CreateBucketCommand({
          Bucket: 'website',
          CreateBucketConfiguration: { LocationConstraint: REGION },
          ObjectOwnership,
        }),
      );
      const statements = [
        useArtifacts,
        { Action: 's3:PutObjectAcl', Resource: '*' },
      ];
      const theirs = await parts.makeRole({ name: 'action', statements });
      const ours = await parts.makeRole({
        account: TOOLS,
        name: 'action',
        statements,
      });
      await clientsOf(sandbox, { account: DEV }).s3.send(
        new PutBucketPolicyCommand({
          Bucket: 'website',
          Policy: policyOf({
            Principal: { AWS: `arn:aws:iam::${TOOLS}:root` },
            Action: ['s3:PutObject', 's3:PutObjectAcl'],
            Resource: 'arn:aws:s3:::website/*',
          }),
        }),
      );
      const action = (roleArn: string, more: Record<string, string> = {}) => ({
        actionTypeId: actionType('Deploy', 'S3'),
        roleArn,
        configuration: { BucketName: 'website', Extract: 'true', ...more },
      });
      return { parts, action, theirs, ours };
    };

    const read = (Key = 'index.html') =>
      clientsOf(sandbox, { account: DEV }).s3.send(
        new GetObjectCommand({ Bucket: 'website', Key }),
      );

    it('puts the files there', async () => {
      const { parts, action, theirs } = await setUp();
      const run = await parts.run(
        action(theirs, { ObjectKey: 'v1', CacheControl: 'no-cache' }),
      );
      expect(run.status).toBe('Succeeded');
      await expect(read('v1/css/a.css')).resolves.toMatchObject({
        CacheControl: 'no-cache',
      });
    });

    it('stops at an ACL where the bucket has none', async () => {
      const { parts, action, theirs } = await setUp();
      const run = await parts.run(action(theirs, { CannedACL: 'private' }));
      expect(errorOf(run)).toMatch(
        /^JobFailed: The bucket does not allow ACLs \(Service: Amazon S3; Status Code: 400; Error Code: AccessControlListNotSupported;/,
      );
    });

    it('leaves objects that the owner cannot read, with a role of the pipeline account', async () => {
      const { parts, action, ours } = await setUp('ObjectWriter');
      expect((await parts.run(action(ours))).status).toBe('Succeeded');
      await expect(read()).rejects.toMatchObject({ message: 'Access Denied' });
    });

    it('gives them to the owner where that is asked for and preferred', async () => {
      const { parts, action, ours } = await setUp('BucketOwnerPreferred');
      await parts.run(action(ours, { CannedACL: 'bucket-owner-full-control' }));
      await expect(read()).resolves.toBeDefined();
    });

    it('stops when the bucket is closed to it', async () => {
      const { parts, action, theirs } = await setUp();
      await parts.allow({
        name: 'action',
        statements: [
          { Action: 'kms:*', Resource: '*' },
          { Action: 's3:GetObject', Resource: '*' },
        ],
      });
      expect(errorOf(await parts.run(action(theirs)))).toMatch(
        /^PermissionError: The service role or action role doesn’t have the permissions required to access the Amazon S3 bucket named website\./,
      );
    });
  });

  describe('tests in the other account', () => {
    const setUp = async (EncryptionKey?: string) => {
      const parts = await PipelineParts.make(sandbox);
      await parts.putSource({
        'buildspec.yml':
          'version: 0.2\nphases: { build: { commands: [test -f buildspec.yml] } }',
      });
      const serviceRole = await parts.makeRole({
        name: 'test',
        trusts: { Service: 'codebuild.amazonaws.com' },
        statements: [useArtifacts, { Action: 'logs:*', Resource: '*' }],
      });
      const roleArn = await parts.makeRole({
        name: 'action',
        statements: [useArtifacts, { Action: 'codebuild:*', Resource: '*' }],
      });
      await clientsOf(sandbox, { account: DEV }).codeBuild.send(
        new CreateProjectCommand({
          name: 'tests',
          serviceRole,
          source: { type: 'CODEPIPELINE' },
          artifacts: { type: 'CODEPIPELINE' },
          encryptionKey: EncryptionKey,
          environment: {
            type: 'LINUX_CONTAINER',
            image: 'any',
            computeType: 'BUILD_GENERAL1_SMALL',
          },
        }),
      );
      return {
        parts,
        action: {
          actionTypeId: actionType('Test', 'CodeBuild'),
          roleArn,
          configuration: { ProjectName: 'tests' },
        },
      };
    };

    it('runs the build there, as that account’s build role', async () => {
      const { parts, action } = await setUp();
      expect((await parts.run(action)).status).toBe('Succeeded');
      expect(sandbox.world.trail.events).toContainEqual(
        expect.objectContaining({
          action: 's3:GetObject',
          principal: expect.stringMatching(
            `^arn:aws:sts::${DEV}:assumed-role/test/AWSCodeBuild-`,
          ),
        }),
      );
    });

    it('stops when the build role may not read the source', async () => {
      const { parts, action } = await setUp();
      await parts.allow({
        name: 'test',
        statements: [{ Action: ['logs:*', 's3:*'], Resource: '*' }],
      });
      expect(errorOf(await parts.run(action))).toMatch(
        /^JobFailed: Build terminated with state: FAILED\. Phase: DOWNLOAD_SOURCE, Code: CLIENT_ERROR, Message: AccessDenied: User: \S+ is not authorized to perform: kms:Decrypt .* for primary source and source version arn:aws:s3:::shape-artifacts-eu-west-1\/shape\/App\//,
      );
    });

    it('stops when the action role may not start it', async () => {
      const { parts, action } = await setUp();
      await parts.allow({ name: 'action', statements: [useArtifacts] });
      expect(errorOf(await parts.run(action))).toMatch(
        /^PermissionError: Error calling startBuild: User: arn:aws:sts::012345678901:assumed-role\/action\/\d+ is not authorized to perform: codebuild:StartBuild on resource: \S+ because no identity-based policy allows the codebuild:StartBuild action \(Service: AWSCodeBuild; Status Code: 400; Error Code: AccessDeniedException;/,
      );
    });
  });

  describe('deploys into another Region', () => {
    const template = JSON.stringify({
      Resources: {
        One: {
          Type: 'AWS::SSM::Parameter',
          Properties: { Type: 'String', Value: 'x' },
        },
      },
    });
    const setUp = async () => {
      const parts = await PipelineParts.make(sandbox, [REGION, OTHER_REGION]);
      await parts.putSource({ 'template.json': template });
      const roleArn = await parts.makeRole({
        name: 'action',
        statements: [{ Action: '*', Resource: '*' }],
      });
      const deployRole = await parts.makeRole({
        name: 'deploy',
        trusts: { Service: 'cloudformation.amazonaws.com' },
        statements: [{ Action: 'ssm:*', Resource: '*' }],
      });
      return {
        parts,
        action: {
          actionTypeId: actionType('Deploy', 'CloudFormation'),
          region: OTHER_REGION,
          roleArn,
          configuration: {
            ActionMode: 'CREATE_UPDATE',
            StackName: 'far-away',
            TemplatePath: 'App::template.json',
            RoleArn: deployRole,
          },
        },
      };
    };

    it('copies the artifact there', async () => {
      const { parts, action } = await setUp();
      expect((await parts.run(action)).status).toBe('Succeeded');
      const { cloudFormation } = sandbox.world
        .account(DEV)
        .region(OTHER_REGION);
      expect(cloudFormation.find('far-away')!.status).toBe('CREATE_COMPLETE');
      const copies = sandbox.world.buckets.get(
        `shape-artifacts-${OTHER_REGION}`,
      )!;
      expect([...copies.objects.values()][0][0].encryption.keyArn).toBe(
        parts.stores[OTHER_REGION].encryptionKey!.id,
      );
    });

    it('stops when the service role may not use the key there', async () => {
      const { parts, action } = await setUp();
      await parts.allow({
        account: TOOLS,
        name: 'service',
        statements: [
          { Action: ['s3:*', 'sts:AssumeRole'], Resource: '*' },
          {
            Action: 'kms:*',
            Resource: parts.stores[REGION].encryptionKey!.id,
          },
        ],
      });
      // The key policy leaves it to IAM, which says nothing about that key.
      expect(errorOf(await parts.run(action))).toBe(
        `PermissionError: Replication of artifact 'App' failed: Failed replicating artifact from shape-artifacts-${REGION} in ${REGION} to shape-artifacts-${OTHER_REGION} in ${OTHER_REGION}: Check source and destination artifact buckets exist and ${SERVICE_ROLE} has permission to access it.`,
      );
    });
  });

  describe('takes its source through a connection', () => {
    const setUp = async () => {
      const parts = await PipelineParts.make(sandbox);
      await clientsOf(sandbox).cloudFormation.send(
        new CreateStackCommand({
          StackName: 'stack',
          TemplateBody: JSON.stringify({
            Resources: {
              Connection: {
                Type: 'AWS::CodeStarConnections::Connection',
                Properties: {
                  ConnectionName: 'github',
                  ProviderType: 'GitHub',
                },
              },
            },
          }),
        }),
      );
      const { cloudFormation, codeConnections } = sandbox.world
        .account(TOOLS)
        .region(REGION);
      await cloudFormation.find('stack')!.settled;
      const [connection] = [...codeConnections.connections.values()];
      codeConnections.push('example/app', 'main', {
        id: 'abc123',
        message: 'First',
        files: { 'file.txt': Buffer.from('x') },
      });
      const roleArn = await parts.makeRole({
        name: 'action',
        statements: [{ Action: '*', Resource: '*' }],
      });
      return {
        parts,
        connection,
        action: {
          actionTypeId: actionType('Deploy', 'CloudFormation'),
          roleArn,
          configuration: { ActionMode: 'DELETE_ONLY', StackName: 'nothing' },
        },
        source: {
          actionTypeId: actionType('Source', 'CodeStarSourceConnection'),
          configuration: {
            ConnectionArn: connection.arn,
            FullRepositoryId: 'example/app',
            BranchName: 'main',
          },
        },
      };
    };

    it('needs somebody to have logged in', async () => {
      const { parts, action, source, connection } = await setUp();
      expect(errorOf(await parts.run(action, source))).toContain(
        'its status is PENDING',
      );
      const { codeConnections } = clientsOf(sandbox);
      const ask = async () => {
        const { Connection } = await codeConnections.send(
          new GetConnectionCommand({ ConnectionArn: connection.arn }),
        );
        return Connection!.ConnectionStatus;
      };
      expect(await ask()).toBe('PENDING');
      connection.status = 'AVAILABLE';
      expect(await ask()).toBe('AVAILABLE');
      const { status, actions } = await parts.runAgain();
      expect(status).toBe('Succeeded');
      expect(actions[0].summary).toBe('First');
    });

    it('needs a service role that may use it', async () => {
      const { parts, action, source, connection } = await setUp();
      connection.status = 'AVAILABLE';
      await parts.allow({
        account: TOOLS,
        name: 'service',
        statements: [
          { Action: ['s3:*', 'kms:*', 'sts:AssumeRole'], Resource: '*' },
          {
            Action: 'codestar-connections:UseConnection',
            Resource: connection.arn,
            Condition: {
              StringEquals: {
                'codestar-connections:FullRepositoryId': 'example/other',
              },
            },
          },
        ],
      });
      expect(errorOf(await parts.run(action, source))).toBe(
        `PermissionError: Unable to use Connection: ${connection.arn}. The provided role does not have sufficient permissions.`,
      );
    });
  });

  it('is bound by the policies of the organization', async () => {
    const parts = await PipelineParts.make(sandbox);
    await parts.putSource({ file: 'x' });
    const roleArn = await parts.makeRole({
      name: 'action',
      statements: [{ Action: '*', Resource: '*' }],
    });
    const action = {
      actionTypeId: actionType('Deploy', 'CloudFormation'),
      roleArn,
      configuration: { ActionMode: 'DELETE_ONLY', StackName: 'nothing' },
    };
    const deny = (Action: string, more: object = {}) => ({
      name: 'guardrail',
      document: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Action, Resource: '*', ...more }],
      },
    });
    expect((await parts.run(action)).status).toBe('Succeeded');
    sandbox.guard(DEV, {
      serviceControl: [deny('cloudformation:*')],
    });
    expect(errorOf(await parts.runAgain())).toContain(
      'with an explicit deny in a service control policy',
    );
    sandbox.guard(DEV, {
      resourceControl: [deny('sts:AssumeRole', { Principal: '*' })],
    });
    expect(errorOf(await parts.runAgain())).toContain(
      `is not authorized to perform AssumeRole on role ${roleArn}`,
    );
    sandbox.guard(DEV, {});
    expect((await parts.runAgain()).status).toBe('Succeeded');
  });

  it('has an action that the sandbox does not run', async () => {
    const parts = await PipelineParts.make(sandbox);
    await parts.putSource({ file: 'x' });
    const run = await parts.run({
      actionTypeId: actionType('Deploy', 'CodeDeployToECS'),
      configuration: { ApplicationName: 'a', DeploymentGroupName: 'g' },
    });
    expect(errorOf(run)).toBe(
      'ConfigurationError: The sandbox does not run CodeDeployToECS actions',
    );
  });
});
