import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DeployManifestOptions,
  formatDeploymentEvent,
  planManifest,
  type RenderedPipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import type { Sandbox } from '../../Sandbox';
import {
  deployOrders,
  DEV,
  ordersSpec,
  portalClients,
  portalConfig,
  REGION,
  renderOrders,
  stageIn,
  STAGING,
  startOrdersSandbox,
} from '../__testUtils__/ordersPipeline';
import { putIdleSource } from '../../seed/putIdleSource';
import { runIn } from '../__testUtils__/runIn';

// The validating engine takes a few seconds to start, more on a busy machine.
jest.setTimeout(120_000);

/** Of the spec as it is deployed, and as it would be. */
const deployed = {
  stages: [stageIn(DEV, 'Dev')],
  deployRole: {
    statements: [
      {
        Effect: 'Allow',
        Action: ['dynamodb:CreateTable', 'dynamodb:DescribeTable'],
        Resource: '*',
      },
      { Sid: 'NoUsers', Effect: 'Deny', Action: 'iam:*User', Resource: '*' },
    ],
  },
};

const changed = {
  stages: [stageIn(DEV, 'Dev'), stageIn(STAGING, 'Staging')],
  deployRole: {
    statements: [
      {
        Effect: 'Allow',
        Action: [
          'dynamodb:CreateTable',
          'dynamodb:DescribeTable',
          'dynamodb:DeleteTable',
        ],
        Resource: '*',
      },
    ],
  },
};

const widest = {
  ...changed,
  deployRole: {
    statements: [{ Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' }],
  },
};

describe('the plan against what is deployed', () => {
  let sandbox: Sandbox;

  const render = (own: object) => renderOrders('orders', own);

  const deploy = async (
    pipeline: RenderedPipeline,
    own: Partial<DeployManifestOptions> = {},
  ) => {
    const lines: string[] = [];
    const { stacks } = await deployOrders(sandbox, pipeline, {
      onEvent: event => {
        if (event.type === 'deployment-planned') {
          lines.push(...formatDeploymentEvent(event).split('\n'));
        }
      },
      ...own,
    });
    return { lines, stacks };
  };

  beforeAll(async () => {
    sandbox = await startOrdersSandbox();
    await putIdleSource(sandbox);
    await deploy(await render(deployed));
  });

  afterAll(async () => {
    await sandbox.stop();
  });

  it('is empty where nothing changes', async () => {
    const same = await render(deployed);
    const { lines } = await deploy(same, { dryRun: true });
    expect(lines).toEqual(['Plan: nothing changes']);
  });

  it('names a new account, wider permissions and a Deny that goes', async () => {
    const { lines, stacks } = await deploy(await render(changed), {
      dryRun: true,
    });
    const roles =
      'ArnLike aws:PrincipalArn arn:aws:iam::*:role/orders-pipeline-action, arn:aws:iam::*:role/orders-pipeline-deploy';
    const bucket = 'arn:aws:s3:::orders-111111111111-eu-west-1';
    expect(lines).toEqual([
      'Plan: 1 stack to create, 3 stacks to update; 5 permissions get wider',
      `  Gains ${STAGING}, ${REGION}`,
      `  Keeps ${DEV}, ${REGION}`,
      '[111111111111 eu-west-1 orders-foundation] to update: 3 resources',
      '  ~ change ArtifactKey AWS::KMS::Key (KeyPolicy)',
      `    WIDER ArtifactKey allows arn:aws:iam::222222222222:root: kms:Decrypt, kms:DescribeKey on * if ${roles}`,
      '  ~ change ArtifactBucketPolicy AWS::S3::BucketPolicy (PolicyDocument)',
      `    WIDER ArtifactBucketPolicy allows arn:aws:iam::222222222222:root: s3:GetBucketLocation, s3:GetBucketVersioning, s3:GetObject, s3:GetObjectVersion, s3:ListBucket on ${bucket}, ${bucket}/* if ${roles}`,
      '  ~ change ServiceRole AWS::IAM::Role (Policies)',
      '    WIDER ServiceRole allows sts:AssumeRole on arn:aws:iam::222222222222:role/orders-pipeline-action',
      '[012345678901 eu-west-1 orders-target] to update: 1 resource',
      '  ~ change DeployRole AWS::IAM::Role (Policies)',
      '    WIDER DeployRole allows dynamodb:DeleteTable on *',
      '    WIDER DeployRole no longer denies iam:*User on *',
      '[222222222222 eu-west-1 orders-target] to create: 2 resources',
      '  + add ActionRole AWS::IAM::Role',
      '  + add DeployRole AWS::IAM::Role',
      '[111111111111 eu-west-1 orders-pipeline] to update: 1 resource',
      '  ~ change Pipeline AWS::CodePipeline::Pipeline (Stages)',
    ]);
    // The change sets that CloudFormation makes say the same.
    expect(
      stacks.map(({ changes }) =>
        changes.map(({ logicalId }) => logicalId).sort(),
      ),
    ).toEqual([
      ['ArtifactBucketPolicy', 'ArtifactKey', 'ServiceRole'],
      ['DeployRole'],
      ['ActionRole', 'DeployRole'],
      ['Pipeline'],
    ]);
  });

  it('has nothing that gets wider where an account is taken away', async () => {
    await deploy(await render(changed));
    expect((await deploy(await render(changed))).lines).toEqual([
      'Plan: nothing changes',
    ]);
    const { lines } = await deploy(
      await render({ ...deployed, deployRole: changed.deployRole }),
      { dryRun: true, allowLoss: true },
    );
    expect(lines.slice(0, 4)).toEqual([
      'Plan: 2 stacks to update, 1 stack unchanged',
      `  Loses ${STAGING}, ${REGION}`,
      `  Keeps ${DEV}, ${REGION}`,
      `  Nothing needs stack orders-target in account ${STAGING}, ${REGION} any more, with its roles orders-pipeline-action, orders-pipeline-deploy`,
    ]);
    expect(lines.join('\n')).not.toContain('WIDER');
  });

  it('is followed by nothing where somebody refuses it', async () => {
    const refuse = () => {
      throw new Error('not so wide');
    };
    await expect(
      deploy(await render(widest), { onEvent: refuse }),
    ).rejects.toThrow('not so wide');
    const { lines } = await deploy(await render(changed), { dryRun: true });
    expect(lines).toEqual(['Plan: nothing changes']);
  });

  it('warns on the command line, as the reader', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'orders-'));
    const write = (file: string, content: object) =>
      writeFile(join(folder, file), JSON.stringify(content));
    await write('orders.yaml', ordersSpec('orders', widest));
    await write('app-config.yaml', portalConfig(sandbox));
    const { code, out, err } = await runIn(
      folder,
      ...'check orders.yaml --deployed --allow-unknown --json'.split(' '),
    );
    await rm(folder, { recursive: true });
    expect(err).toBe('');
    const { findings } = JSON.parse(out);
    const { files } = await render(widest);
    const lines = files['target-account.yaml'].split('\n');
    const line = lines.findIndex(each => each.includes('"All"')) + 1;
    expect(
      findings.filter(({ rule }: { rule: string }) =>
        /^(wider-permission|not-compared)$/.test(rule),
      ),
    ).toEqual(
      [DEV, STAGING].map(account => ({
        rule: 'wider-permission',
        level: 'warning',
        pipeline: 'orders',
        account,
        message: `Wider than what is deployed: DeployRole of stack orders-target in account ${account}, ${REGION} allows * on *.`,
        place: { file: 'orders.yaml' },
        rendered: { file: 'target-account.yaml', line, column: 17 },
      })),
    );
    expect(code).toBe(0);
  });

  it('says what it may not read', async () => {
    const { manifest, files } = await render(deployed);
    const plans = await planManifest({
      manifest,
      templates: files,
      clients: portalClients(sandbox, { readerRoleName: 'nobody' }),
      purpose: 'read',
    });
    expect(plans).toMatchObject(
      Array(3).fill({
        outcome: 'unknown',
        reason: expect.stringContaining('nobody'),
      }),
    );
  });
});
