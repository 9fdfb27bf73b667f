import { clientsOf, DEV, REGION, TOOLS } from '../__testUtils__/clientsOf';
import { actionType, PipelineParts } from '../__testUtils__/PipelineParts';
import type { Sandbox } from '../Sandbox';
import { startSandbox } from '../startSandbox';
import { CreateStackCommand } from '@aws-sdk/client-cloudformation';

const ROLE = `arn:aws:iam::${DEV}:role/action`;
const artifacts = {
  Action: ['s3:GetObject', 's3:PutObject', 'kms:*'],
  Resource: '*',
};

interface Shape {
  category: 'Build' | 'Deploy' | 'Invoke' | 'Source';
  provider: string;
  configuration: Record<string, string>;
  /** What the action works on. */
  thing: { Type: string; Properties: object };
  /** Every permission that the action fails without. */
  needed: string[];
  /** What it says when the thing is not there. */
  missing: string;
}

const shapes: Shape[] = [
  {
    category: 'Deploy',
    provider: 'ECS',
    configuration: { ClusterName: 'apps', ServiceName: 'web' },
    thing: {
      Type: 'AWS::ECS::Service',
      Properties: { Cluster: 'apps', ServiceName: 'web' },
    },
    needed: [
      'ecs:DescribeServices',
      'ecs:UpdateService',
      'ecs:DescribeTaskDefinition',
      'ecs:RegisterTaskDefinition',
    ],
    missing: 'Service not found.',
  },
  {
    category: 'Invoke',
    provider: 'Lambda',
    configuration: { FunctionName: 'smoke' },
    thing: {
      Type: 'AWS::Lambda::Function',
      Properties: { FunctionName: 'smoke' },
    },
    needed: ['lambda:InvokeFunction'],
    missing: `Function not found: arn:aws:lambda:${REGION}:${DEV}:function:smoke`,
  },
  {
    category: 'Invoke',
    provider: 'StepFunctions',
    configuration: {
      StateMachineArn: `arn:aws:states:${REGION}:${DEV}:stateMachine:flow`,
    },
    thing: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: { StateMachineName: 'flow' },
    },
    needed: [
      'states:DescribeStateMachine',
      'states:StartExecution',
      'states:DescribeExecution',
    ],
    missing: 'State Machine Does Not Exist',
  },
];

describe.each(shapes)(
  'an action of $category/$provider in another account',
  ({ category, provider, configuration, thing, needed, missing }) => {
    let sandbox: Sandbox;
    let parts: PipelineParts;

    const allow = (actions: string[]) =>
      parts.allow({
        name: 'action',
        statements: [
          artifacts,
          { Action: ['sns:Publish', ...actions], Resource: '*' },
        ],
      });

    const makeThing = async () => {
      const stackName = 'thing';
      await clientsOf(sandbox, { account: DEV }).cloudFormation.send(
        new CreateStackCommand({
          StackName: stackName,
          TemplateBody: JSON.stringify({ Resources: { Thing: thing } }),
        }),
      );
      const { cloudFormation } = sandbox.world.account(DEV).region(REGION);
      await cloudFormation.find(stackName)!.settled;
      return cloudFormation.find(stackName)!.status;
    };

    const errorOf = ({ actions }: Awaited<ReturnType<typeof parts.runAgain>>) =>
      actions.at(-1)!.error;

    beforeAll(async () => {
      sandbox = await startSandbox();
      parts = await PipelineParts.make(sandbox);
      await parts.putSource({ 'imagedefinitions.json': '[]' });
      await parts.makeRole({ name: 'action', statements: [artifacts] });
    });

    afterAll(async () => {
      await sandbox.stop();
    });

    it('asks for what it needs, and for what it works on', async () => {
      await allow(needed);
      const run = await parts.run({
        actionTypeId: actionType(category as 'Deploy', provider),
        roleArn: ROLE,
        configuration,
      });
      expect(errorOf(run)).toContain(missing);
      expect(await makeThing()).toBe('CREATE_COMPLETE');
      expect(errorOf(await parts.runAgain())).toBeUndefined();
    });

    it.each(needed)('fails without %s', async action => {
      await allow(needed.filter(each => each !== action));
      const error = errorOf(await parts.runAgain());
      expect(error).toMatch(
        new RegExp(
          `^PermissionError: User: arn:aws:sts::${DEV}:assumed-role/action/\\d+ is not authorized to perform: ${action} .*Error Code: AccessDeniedException`,
        ),
      );
      await allow(needed);
      expect(errorOf(await parts.runAgain())).toBeUndefined();
    });
  },
);

describe.each([
  {
    provider: 'CodeCommit',
    configuration: {
      RepositoryName: 'orders',
      BranchName: 'main',
    } as Record<string, string>,
    thing: {
      Type: 'AWS::CodeCommit::Repository',
      Properties: { RepositoryName: 'orders' },
    },
    needed: [
      'codecommit:GetBranch',
      'codecommit:GetCommit',
      'codecommit:GetUploadArchiveStatus',
      'codecommit:UploadArchive',
    ],
    missing: 'orders does not exist',
  },
  {
    provider: 'ECR',
    configuration: { RepositoryName: 'orders' } as Record<string, string>,
    thing: {
      Type: 'AWS::ECR::Repository',
      Properties: { RepositoryName: 'orders' },
    },
    needed: ['ecr:DescribeImages'],
    missing: "The repository with name 'orders' does not exist",
  },
])(
  'a source of $provider',
  ({ provider, configuration, thing, needed, missing }) => {
    it('gives what there is, to who may have it', async () => {
      const sandbox = await startSandbox();
      const parts = await PipelineParts.make(sandbox);
      const allow = (actions: string[]) =>
        parts.allow({
          account: TOOLS,
          name: 'service',
          statements: [
            { Action: ['s3:*', 'kms:*', ...actions], Resource: '*' },
          ],
        });
      const run = () =>
        parts.run(
          {
            actionTypeId: actionType('Deploy', 'S3'),
            configuration: {
              BucketName: 'shape-source',
              ObjectKey: 'copy.zip',
              Extract: 'false',
            },
          },
          { actionTypeId: actionType('Source', provider), configuration },
        );
      await allow(needed);
      const errors = ({ actions }: Awaited<ReturnType<typeof run>>) =>
        actions.flatMap(({ error }) => error ?? []).join();
      expect(errors(await run())).toContain(missing);
      await clientsOf(sandbox).cloudFormation.send(
        new CreateStackCommand({
          StackName: 'thing',
          TemplateBody: JSON.stringify({ Resources: { Thing: thing } }),
        }),
      );
      await sandbox.world
        .account(TOOLS)
        .region(REGION)
        .cloudFormation.find('thing')!.settled;
      expect(errors(await parts.runAgain())).toBe('');
      for (const action of needed) {
        await allow(needed.filter(each => each !== action));
        expect(errors(await parts.runAgain())).toContain(
          `is not authorized to perform: ${action} `,
        );
      }
      await sandbox.stop();
    });
  },
);
