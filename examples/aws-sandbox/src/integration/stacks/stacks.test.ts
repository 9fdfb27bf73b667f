import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListExportsCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateStackCommand,
  ValidateTemplateCommand,
  type CreateStackCommandInput,
} from '@aws-sdk/client-cloudformation';
import {
  CreateRoleCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  HeadBucketCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import {
  clientsInRole,
  clientsOf,
  policyOf,
  REGION,
  STAGING,
  TOOLS,
} from '../../__testUtils__/clientsOf';
import type { Sandbox } from '../../Sandbox';
import { startSandbox } from '../../startSandbox';

const parameter = (value: unknown, more: object = {}) => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Type: 'String', Value: value },
  ...more,
});

const role = (name?: string, properties: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: name,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'ec2.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ],
    },
    ...properties,
  },
});

/** A role that cannot be made: it trusts nobody that exists. */
const impossibleRole = role('impossible', {
  AssumeRolePolicyDocument: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${STAGING}:role/nobody` },
        Action: 'sts:AssumeRole',
      },
    ],
  },
});

describe('stacks', () => {
  let sandbox: Sandbox;
  let clients: ReturnType<typeof clientsOf>;

  beforeEach(async () => {
    sandbox = await startSandbox();
    clients = clientsOf(sandbox);
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  const body = (Resources: object, more: object = {}) =>
    JSON.stringify({ Resources, ...more });

  const stackOf = (name = 'stack') =>
    sandbox.world.account(TOOLS).region(REGION).cloudFormation.find(name);

  const settled = async (name = 'stack') => {
    const stack = stackOf(name);
    await stack?.settled;
    return stack?.status;
  };

  const create = async (
    template: string,
    more: Partial<CreateStackCommandInput> = {},
  ) => {
    await clients.cloudFormation.send(
      new CreateStackCommand({
        StackName: 'stack',
        TemplateBody: template,
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        ...more,
      }),
    );
    return settled(more.StackName);
  };

  const update = async (template: string, more: object = {}) => {
    await clients.cloudFormation.send(
      new UpdateStackCommand({
        StackName: 'stack',
        TemplateBody: template,
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        ...more,
      }),
    );
    return settled();
  };

  const remove = async (name = 'stack', more: object = {}) => {
    const stack = stackOf(name);
    await clients.cloudFormation.send(
      new DeleteStackCommand({ StackName: name, ...more }),
    );
    await stack?.settled;
    return stack?.status;
  };

  const events = async (StackName = 'stack') => {
    const { StackEvents } = await clients.cloudFormation.send(
      new DescribeStackEventsCommand({ StackName }),
    );
    return StackEvents!
      .reverse()
      .map(({ LogicalResourceId, ResourceStatus, ResourceStatusReason }) =>
        `${LogicalResourceId} ${ResourceStatus} ${
          ResourceStatusReason ?? ''
        }`.trim(),
      );
  };

  it('are made in the order of dependencies, with events', async () => {
    const status = await create(
      body(
        {
          Last: parameter({ Ref: 'First' }),
          First: parameter('x'),
          Never: parameter('x', { Condition: 'No' }),
        },
        {
          Conditions: { No: { 'Fn::Equals': [1, 2] } },
          Outputs: { Value: { Value: { 'Fn::GetAtt': ['Last', 'Value'] } } },
        },
      ),
    );
    expect(status).toBe('CREATE_COMPLETE');
    expect(await events()).toEqual([
      'stack CREATE_IN_PROGRESS User Initiated',
      'First CREATE_IN_PROGRESS',
      'First CREATE_IN_PROGRESS Resource creation Initiated',
      'First CREATE_COMPLETE',
      'Last CREATE_IN_PROGRESS',
      'Last CREATE_IN_PROGRESS Resource creation Initiated',
      'Last CREATE_COMPLETE',
      'stack CREATE_COMPLETE',
    ]);
    const { Stacks } = await clients.cloudFormation.send(
      new DescribeStacksCommand({ StackName: 'stack' }),
    );
    expect(Stacks![0].Outputs![0].OutputValue).toMatch(/^stack-First-/);
    const { StackResourceSummaries } = await clients.cloudFormation.send(
      new ListStackResourcesCommand({ StackName: 'stack' }),
    );
    expect(
      StackResourceSummaries!.map(({ LogicalResourceId }) => LogicalResourceId),
    ).toEqual(['First', 'Last']);
  });

  it('are rolled back when a resource cannot be made', async () => {
    const status = await create(
      body({
        Good: parameter('x'),
        Bad: { ...impossibleRole, DependsOn: 'Good' },
        After: parameter('x', { DependsOn: 'Bad' }),
      }),
    );
    expect(status).toBe('ROLLBACK_COMPLETE');
    const seen = await events();
    expect(seen).toEqual([
      'stack CREATE_IN_PROGRESS User Initiated',
      'Good CREATE_IN_PROGRESS',
      'Good CREATE_IN_PROGRESS Resource creation Initiated',
      'Good CREATE_COMPLETE',
      'Bad CREATE_IN_PROGRESS',
      expect.stringMatching(
        /^Bad CREATE_FAILED Resource handler returned message: "Invalid principal in policy: "AWS":"arn:aws:iam::222222222222:role\/nobody" \(Service: Iam, Status Code: 400, Request ID: [-0-9a-f]+\)" \(RequestToken: [-0-9a-f]+, HandlerErrorCode: InvalidRequest\)$/,
      ),
      'stack ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Bad]. Rollback requested by user.',
      'Bad DELETE_COMPLETE',
      'Good DELETE_IN_PROGRESS',
      'Good DELETE_COMPLETE',
      'stack ROLLBACK_COMPLETE',
    ]);
    await expect(update(body({ Good: parameter('y') }))).rejects.toThrow(
      /^Stack:arn:aws:cloudformation:eu-west-1:111111111111:stack\/stack\/\S+ is in ROLLBACK_COMPLETE state and can not be updated\.$/,
    );
    expect(await remove()).toBe('DELETE_COMPLETE');
  });

  it('go back to what they were when an update fails', async () => {
    await create(body({ Kept: parameter('one'), Gone: parameter('x') }));
    const status = await update(
      body({
        Kept: parameter('two'),
        New: parameter('x'),
        Bad: { ...impossibleRole, DependsOn: ['Kept', 'New'] },
      }),
    );
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    const { stores } = sandbox.world.account(TOOLS).region(REGION);
    const values = [...stores.parameters.values()].map(({ value }) => value);
    expect(values.sort()).toEqual(['one', 'x']);
    expect([...stackOf()!.resources.keys()].sort()).toEqual(['Gone', 'Kept']);
    expect((await events()).slice(-8)).toEqual([
      'stack UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to update: [Bad].',
      'Kept UPDATE_IN_PROGRESS',
      'Kept UPDATE_COMPLETE',
      'stack UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'Bad DELETE_COMPLETE',
      'New DELETE_IN_PROGRESS',
      'New DELETE_COMPLETE',
      'stack UPDATE_ROLLBACK_COMPLETE',
    ]);
  });

  it('are not updated when nothing changes', async () => {
    const template = body({ One: parameter('x') });
    await create(template);
    await expect(update(template)).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'No updates are to be performed.',
    });
  });

  it('replace what cannot be changed in place, and clean up', async () => {
    const named = (Name: string) =>
      parameter('x', { Properties: { Name, Type: 'String', Value: 'x' } });
    await create(
      body({ One: named('/before'), Two: parameter({ Ref: 'One' }) }),
    );
    const status = await update(
      body({ One: named('/after'), Two: parameter({ Ref: 'One' }) }),
    );
    expect(status).toBe('UPDATE_COMPLETE');
    const { parameters } = sandbox.world.account(TOOLS).region(REGION).stores;
    expect(parameters.has('/before')).toBe(false);
    expect([...parameters.values()].map(({ value }) => value).sort()).toEqual([
      '/after',
      'x',
    ]);
    expect(await events()).toContain(
      'One UPDATE_IN_PROGRESS Requested update requires the creation of a new physical resource; hence creating one.',
    );
  });

  it('refuse to replace what has a name of its own', async () => {
    await create(body({ One: role('named', { Path: '/a/' }) }));
    expect(await update(body({ One: role('named', { Path: '/b/' }) }))).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
    expect(await events()).toContain(
      'One UPDATE_FAILED CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename named and update the stack again.',
    );
  });

  it('leave what is to be retained', async () => {
    const bucket = {
      Type: 'AWS::S3::Bucket',
      DeletionPolicy: 'Retain',
      Properties: { BucketName: 'retained-bucket' },
    };
    await create(body({ Bucket: bucket, Other: parameter('x') }));
    expect(await remove()).toBe('DELETE_COMPLETE');
    await clients.s3.send(new HeadBucketCommand({ Bucket: 'retained-bucket' }));
  });

  it('say which resource cannot be deleted, and can leave it', async () => {
    await create(
      body({
        Bucket: {
          Type: 'AWS::S3::Bucket',
          Properties: { BucketName: 'full-bucket' },
        },
      }),
    );
    await clients.s3.send(
      new PutObjectCommand({ Bucket: 'full-bucket', Key: 'k', Body: 'x' }),
    );
    expect(await remove()).toBe('DELETE_FAILED');
    expect((await events()).slice(-1)).toEqual([
      'stack DELETE_FAILED The following resource(s) failed to delete: [Bucket].',
    ]);
    expect(await remove('stack', { RetainResources: ['Bucket'] })).toBe(
      'DELETE_COMPLETE',
    );
  });

  it('need to be allowed to make roles', async () => {
    const template = body({ One: role() });
    await expect(create(template, { Capabilities: [] })).rejects.toMatchObject({
      name: 'InsufficientCapabilitiesException',
      message: 'Requires capabilities : [CAPABILITY_IAM]',
    });
    await expect(
      create(body({ One: role('named') }), {
        Capabilities: ['CAPABILITY_IAM'],
      }),
    ).rejects.toMatchObject({
      message: 'Requires capabilities : [CAPABILITY_NAMED_IAM]',
    });
    await expect(
      clients.cloudFormation.send(
        new ValidateTemplateCommand({ TemplateBody: template }),
      ),
    ).resolves.toMatchObject({
      Capabilities: ['CAPABILITY_IAM'],
      CapabilitiesReason:
        'The following resource(s) require capabilities: [AWS::IAM::Role]',
    });
  });

  it('take longer templates from S3 only', async () => {
    const template = body(
      { One: parameter('x') },
      { Metadata: { Filler: 'x'.repeat(52_000) } },
    );
    await expect(create(template)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('less than or equal to 51200'),
    });
    await clients.s3.send(
      new CreateBucketCommand({
        Bucket: 'templates',
        CreateBucketConfiguration: { LocationConstraint: REGION },
      }),
    );
    await clients.s3.send(
      new PutObjectCommand({ Bucket: 'templates', Key: 't', Body: template }),
    );
    await expect(
      create('', {
        TemplateBody: undefined,
        TemplateURL: `${sandbox.url}/templates/t`,
      }),
    ).resolves.toBe('CREATE_COMPLETE');
    const { TemplateBody } = await clients.cloudFormation.send(
      new GetTemplateCommand({ StackName: 'stack' }),
    );
    expect(TemplateBody).toBe(template);
    await expect(
      create('', {
        StackName: 'other',
        TemplateBody: undefined,
        TemplateURL: `https://templates.s3.eu-west-1.amazonaws.com/nothing`,
      }),
    ).rejects.toThrow('S3 error: The specified key does not exist.');
  });

  it.each([
    ['{', 'Template format error'],
    [body({}), 'Template format error'],
    [
      body({ One: { Type: 'AWS::Nothing::AtAll' } }),
      'Unrecognized resource types: [AWS::Nothing::AtAll]',
    ],
    [body({ One: parameter({ Ref: 'Two' }) }), 'Template format error'],
    [
      body({
        One: parameter({ Ref: 'Two' }),
        Two: parameter({ Ref: 'One' }),
      }),
      'ircular dependency',
    ],
    [
      body(
        { One: parameter({ Ref: 'P' }) },
        { Parameters: { P: { Type: 'String' } } },
      ),
      'Parameters: [P] must have values',
    ],
  ])('are not made of %s', async (template, message) => {
    await expect(create(template)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(message),
    });
    expect(stackOf()).toBeUndefined();
  });

  it('check parameters', async () => {
    const template = body(
      { One: parameter({ 'Fn::Join': ['-', { Ref: 'List' }] }) },
      {
        Parameters: {
          List: { Type: 'CommaDelimitedList', Default: 'a, b' },
          Size: { Type: 'Number', Default: 1, MaxValue: 3 },
          Kind: { Type: 'String', Default: 'x', AllowedValues: ['x', 'y'] },
          Name: { Type: 'String', Default: 'ab', AllowedPattern: '[a-z]+' },
        },
      },
    );
    const given = (ParameterKey: string, ParameterValue: string) =>
      create(template, { Parameters: [{ ParameterKey, ParameterValue }] });
    await expect(given('Size', '4')).rejects.toThrow('must be between');
    await expect(given('Size', 'big')).rejects.toThrow('must be a number');
    await expect(given('Kind', 'z')).rejects.toThrow('AllowedValues');
    await expect(given('Name', 'A1')).rejects.toThrow('must match pattern');
    await expect(given('Nothing', 'x')).rejects.toThrow(
      'Parameters: [Nothing] do not exist in the template',
    );
    await expect(given('Kind', 'y')).resolves.toBe('CREATE_COMPLETE');
    const { stores } = sandbox.world.account(TOOLS).region(REGION);
    expect([...stores.parameters.values()][0].value).toBe('a-b');
    await expect(
      clients.cloudFormation.send(
        new GetTemplateSummaryCommand({ StackName: 'stack' }),
      ),
    ).resolves.toMatchObject({
      ResourceTypes: ['AWS::SSM::Parameter'],
      Parameters: expect.arrayContaining([
        expect.objectContaining({ ParameterKey: 'Size', DefaultValue: '1' }),
      ]),
    });
  });

  it('give exports to others, which keep them in use', async () => {
    const exporting = body(
      { One: parameter('shared') },
      {
        Outputs: {
          Out: {
            Value: { 'Fn::GetAtt': ['One', 'Value'] },
            Export: { Name: 'shared-value' },
          },
        },
      },
    );
    await create(exporting, { StackName: 'exporter' });
    await create(
      body({ Two: parameter({ 'Fn::ImportValue': 'shared-value' }) }),
      {
        StackName: 'importer',
      },
    );
    const { Exports } = await clients.cloudFormation.send(
      new ListExportsCommand({}),
    );
    expect(Exports).toEqual([
      expect.objectContaining({ Name: 'shared-value', Value: 'shared' }),
    ]);
    expect(await remove('exporter')).toBe('DELETE_FAILED');
    expect((await events('exporter')).slice(-1)[0]).toContain(
      'Export shared-value cannot be deleted as it is in use by importer',
    );
    await remove('importer');
    expect(await remove('exporter')).toBe('DELETE_COMPLETE');
  });

  describe('by change set', () => {
    const propose = async (
      template: string,
      type: 'CREATE' | 'UPDATE',
      name = 'change',
    ) => {
      await clients.cloudFormation.send(
        new CreateChangeSetCommand({
          StackName: 'stack',
          ChangeSetName: name,
          ChangeSetType: type,
          TemplateBody: template,
          Capabilities: ['CAPABILITY_NAMED_IAM'],
        }),
      );
      await stackOf()!.changeSets.get(name)!.examined;
      return clients.cloudFormation.send(
        new DescribeChangeSetCommand({
          StackName: 'stack',
          ChangeSetName: name,
        }),
      );
    };
    const execute = async (name = 'change') => {
      await clients.cloudFormation.send(
        new ExecuteChangeSetCommand({
          StackName: 'stack',
          ChangeSetName: name,
        }),
      );
      return settled();
    };

    it('are made in two steps', async () => {
      const template = body({ One: parameter('x') });
      await expect(propose(template, 'CREATE')).resolves.toMatchObject({
        Status: 'CREATE_COMPLETE',
        ExecutionStatus: 'AVAILABLE',
        Changes: [
          {
            Type: 'Resource',
            ResourceChange: { Action: 'Add', LogicalResourceId: 'One' },
          },
        ],
      });
      expect(stackOf()!.status).toBe('REVIEW_IN_PROGRESS');
      expect(await execute()).toBe('CREATE_COMPLETE');
      await expect(propose(template, 'CREATE')).rejects.toThrow(
        'Stack [stack] already exists and cannot be created again with the changeSet [change].',
      );
    });

    it('say what changes, what is replaced and what goes', async () => {
      const named = (Name: string, Value: string) =>
        parameter('', { Properties: { Name, Type: 'String', Value } });
      await create(
        body({
          Same: parameter('x'),
          Changed: named('/changed', 'a'),
          Replaced: named('/replaced', 'a'),
          Follows: parameter({ Ref: 'Replaced' }),
          Gone: parameter('x'),
        }),
      );
      const { Changes } = await propose(
        body({
          Same: parameter('x'),
          Changed: named('/changed', 'b'),
          Replaced: named('/renamed', 'a'),
          Follows: parameter({ Ref: 'Replaced' }),
          New: parameter('x'),
        }),
        'UPDATE',
      );
      expect(
        Changes!.map(({ ResourceChange: change }) => [
          change!.LogicalResourceId,
          change!.Action,
          change!.Replacement,
          change!.Details!.map(({ Target }) => Target!.Name),
        ]),
      ).toEqual([
        ['Changed', 'Modify', 'False', ['Value']],
        ['Replaced', 'Modify', 'True', ['Name']],
        ['Follows', 'Modify', 'False', ['Value']],
        ['New', 'Add', undefined, []],
        ['Gone', 'Remove', undefined, []],
      ]);
      expect(await execute()).toBe('UPDATE_COMPLETE');
    });

    it('fail when nothing changes', async () => {
      const template = body({ One: parameter('x') });
      await create(template);
      await expect(propose(template, 'UPDATE')).resolves.toMatchObject({
        Status: 'FAILED',
        ExecutionStatus: 'UNAVAILABLE',
        StatusReason:
          "The submitted information didn't contain changes. Submit different information to create a change set.",
      });
      await expect(execute()).rejects.toMatchObject({
        name: 'InvalidChangeSetStatusException',
      });
      await clients.cloudFormation.send(
        new DeleteChangeSetCommand({
          StackName: 'stack',
          ChangeSetName: 'change',
        }),
      );
      await expect(
        clients.cloudFormation.send(
          new DescribeChangeSetCommand({
            StackName: 'stack',
            ChangeSetName: 'change',
          }),
        ),
      ).rejects.toMatchObject({ name: 'ChangeSetNotFoundException' });
    });

    it('update only what is there', async () => {
      await expect(
        propose(body({ One: parameter('x') }), 'UPDATE'),
      ).rejects.toThrow('Stack [stack] does not exist');
    });
  });

  describe('with a role', () => {
    const makeRole = async (
      name: string,
      service: string,
      ...statements: object[]
    ) => {
      const { Role: made } = await clients.iam.send(
        new CreateRoleCommand({
          RoleName: name,
          AssumeRolePolicyDocument: policyOf({
            Principal: service.startsWith('arn:')
              ? { AWS: service }
              : { Service: service },
            Action: 'sts:AssumeRole',
          }),
        }),
      );
      if (statements.length > 0) {
        await clients.iam.send(
          new PutRolePolicyCommand({
            RoleName: name,
            PolicyName: 'p',
            PolicyDocument: policyOf(...statements),
          }),
        );
      }
      return made!.Arn!;
    };
    const one = body({ One: parameter('x') });

    it('act as the role and not as the caller', async () => {
      const RoleARN = await makeRole(
        'deployer',
        'cloudformation.amazonaws.com',
        {
          Action: 'sns:*',
          Resource: '*',
        },
      );
      expect(await create(one, { RoleARN })).toBe('ROLLBACK_COMPLETE');
      expect(await events()).toContainEqual(
        expect.stringMatching(
          /^One CREATE_FAILED Resource handler returned message: "User: arn:aws:sts::111111111111:assumed-role\/deployer\/AWSCloudFormation is not authorized to perform: ssm:PutParameter on resource: \S+ because no identity-based policy allows the ssm:PutParameter action \(Service: Ssm, Status Code: 403, .*HandlerErrorCode: AccessDenied\)$/,
        ),
      );
    });

    it('act as the caller without one', async () => {
      const roleArn = await makeRole('limited', `arn:aws:iam::${TOOLS}:root`, {
        Action: 'cloudformation:*',
        Resource: '*',
      });
      const limited = await clientsInRole(sandbox, { by: TOOLS, roleArn });
      await limited.cloudFormation.send(
        new CreateStackCommand({ StackName: 'stack', TemplateBody: one }),
      );
      expect(await settled()).toBe('ROLLBACK_COMPLETE');
      expect(await events()).toContainEqual(
        expect.stringContaining('assumed-role/limited/test is not authorized'),
      );
    });

    it('need a role that lets CloudFormation in', async () => {
      const RoleARN = await makeRole('other', 'ec2.amazonaws.com');
      await expect(create(one, { RoleARN })).rejects.toMatchObject({
        name: 'ValidationError',
        message: `Role ${RoleARN} is invalid or cannot be assumed`,
      });
      expect(stackOf()).toBeUndefined();
    });

    it('need somebody who may pass it, within the account', async () => {
      const RoleARN = await makeRole(
        'deployer',
        'cloudformation.amazonaws.com',
      );
      const roleArn = await makeRole('limited', `arn:aws:iam::${TOOLS}:root`, {
        Action: 'cloudformation:*',
        Resource: '*',
      });
      const limited = await clientsInRole(sandbox, { by: TOOLS, roleArn });
      await expect(
        limited.cloudFormation.send(
          new CreateStackCommand({
            StackName: 'stack',
            TemplateBody: one,
            RoleARN,
          }),
        ),
      ).rejects.toMatchObject({
        name: 'AccessDenied',
        message: expect.stringContaining(
          `not authorized to perform: iam:PassRole on resource: ${RoleARN}`,
        ),
      });
      await expect(
        create(one, { RoleARN: RoleARN.replace(TOOLS, STAGING) }),
      ).rejects.toMatchObject({
        message: 'Cross-account pass role is not allowed.',
      });
    });
  });

  it('make ten resources without waiting for each', async () => {
    const template = body(
      Object.fromEntries(
        Array.from({ length: 10 }, (_, index) => [
          `Role${index}`,
          role(`role-${index}`),
        ]),
      ),
    );
    const started = performance.now();
    expect(await create(template)).toBe('CREATE_COMPLETE');
    expect(performance.now() - started).toBeLessThan(5_000);
    await clients.iam.send(new GetRoleCommand({ RoleName: 'role-9' }));
  });

  it('stay known by id after they are deleted', async () => {
    await create(body({ One: parameter('x') }));
    const { id } = stackOf()!;
    await remove();
    await expect(
      clients.cloudFormation.send(
        new DescribeStacksCommand({ StackName: 'stack' }),
      ),
    ).rejects.toThrow('Stack with id stack does not exist');
    const { Stacks } = await clients.cloudFormation.send(
      new DescribeStacksCommand({ StackName: id }),
    );
    expect(Stacks![0].StackStatus).toBe('DELETE_COMPLETE');
    const { StackSummaries } = await clients.cloudFormation.send(
      new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'] }),
    );
    expect(StackSummaries!.map(({ StackId }) => StackId)).toEqual([id]);
  });

  it('are found by a resource of theirs', async () => {
    await create(body({ One: role('findable') }));
    const { StackResources } = await clients.cloudFormation.send(
      new DescribeStackResourcesCommand({ PhysicalResourceId: 'findable' }),
    );
    expect(StackResources![0]).toMatchObject({ StackName: 'stack' });
  });
});
