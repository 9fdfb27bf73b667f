import { readFile } from 'node:fs/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  GetRoleCommand,
  IAMClient,
  PutUserPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { ConfigReader } from '@backstage/config';
import {
  assessPipeline,
  parsePipelineSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import { pipelineNames } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  collectEstate,
  DefaultAwsClients,
} from 'backstage-plugin-cross-account-pipelines-node';
import { packageFolder } from '../packageFolder';
import { deployPipeline } from '../seed/deployPipeline';

const TOOLS = '111111111111';
const TARGET = '222222222222';
const REGION = 'eu-west-1';
const SOURCE_BUCKET = 'emulator-sources';
/** Milliseconds that one step may take. */
const PATIENCE = 60_000;
const POLL = 250;

/**
 * How one step went: `undefined`, or what the emulator said.
 */
export interface StepResult {
  step: string;
  failure?: string;
}

/** Emulators take an access key of twelve digits for the account. */
const keysOf = (account: string) => ({
  accessKeyId: account,
  secretAccessKey: 'any',
});

function clientsOf(account: string) {
  const config = { region: REGION, credentials: keysOf(account) };
  const clients = {
    cloudFormation: new CloudFormationClient(config),
    iam: new IAMClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    sts: new STSClient(config),
  };
  for (const client of Object.values(clients)) {
    // moto wants the account said apart from the key.
    (client.middlewareStack as any).add(
      (next: any) => (args: any) => {
        args.request.headers['x-moto-account-id'] = account;
        return next(args);
      },
      { step: 'build', name: 'account' },
    );
  }
  return clients;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const timeUp = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`It took longer than ${PATIENCE / 1_000} s`)),
      PATIENCE,
    );
  });
  return Promise.race([work, timeUp]).finally(() => clearTimeout(timer));
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n').slice(0, 2).join(' ').slice(0, 240);
}

class Attempt {
  private portalKeys = keysOf(TOOLS);
  private readonly names = pipelineNames({ name: 'emulated', account: TOOLS });
  private readonly pipelineArn = `arn:aws:codepipeline:${REGION}:${TOOLS}:emulated`;

  readonly steps: Array<[string, () => Promise<void>]> = [
    ['tells accounts apart', () => this.tellAccountsApart()],
    ['has a user for the portal', () => this.makeUser()],
    [
      'deploys portal-access into the pipeline account',
      () => this.letPortalIn(TOOLS, 'pipeline'),
    ],
    [
      'deploys portal-access into the target account',
      () => this.letPortalIn(TARGET, 'target'),
    ],
    ['refuses what no policy allows', () => this.refuse()],
    ['deploys a whole pipeline', () => this.deploy()],
    ['reads it back, and all is healthy', () => this.expectHealth('healthy')],
    ['names the hop when the trust is taken away', () => this.breakTrust()],
  ];

  private portal(): DefaultAwsClients {
    return DefaultAwsClients.fromConfig(
      new ConfigReader({
        aws: {
          mainAccount: this.portalKeys,
          accountDefaults: { roleName: 'backstage-portal' },
        },
        crossAccountPipelines: {
          readerRoleName: 'backstage-reader',
          deployerRoleName: 'backstage-deployer',
          accounts: [TOOLS, TARGET].map(id => ({
            id,
            name: id,
            regions: [REGION],
          })),
        },
      }),
    );
  }

  private async tellAccountsApart(): Promise<void> {
    for (const account of [TOOLS, TARGET]) {
      const { Account } = await clientsOf(account).sts.send(
        new GetCallerIdentityCommand({}),
      );
      if (Account !== account) {
        throw new Error(`The keys of ${account} are taken for ${Account}`);
      }
    }
  }

  private async makeUser(): Promise<void> {
    const { iam } = clientsOf(TOOLS);
    const UserName = 'backstage';
    await iam.send(new CreateUserCommand({ UserName }));
    await iam.send(
      new PutUserPolicyCommand({
        UserName,
        PolicyName: 'enter',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: [
                'sts:AssumeRole',
                'sts:SetSourceIdentity',
                'sts:TagSession',
              ],
              Resource: 'arn:aws:iam::*:role/backstage-portal',
            },
          ],
        }),
      }),
    );
    const { AccessKey: key } = await iam.send(
      new CreateAccessKeyCommand({ UserName }),
    );
    this.portalKeys = {
      accessKeyId: key!.AccessKeyId!,
      secretAccessKey: key!.SecretAccessKey!,
    };
  }

  private async letPortalIn(account: string, use: string): Promise<void> {
    const { cloudFormation } = clientsOf(account);
    const StackName = 'portal-access';
    const TemplateBody = await readFile(
      packageFolder('../../templates/portal-access/portal-access.yaml'),
      'utf8',
    );
    await cloudFormation.send(
      new CreateStackCommand({
        StackName,
        TemplateBody,
        Parameters: [
          {
            ParameterKey: 'PortalPrincipalArn',
            ParameterValue: `arn:aws:iam::${TOOLS}:user/backstage`,
          },
          { ParameterKey: 'AccountUse', ParameterValue: use },
        ],
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    for (;;) {
      const { Stacks } = await cloudFormation.send(
        new DescribeStacksCommand({ StackName }),
      );
      const status = Stacks![0].StackStatus!;
      if (status === 'CREATE_COMPLETE') {
        return;
      }
      if (!status.endsWith('_IN_PROGRESS')) {
        const { StackEvents } = await cloudFormation.send(
          new DescribeStackEventsCommand({ StackName }),
        );
        const reason = StackEvents?.find(({ ResourceStatus }) =>
          ResourceStatus?.endsWith('_FAILED'),
        )?.ResourceStatusReason;
        throw new Error(`The stack is in ${status}: ${reason}`);
      }
      await new Promise(done => {
        setTimeout(done, POLL);
      });
    }
  }

  /** The portal's user may enter roles, and nothing else. */
  private async refuse(): Promise<void> {
    const iam = new IAMClient({ region: REGION, credentials: this.portalKeys });
    try {
      await iam.send(new CreateUserCommand({ UserName: 'intruder' }));
    } catch (error) {
      if (/AccessDenied/.test((error as Error).name)) {
        return;
      }
      throw error;
    }
    throw new Error('iam:CreateUser went through although nothing allows it');
  }

  private async deploy(): Promise<void> {
    const { s3 } = clientsOf(TOOLS);
    await s3.send(
      new CreateBucketCommand({
        Bucket: SOURCE_BUCKET,
        CreateBucketConfiguration: { LocationConstraint: REGION },
      }),
    );
    await s3.send(
      new PutBucketVersioningCommand({
        Bucket: SOURCE_BUCKET,
        VersioningConfiguration: { Status: 'Enabled' },
      }),
    );
    await deployPipeline(
      parsePipelineSpec({
        name: 'emulated',
        account: TOOLS,
        region: REGION,
        source: {
          provider: 'S3',
          bucket: SOURCE_BUCKET,
          objectKey: 'source.zip',
        },
        stages: [
          {
            name: 'Prod',
            targets: [
              {
                account: TARGET,
                region: REGION,
                deploy: {
                  provider: 'CloudFormation',
                  stackName: 'emulated',
                  templatePath: 'template.yaml',
                },
              },
            ],
          },
        ],
        deployRole: {
          statements: [{ Effect: 'Allow', Action: ['sns:*'], Resource: '*' }],
        },
      }),
      this.portal(),
    );
  }

  private async assess() {
    const { pipelineArn } = this;
    const estate = await collectEstate({ clients: this.portal(), pipelineArn });
    return assessPipeline({
      estate,
      pipelineArn,
      // A moment later, when IAM has settled.
      now: new Date(Date.now() + 3_600_000),
    });
  }

  private async expectHealth(expected: string): Promise<void> {
    const { health, links, hops } = await this.assess();
    if (health !== expected) {
      const worst = [...hops, ...links.flatMap(link => link.hops)]
        .filter(hop => hop.health === health)
        .map(hop => `${hop.hop}: ${hop.reason ?? hop.sentence}`);
      throw new Error(`It is ${health}. ${worst[0]}`);
    }
  }

  private async breakTrust(): Promise<void> {
    const { iam } = clientsOf(TARGET);
    const RoleName = this.names.actionRole;
    await iam.send(new GetRoleCommand({ RoleName }));
    await iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName,
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'ec2.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          ],
        }),
      }),
    );
    const { links } = await this.assess();
    const broken = links.flatMap(link =>
      link.hops.filter(({ health }) => health === 'broken'),
    );
    if (!broken.some(({ hop }) => hop === 'H1')) {
      throw new Error(
        `H1 is not broken; broken is: ${broken.map(({ hop }) => hop)}`,
      );
    }
  }
}

/**
 * Does with an emulator what the portal does with AWS, step by step, through the
 * product. Steps after one that failed are tried all the same.
 *
 * `AWS_ENDPOINT_URL` says where the emulator listens.
 */
export async function tryEmulator(): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (const [step, run] of new Attempt().steps) {
    try {
      await inTime(run());
      results.push({ step });
    } catch (error) {
      results.push({ step, failure: firstLine(error) });
    }
  }
  return results;
}
