import type { ArtifactStore } from '@aws-sdk/client-codepipeline';
import { ServiceError } from '../front/ServiceError';
import { getObject, putObject } from '../s3/objects';
import type { Call } from '../world/Call';
import { randomLetters } from '../world/identifiers';
import { unpack, ZipError } from '../zip';
import { ActionFailure, withService } from './ActionFailure';
import type { Execution, StoredArtifact } from './Execution';
import type { Pipeline } from './CodePipelineState';

/** Characters of names that go into an artifact's key. */
const PIPELINE_PART = 20;
const ARTIFACT_PART = 10;
const RANDOM_PART = 7;

/**
 * The artifact store that actions of a Region use.
 *
 * @throws ActionFailure when there is none
 */
export function artifactStore(
  { declaration }: Pick<Execution, 'declaration'>,
  region: string,
): ArtifactStore {
  const store =
    declaration.artifactStore ?? declaration.artifactStores?.[region];
  if (!store) {
    throw new ActionFailure(
      'ConfigurationError',
      `The pipeline has no artifact store in ${region}`,
    );
  }
  return store;
}

/** A new place for an output artifact. */
export function newArtifact(
  pipeline: Pipeline,
  execution: Execution,
  artifact: { name: string; region: string },
): StoredArtifact {
  const { name, region } = artifact;
  return {
    name,
    region,
    bucket: artifactStore(execution, region).location!,
    key: `${pipeline.name.slice(0, PIPELINE_PART)}/${name.slice(
      0,
      ARTIFACT_PART,
    )}/${randomLetters(RANDOM_PART)}`,
  };
}

/** Whether a key looks like that of an artifact. */
export function isArtifact(key: string): boolean {
  return new RegExp(
    `^[^/]{1,${PIPELINE_PART}}/[^/]{1,${ARTIFACT_PART}}/[A-Z0-9]{${RANDOM_PART}}$`,
  ).test(key);
}

/**
 * What CodePipeline says when the role in use does not get at a bucket.
 */
export function bucketFailure(
  bucket: string,
  error: ServiceError,
): ActionFailure {
  return new ActionFailure(
    'PermissionError',
    `The service role or action role doesn’t have the permissions required to access the Amazon S3 bucket named ${bucket}. Update the IAM role permissions, and then try again. Error: Amazon S3:${
      error.code
    }:${withService('Amazon S3', error)}`,
  );
}

/**
 * Reads an artifact as the role in use.
 *
 * @throws ActionFailure
 */
export function readArtifact(
  call: Call,
  { name, bucket, key }: StoredArtifact,
): Record<string, Uint8Array> {
  try {
    return unpack(getObject(call, { Bucket: bucket, Key: key }).Body);
  } catch (error) {
    if (error instanceof ServiceError) {
      throw bucketFailure(bucket, error);
    }
    if (error instanceof ZipError) {
      throw new ActionFailure(
        'JobFailed',
        `Artifact ${name}: ${error.message}`,
      );
    }
    throw error;
  }
}

/**
 * Writes an artifact as the role in use, encrypted with the store's key.
 *
 * @throws ActionFailure
 */
export function writeArtifact(
  call: Call,
  place: StoredArtifact,
  store: ArtifactStore,
  body: Buffer,
): void {
  try {
    putObject(call, {
      Bucket: place.bucket,
      Key: place.key,
      Body: body,
      ContentType: 'application/zip',
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: store.encryptionKey?.id,
    });
  } catch (error) {
    if (error instanceof ServiceError) {
      throw bucketFailure(place.bucket, error);
    }
    throw error;
  }
}

/**
 * The copy of an artifact in the Region of an action; the service role makes it
 * when it is needed first.
 *
 * @throws ActionFailure
 */
export function artifactInRegion(options: {
  execution: Execution;
  serviceRole: Call;
  artifact: { name: string; region: string };
}): StoredArtifact {
  const { execution, serviceRole, artifact } = options;
  const copies = execution.artifacts.filter(
    ({ name }) => name === artifact.name,
  );
  const here = copies.find(({ region }) => region === artifact.region);
  if (here) {
    return here;
  }
  const [source] = copies;
  if (!source) {
    throw new ActionFailure(
      'JobFailed',
      `No output artifact ${artifact.name} was made before this action`,
    );
  }
  const store = artifactStore(execution, artifact.region);
  const copy = { ...source, region: artifact.region, bucket: store.location! };
  try {
    const { Body } = getObject(serviceRole, {
      Bucket: source.bucket,
      Key: source.key,
    });
    writeArtifact(serviceRole, copy, store, Body);
  } catch (error) {
    if (error instanceof ServiceError || error instanceof ActionFailure) {
      throw new ActionFailure(
        'PermissionError',
        `Replication of artifact '${artifact.name}' failed: Failed replicating artifact from ${source.bucket} in ${source.region} to ${copy.bucket} in ${copy.region}: Check source and destination artifact buckets exist and ${serviceRole.caller.principalArn} has permission to access it.`,
      );
    }
    throw error;
  }
  execution.artifacts.push(copy);
  return copy;
}
