import {
  CreatePipelineCommand,
  type ActionDeclaration,
  type ArtifactStore,
} from '@aws-sdk/client-codepipeline';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { Sandbox } from '../Sandbox';
import { pack } from '../zip';
import { clientsOf, DEV, policyOf, REGION, TOOLS } from './clientsOf';
import { allowRole, makeRole, type RoleParts } from './makeRole';

const SOURCE_BUCKET = 'shape-source';
export const SERVICE_ROLE = `arn:aws:iam::${TOOLS}:role/service`;

const accountRoot = (account: string) => `arn:aws:iam::${account}:root`;

export const actionType = (
  category: 'Deploy' | 'Source' | 'Test',
  provider: string,
) => ({ category, owner: 'AWS' as const, provider, version: '1' });

/**
 * What a hand-made pipeline from the tools account into dev is made of: a
 * source, an artifact store in each Region, and a service role, all open to dev.
 */
export class PipelineParts {
  readonly stores: Record<string, ArtifactStore> = {};

  private constructor(private readonly sandbox: Sandbox) {}

  static async make(
    sandbox: Sandbox,
    regions: string[] = [REGION],
  ): Promise<PipelineParts> {
    const parts = new PipelineParts(sandbox);
    await parts.makeRole({
      account: TOOLS,
      name: 'service',
      trusts: { Service: 'codepipeline.amazonaws.com' },
      statements: [
        {
          Action: [
            's3:*',
            'kms:*',
            'sts:AssumeRole',
            'codestar-connections:UseConnection',
          ],
          Resource: '*',
        },
      ],
    });
    for (const region of regions) {
      await parts.makeStore(region);
    }
    await parts.makeSource();
    return parts;
  }

  private async makeStore(region: string): Promise<void> {
    const { kms, s3 } = clientsOf(this.sandbox, { region });
    const { KeyMetadata } = await kms.send(
      new CreateKeyCommand({
        Policy: policyOf(
          {
            Principal: { AWS: accountRoot(TOOLS) },
            Action: 'kms:*',
            Resource: '*',
          },
          {
            Principal: { AWS: accountRoot(DEV) },
            Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey*'],
            Resource: '*',
          },
        ),
      }),
    );
    const Bucket = `shape-artifacts-${region}`;
    await s3.send(
      new CreateBucketCommand({
        Bucket,
        CreateBucketConfiguration: {
          LocationConstraint: region as 'eu-west-1',
        },
      }),
    );
    await s3.send(
      new PutBucketPolicyCommand({
        Bucket,
        Policy: policyOf({
          Principal: { AWS: accountRoot(DEV) },
          Action: ['s3:GetObject', 's3:PutObject'],
          Resource: `arn:aws:s3:::${Bucket}/*`,
        }),
      }),
    );
    this.stores[region] = {
      type: 'S3',
      location: Bucket,
      encryptionKey: { type: 'KMS', id: KeyMetadata!.Arn! },
    };
  }

  private async makeSource(): Promise<void> {
    const { s3 } = clientsOf(this.sandbox);
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
  }

  /** Makes a role, by default in dev, that the service role may assume. */
  makeRole(options: RoleParts & { trusts?: object }): Promise<string> {
    return makeRole(this.sandbox, {
      account: DEV,
      trusts: { AWS: SERVICE_ROLE },
      ...options,
    });
  }

  /** Replaces what a role may do. */
  allow(options: RoleParts): Promise<void> {
    return allowRole(this.sandbox, { account: DEV, ...options });
  }

  async putSource(files: Record<string, string>): Promise<void> {
    await clientsOf(this.sandbox).s3.send(
      new PutObjectCommand({
        Bucket: SOURCE_BUCKET,
        Key: 'app.zip',
        Body: pack(
          Object.fromEntries(
            Object.entries(files).map(([path, text]) => [
              path,
              Buffer.from(text),
            ]),
          ),
        ),
      }),
    );
  }

  /** Makes a pipeline with one action after the source, and waits for its run. */
  async run(
    action: Omit<ActionDeclaration, 'name' | 'inputArtifacts'>,
    source: Partial<ActionDeclaration> = {},
  ) {
    const regions = Object.keys(this.stores);
    await clientsOf(this.sandbox).codePipeline.send(
      new CreatePipelineCommand({
        pipeline: {
          name: 'shape',
          roleArn: SERVICE_ROLE,
          ...(regions.length > 1
            ? { artifactStores: this.stores }
            : { artifactStore: this.stores[regions[0]] }),
          stages: [
            {
              name: 'Source',
              actions: [
                {
                  name: 'Source',
                  actionTypeId: actionType('Source', 'S3'),
                  configuration: {
                    S3Bucket: SOURCE_BUCKET,
                    S3ObjectKey: 'app.zip',
                  },
                  outputArtifacts: [{ name: 'App' }],
                  ...source,
                },
              ],
            },
            {
              name: 'Deploy',
              actions: [
                {
                  name: 'Deploy',
                  inputArtifacts: [{ name: 'App' }],
                  ...action,
                },
              ],
            },
          ],
        },
      }),
    );
    return this.sandbox.waitForRun('shape');
  }

  /** Runs the pipeline again. */
  async runAgain() {
    this.sandbox.startPipeline('shape');
    return this.sandbox.waitForRun('shape');
  }
}
