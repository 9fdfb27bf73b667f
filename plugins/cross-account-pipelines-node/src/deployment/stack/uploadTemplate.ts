import { createHash } from 'node:crypto';
import {
  GetBucketEncryptionCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { partitionOf } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { toReadableError, type AwsAccountClients } from '../../aws';

/**
 * Bytes of a template that fit into the request; a larger one goes through S3.
 * `AWSCloudFormation/latest/UserGuide/cloudformation-limits`
 */
export const MAX_INLINE_TEMPLATE = 51_200;

/**
 * Puts a template where CloudFormation can read it, encrypted as the bucket
 * encrypts by default, and returns its URL.
 */
export async function uploadTemplate(options: {
  /** Of the bucket's account and Region. */
  clients: AwsAccountClients;
  bucket: string;
  text: string;
}): Promise<string> {
  const { clients, bucket, text } = options;
  const digest = createHash('sha256').update(text).digest('hex');
  const key = `cloudformation-templates/${digest}.template`;
  const { account, region } = clients;
  try {
    const { ServerSideEncryptionConfiguration } = await clients.s3.send(
      new GetBucketEncryptionCommand({
        Bucket: bucket,
        ExpectedBucketOwner: account,
      }),
    );
    const encryption =
      ServerSideEncryptionConfiguration?.Rules?.[0]
        ?.ApplyServerSideEncryptionByDefault;
    await clients.s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        ExpectedBucketOwner: account,
        Key: key,
        Body: text,
        // Bucket policies refuse uploads that do not name the key.
        ServerSideEncryption: encryption?.SSEAlgorithm,
        SSEKMSKeyId: encryption?.KMSMasterKeyID,
      }),
    );
  } catch (error) {
    throw toReadableError(error, {
      operation: `s3:PutObject of a large template to ${bucket}`,
      account,
      region,
    });
  }
  const { urlSuffix } = partitionOf(region);
  return `https://${bucket}.s3.${region}.${urlSuffix}/${key}`;
}
