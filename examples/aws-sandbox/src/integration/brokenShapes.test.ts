import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import {
  explainError,
  hopsOf,
} from 'backstage-plugin-cross-account-pipelines-core';
import { clientsOf, DEV, REGION, TOOLS } from '../__testUtils__/clientsOf';
import { startReachableSandbox } from '../__testUtils__/startReachableSandbox';
import type { Pipeline } from '../codepipeline/CodePipelineState';
import {
  bucketPolicy,
  inlinePolicy,
  inlinePolicyNames,
  keyPolicy,
  pipelineDefinition,
} from '../control/EditableDocument';
import { findPipeline } from '../control/findPipeline';
import { changesFor, type DocumentChange } from '../control/hops';
import { HopSwitch } from '../control/HopSwitch';
import { withoutAccount, withOutdatedResource } from '../control/policyEdits';
import type { Sandbox } from '../Sandbox';
import type { World } from '../world/World';
import {
  errorOf,
  RenderedShape,
  targetIn,
} from './__testUtils__/RenderedShape';

const AWAY = 'us-east-1';
const SITE = 'website-012345678901';
const HOME_BUCKET = `shape-${TOOLS}-${REGION}`;
const AWAY_BUCKET = `shape-${TOOLS}-${AWAY}`;
const { serviceRole, actionRole, deployRole } = RenderedShape.names;
const SERVICE_ROLE = `arn:aws:iam::${TOOLS}:role/${serviceRole}`;
const ACTION_ROLE = `arn:aws:iam::${DEV}:role/${actionRole}`;

const noEntrance = new RegExp(
  `^PermissionError: ${SERVICE_ROLE} is not authorized to perform AssumeRole on role ${ACTION_ROLE}$`,
);
const noBucket = (bucket: string, why: string) =>
  new RegExp(
    `^PermissionError: The service role or action role doesn’t have the permissions required to access the Amazon S3 bucket named ${bucket}\\. Update the IAM role permissions, and then try again\\. Error: Amazon S3:AccessDenied:${why}.*\\(Service: Amazon S3; Status Code: 403; Error Code: AccessDenied;`,
  );
const byKeyPolicy =
  'User: \\S+ is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access';
const byRole = (action: string) =>
  `User: \\S+ is not authorized to perform: ${action} on .* because no identity-based policy allows the ${action} action`;
const noDownload = (why: string) =>
  new RegExp(
    `^JobFailed: Build terminated with state: FAILED\\. Phase: DOWNLOAD_SOURCE, Code: CLIENT_ERROR, Message: AccessDenied: ${why} status code: 403 for primary source and source version arn:aws:s3:::${HOME_BUCKET}/`,
  );
const instancesFailed =
  /^JobFailed: The overall deployment failed because too many individual instances failed deployment, .* \(Error code: HEALTH_CONSTRAINTS\)$/;
const noReplication = new RegExp(
  `^PermissionError: Replication of artifact 'Build' failed: Failed replicating artifact from ${HOME_BUCKET} in ${REGION} to ${AWAY_BUCKET} in ${AWAY}: Check source and destination artifact buckets exist and ${SERVICE_ROLE} has permission to access it\\.$`,
);

/** One way to break a shape. */
interface Break {
  /** A hop of the sandbox's page, or what else is broken. */
  what: string;
  /** Where the page has no such hop. */
  changes?: (world: World, pipeline: Pipeline) => DocumentChange[];
  /** What AWS says then. */
  text: RegExp;
  /** Which hop of trust-links.md that is. */
  hop: string;
}

interface Shape {
  files?: Record<string, string>;
  targets: object[];
  spec?: Record<string, unknown>;
  /** What has to be there before the pipeline. */
  before?: (sandbox: Sandbox) => Promise<unknown>;
  /** What has to be there before its first sound run. */
  after?: (sandbox: Sandbox) => Promise<unknown>;
  breaks: Break[];
}

const entrance: Break[] = [
  { what: 'trust', text: noEntrance, hop: 'H1' },
  { what: 'assume', text: noEntrance, hop: 'H1' },
];

/** Where the action role reads the artifacts. */
const artifacts: Break[] = [
  { what: 'bucket', text: noBucket(HOME_BUCKET, 'Access Denied'), hop: 'H5' },
  { what: 'key', text: noBucket(HOME_BUCKET, byKeyPolicy), hop: 'H6' },
  {
    what: 'key-identity',
    text: noBucket(HOME_BUCKET, byRole('kms:Decrypt')),
    hop: 'H6',
  },
];

const ofS3: Break[] = [
  ...entrance,
  ...artifacts,
  { what: 'provider', text: noBucket(SITE, byRole('s3:PutObject')), hop: 'H2' },
];

const site = { provider: 'S3', bucket: SITE };
const stack = {
  provider: 'CloudFormation',
  stackName: 'shape',
  templatePath: 'template.yaml',
};

const awayStore = ({ declaration }: Pipeline) =>
  declaration.artifactStores![AWAY];

/** Takes from the service role what it may do with something. */
const withdrawn =
  (action: string, resource: (pipeline: Pipeline) => string) =>
  (world: World, pipeline: Pipeline): DocumentChange[] => {
    const roleArn = pipeline.declaration.roleArn!;
    return inlinePolicyNames(world, roleArn).map(name => ({
      document: inlinePolicy(world, roleArn, name),
      edit: policy => withOutdatedResource(policy, action, resource(pipeline)),
    }));
  };

const shapes: Record<string, Shape> = {
  'CodeDeploy to instances': {
    files: { 'appspec.yml': 'version: 0.0' },
    targets: [
      targetIn(REGION, {
        provider: 'CodeDeploy',
        application: 'app',
        deploymentGroup: 'group',
        create: { instanceTags: { service: 'app' } },
      }),
    ],
    after: startMachine,
    breaks: [
      ...entrance,
      {
        what: 'provider',
        text: new RegExp(
          `^PermissionError: ${byRole('codedeploy:CreateDeployment')}`,
        ),
        hop: 'H2',
      },
      {
        what: 'deploy-trust',
        text: /^JobFailed: AWS CodeDeploy does not have the permissions required to assume the role arn:aws:iam::012345678901:role\/shape-pipeline-codedeploy\. \(Service: AmazonCodeDeploy; .* Error Code: InvalidRoleException;/,
        hop: 'H4',
      },
      { what: 'bucket', text: instancesFailed, hop: 'H10' },
      { what: 'key', text: instancesFailed, hop: 'H10' },
      { what: 'worker-key', text: instancesFailed, hop: 'H10' },
    ],
  },
  'a CodeBuild test': {
    files: {
      'buildspec.yml':
        'version: 0.2\nphases: { build: { commands: ["true"] } }',
    },
    targets: [targetIn(REGION, { provider: 'CodeBuild' })],
    breaks: [
      ...entrance,
      {
        what: 'provider',
        text: new RegExp(
          `^PermissionError: Error calling startBuild: ${byRole(
            'codebuild:StartBuild',
          )}`,
        ),
        hop: 'H2',
      },
      {
        what: 'deploy-trust',
        text: /^JobFailed: Build terminated with state: FAILED\. Phase: PROVISIONING, Code: ACCESS_DENIED, Message: CodeBuild is not authorized to perform: sts:AssumeRole on arn:aws:iam::012345678901:role\/shape-pipeline-test$/,
        hop: 'H4',
      },
      { what: 'bucket', text: noDownload('Access Denied'), hop: 'H5' },
      { what: 'key', text: noDownload(byKeyPolicy), hop: 'H6' },
      {
        what: 'worker-key',
        text: noDownload(byRole('kms:Decrypt')),
        hop: 'H6',
      },
    ],
  },
  'S3, with no ACLs': {
    files: { 'index.html': '<p>' },
    targets: [
      targetIn(REGION, {
        ...site,
        create: true,
        ownership: 'BucketOwnerEnforced',
      }),
    ],
    breaks: [
      ...ofS3,
      {
        what: 'an ACL all the same',
        changes: (world, pipeline) => [
          {
            document: pipelineDefinition(world, pipeline),
            edit: definition =>
              JSON.parse(
                JSON.stringify(definition).replace(
                  '"BucketName"',
                  '"CannedACL":"private","BucketName"',
                ),
              ),
          },
          {
            document: inlinePolicy(world, ACTION_ROLE, 'SetAcls'),
            edit: () => ({
              Version: '2012-10-17',
              Statement: [
                { Effect: 'Allow', Action: 's3:PutObjectAcl', Resource: '*' },
              ],
            }),
          },
        ],
        text: /^JobFailed: The bucket does not allow ACLs \(Service: Amazon S3; Status Code: 400; Error Code: AccessControlListNotSupported;/,
        hop: 'H9',
      },
    ],
  },
  'S3, with objects that belong to who writes them': {
    files: { 'index.html': '<p>' },
    targets: [
      targetIn(REGION, { ...site, create: false, ownership: 'ObjectWriter' }),
    ],
    before: makeSite,
    breaks: ofS3,
  },
  'two Regions': {
    targets: [targetIn(REGION, stack), targetIn(AWAY, stack)],
    spec: { build: {} },
    breaks: [
      ...entrance,
      ...artifacts,
      {
        what: 'pass-role',
        text: new RegExp(`^PermissionError: ${byRole('iam:PassRole')}`),
        hop: 'H3',
      },
      {
        what: 'provider',
        text: new RegExp(
          `^PermissionError: ${byRole('cloudformation:DeleteChangeSet')}`,
        ),
        hop: 'H2',
      },
      {
        what: 'deploy-trust',
        text: new RegExp(
          `^JobFailed: Role arn:aws:iam::${DEV}:role/${deployRole} is invalid or cannot be assumed `,
        ),
        hop: 'H4',
      },
      {
        what: 'definition',
        text: /^PermissionError: Cross-account pass role is not allowed\. /,
        hop: 'H3',
      },
      {
        what: 'the key away',
        changes: (world, pipeline) => [
          {
            document: keyPolicy(world, awayStore(pipeline).encryptionKey!.id!),
            edit: policy => withoutAccount(policy, DEV),
          },
        ],
        text: noBucket(AWAY_BUCKET, byKeyPolicy),
        hop: 'H6',
      },
      {
        what: 'the bucket away',
        changes: (world, pipeline) => [
          {
            document: bucketPolicy(world, awayStore(pipeline).location!),
            edit: policy => withoutAccount(policy, DEV),
          },
        ],
        text: noBucket(AWAY_BUCKET, 'Access Denied'),
        hop: 'H5',
      },
      {
        what: "the service role's permission on the key away",
        changes: withdrawn(
          'kms:GenerateDataKey',
          pipeline => awayStore(pipeline).encryptionKey!.id!,
        ),
        text: noReplication,
        hop: 'H6',
      },
      {
        what: "the service role's permission on the bucket away",
        changes: withdrawn(
          's3:PutObject',
          pipeline => `arn:aws:s3:::${awayStore(pipeline).location}/*`,
        ),
        text: noReplication,
        hop: 'H5',
      },
    ],
  },
};

/** Puts up a machine with the rendered instance profile. */
async function startMachine(sandbox: Sandbox): Promise<void> {
  const dev = sandbox.world.account(DEV);
  await clientsOf(sandbox, { account: DEV }).cloudFormation.send(
    new CreateStackCommand({
      StackName: 'machine',
      TemplateBody: JSON.stringify({
        Resources: {
          Machine: {
            Type: 'AWS::EC2::Instance',
            Properties: {
              IamInstanceProfile: [...dev.iam.instanceProfiles.keys()][0],
              Tags: [{ Key: 'service', Value: 'app' }],
            },
          },
        },
      }),
    }),
  );
  await dev.region(REGION).cloudFormation.find('machine')!.settled;
}

function makeSite(sandbox: Sandbox) {
  return clientsOf(sandbox, { account: DEV }).s3.send(
    new CreateBucketCommand({
      Bucket: SITE,
      CreateBucketConfiguration: { LocationConstraint: REGION },
      ObjectOwnership: 'ObjectWriter',
    }),
  );
}

/** The change-set pair is broken hop by hop in breakAndAssess.test.ts. */
describe.each(Object.entries(shapes))(
  'a rendered pipeline with %s',
  (_, { before, after, breaks, ...options }) => {
    let sandbox: Sandbox;
    let shape: RenderedShape;

    beforeAll(async () => {
      sandbox = await startReachableSandbox({ runsAnyCommands: true });
      await before?.(sandbox);
      shape = await RenderedShape.deploy(sandbox, options);
      await shape.lastRun();
      await after?.(sandbox);
    });

    afterAll(async () => {
      await sandbox.stop();
    });

    it.each(breaks.map(each => [each.what, each] as const))(
      'stops in words that lead to the hop when this is broken: %s',
      async (what, { changes, text, hop }) => {
        const { world } = sandbox;
        const pipeline = findPipeline(world, RenderedShape.pipelineName);
        const hops = new HopSwitch();
        hops.break(
          what,
          changes
            ? changes(world, pipeline)
            : changesFor({ world, pipeline, account: DEV, hop: what as 'key' }),
        );
        const run = await shape.run();
        const report = await shape.report();
        const estate = await shape.estate();
        hops.mend(what);

        const [said] = run.actions.flatMap(({ error }) => error ?? []);
        expect(run.status).toBe('Failed');
        expect(said).toMatch(text);
        expect(
          hopsOf(report)
            .filter(({ health }) => health === 'broken')
            .map(verdict => verdict.hop),
        ).toContain(hop);
        expect(explainError({ text: said }).map(each => each.hop)).toContain(
          hop,
        );
        const { pipelineArn } = RenderedShape;
        expect(
          explainError({ text: said, estate, pipelineArn })[0],
        ).toMatchObject({ hop, assessment: 'confirmed' });
        expect(errorOf(await shape.run())).toBe('');
      },
    );
  },
);
