import { Refusal, ServiceError } from '../../front/ServiceError';
import { getBucketVersioning } from '../../s3/bucketSettings';
import { getObject } from '../../s3/objects';
import { ActionFailure } from '../ActionFailure';
import { bucketFailure } from '../artifacts';
import type { ActionContext, ActionProvider } from './ActionProvider';

function fetchSource({
  action,
  call,
  configuration,
  execution,
}: ActionContext) {
  const bucket = configuration.S3Bucket;
  const override = execution.sourceOverrides[action.name!];
  const isKey = override?.revisionType === 'S3_OBJECT_KEY';
  const key = isKey ? override.revisionValue! : configuration.S3ObjectKey;
  try {
    if (getBucketVersioning(call, { Bucket: bucket }).Status !== 'Enabled') {
      throw new ActionFailure(
        'ConfigurationError',
        `The source bucket ${bucket} must have versioning enabled`,
      );
    }
    return getObject(call, {
      Bucket: bucket,
      Key: key,
      VersionId: isKey ? undefined : override?.revisionValue,
    });
  } catch (error) {
    if (error instanceof Refusal) {
      throw bucketFailure(bucket, error);
    }
    if (error instanceof ServiceError) {
      throw new ActionFailure(
        'ConfigurationError',
        `${error.message} (bucket ${bucket}, key ${key})`,
      );
    }
    throw error;
  }
}

/**
 * Takes a zip from a bucket. See
 * `codepipeline/latest/userguide/action-reference-S3`.
 */
export const s3Source: ActionProvider = {
  category: 'Source',
  owner: 'AWS',
  provider: 'S3',
  async run(context) {
    const { execution, action, run, configuration, outputs } = context;
    const object = fetchSource(context);
    const version = object.VersionId!;
    context.write(outputs[0].name, object.Body);
    run.externalId = version;
    run.summary = `Amazon S3 version id: ${version}`;
    execution.revisions.push({
      name: outputs[0].name,
      revisionId: version,
      revisionSummary: run.summary,
      created: object.LastModified,
    });
    return {
      ArtifactName: action.outputArtifacts![0].name!,
      BucketName: configuration.S3Bucket,
      ETag: object.ETag!,
      ObjectKey: configuration.S3ObjectKey,
      VersionId: version,
    };
  },
};
