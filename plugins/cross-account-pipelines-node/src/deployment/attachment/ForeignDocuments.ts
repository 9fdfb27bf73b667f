import {
  BatchGetProjectsCommand,
  UpdateProjectCommand,
} from '@aws-sdk/client-codebuild';
import {
  GetPipelineCommand,
  type PipelineDeclaration,
  UpdatePipelineCommand,
} from '@aws-sdk/client-codepipeline';
import { GetKeyPolicyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { NotFoundError } from '@backstage/errors';
import type { PipelineDefinition } from 'backstage-plugin-cross-account-pipelines-core';
import {
  parsePipelineArn,
  shortName,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  type AwsAccountClients,
  type AwsClients,
  type AwsPurpose,
  toReadableError,
} from '../../aws';
import { StoppedWaitingError } from '../stack/StoppedWaitingError';
import type { AttachmentChange } from './AttachmentChange';
import type { KeptPolicy } from './AttachmentRecord';

/** How long AWS may take, in ms. */
const patience = 20_000;

/**
 * What of a pipeline is read and written as it is, since others own it: its
 * definition, the policies of its store, the keys of its build projects. Reading
 * ends when the signal is aborted; what is written is seen through.
 */
export class ForeignDocuments {
  readonly #options: {
    clients: AwsClients;
    pipelineArn: string;
    onBehalfOf?: string;
    signal?: AbortSignal;
  };

  constructor(options: {
    clients: AwsClients;
    pipelineArn: string;
    onBehalfOf?: string;
    signal?: AbortSignal;
  }) {
    this.#options = options;
  }

  /** The text as AWS gives it; undefined where there is none. */
  async readPolicy(
    { type, arn }: Pick<KeptPolicy, 'type' | 'arn'>,
    purpose: AwsPurpose,
  ): Promise<string | undefined> {
    if (type === 'key policy') {
      const { Policy } = await this.#call(
        'kms:GetKeyPolicy',
        purpose,
        ({ kms }, options) =>
          kms.send(
            new GetKeyPolicyCommand({ KeyId: arn, PolicyName: 'default' }),
            options,
          ),
      );
      return Policy;
    }
    try {
      const { Policy } = await this.#call(
        's3:GetBucketPolicy',
        purpose,
        ({ s3, account }, options) =>
          s3.send(
            new GetBucketPolicyCommand({
              Bucket: bucketOf(arn),
              ExpectedBucketOwner: account,
            }),
            options,
          ),
      );
      return Policy;
    } catch (error) {
      if (error instanceof NotFoundError) {
        return undefined;
      }
      throw error;
    }
  }

  /** @param text - undefined: there is to be none */
  async #writePolicy({
    type,
    arn,
    text,
  }: Pick<KeptPolicy, 'type' | 'arn' | 'text'>): Promise<void> {
    if (type === 'key policy') {
      await this.#call('kms:PutKeyPolicy', 'write', ({ kms }, options) =>
        kms.send(
          new PutKeyPolicyCommand({
            KeyId: arn,
            PolicyName: 'default',
            Policy: text,
          }),
          options,
        ),
      );
      return;
    }
    const bucket = bucketOf(arn);
    await this.#call(
      text === undefined ? 's3:DeleteBucketPolicy' : 's3:PutBucketPolicy',
      'write',
      async ({ s3, account }, options) =>
        text === undefined
          ? s3.send(
              new DeleteBucketPolicyCommand({
                Bucket: bucket,
                ExpectedBucketOwner: account,
              }),
              options,
            )
          : s3.send(
              new PutBucketPolicyCommand({
                Bucket: bucket,
                ExpectedBucketOwner: account,
                Policy: text,
              }),
              options,
            ),
    );
  }

  /** Writes what a change makes of a document. */
  async write({ document, after }: AttachmentChange): Promise<void> {
    switch (document.type) {
      case 'bucket policy':
      case 'key policy':
        await this.#writePolicy({
          type: document.type,
          arn: document.arn,
          text: after,
        });
        return;
      case 'project':
        await this.#writeProjectKey(
          document.arn,
          JSON.parse(after!).encryptionKey,
        );
        return;
      default:
        await this.#writeDefinition(JSON.parse(after!));
    }
  }

  async readDefinition(purpose: AwsPurpose): Promise<PipelineDefinition> {
    const { name } = parsePipelineArn(this.#options.pipelineArn)!;
    const { pipeline } = await this.#call(
      'codepipeline:GetPipeline',
      purpose,
      ({ codePipeline }, options) =>
        codePipeline.send(new GetPipelineCommand({ name }), options),
    );
    return pipeline as PipelineDefinition;
  }

  async #writeDefinition(definition: PipelineDefinition): Promise<void> {
    await this.#call(
      'codepipeline:UpdatePipeline',
      'write',
      ({ codePipeline }, options) =>
        codePipeline.send(
          new UpdatePipelineCommand({
            pipeline: definition as PipelineDeclaration,
          }),
          options,
        ),
    );
  }

  async readProjectKey(arn: string): Promise<string | undefined> {
    const { projects = [] } = await this.#call(
      'codebuild:BatchGetProjects',
      'read',
      ({ codeBuild }, options) =>
        codeBuild.send(
          new BatchGetProjectsCommand({ names: [shortName(arn)] }),
          options,
        ),
    );
    return projects[0]?.encryptionKey;
  }

  async #writeProjectKey(arn: string, encryptionKey?: string): Promise<void> {
    await this.#call(
      'codebuild:UpdateProject',
      'write',
      ({ codeBuild }, options) =>
        codeBuild.send(
          new UpdateProjectCommand({ name: shortName(arn), encryptionKey }),
          options,
        ),
    );
  }

  async #call<T>(
    operation: string,
    purpose: AwsPurpose | 'write',
    send: (
      clients: AwsAccountClients,
      options: { abortSignal: AbortSignal },
    ) => Promise<T>,
  ): Promise<T> {
    const { clients, pipelineArn, onBehalfOf, signal } = this.#options;
    const { account, region } = parsePipelineArn(pipelineArn)!;
    const writes = purpose === 'write';
    if (signal?.aborted) {
      throw signal.reason?.name === 'LockLostError'
        ? signal.reason
        : new StoppedWaitingError({ underWay: [] });
    }
    const deadline = AbortSignal.timeout(patience);
    try {
      return await send(
        await clients.forAccount({
          account,
          region,
          purpose: writes ? 'deploy' : purpose,
          onBehalfOf,
        }),
        {
          abortSignal:
            signal && !writes ? AbortSignal.any([signal, deadline]) : deadline,
        },
      );
    } catch (error) {
      if (signal?.aborted && !writes) {
        throw new StoppedWaitingError({ underWay: [] });
      }
      throw toReadableError(error, { operation, account, region });
    }
  }
}

function bucketOf(arn: string): string {
  return arn.split(':').pop()!;
}
