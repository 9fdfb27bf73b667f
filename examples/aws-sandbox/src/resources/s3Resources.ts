import {
  deleteBucketPolicy,
  getBucketPolicy,
  putBucketPolicy,
} from '../s3/bucketPolicy';
import { putBucketLogging } from '../s3/accessLogs';
import { createBucket, deleteBucket } from '../s3/buckets';
import {
  getBucketEncryption,
  getBucketOwnershipControls,
  getBucketVersioning,
  getPublicAccessBlock,
  putBucketEncryption,
  putBucketLifecycle,
  putBucketOwnershipControls,
  putBucketTagging,
  putBucketVersioning,
  putPublicAccessBlock,
} from '../s3/bucketSettings';
import type { Call } from '../world/Call';
import { tagList, tagRecord } from '../world/tags';
import type { Properties, ResourceModel, ResourceType } from './ResourceType';

const BUCKET_NAME_LENGTH = 63;

/** What is not set is off. */
const openToPublic = {
  BlockPublicAcls: false,
  BlockPublicPolicy: false,
  IgnorePublicAcls: false,
  RestrictPublicBuckets: false,
};

const isTrue = (value: unknown) => value === true || value === 'true';

function encryptionRule(rule: Properties) {
  const byDefault = rule.ServerSideEncryptionByDefault ?? {};
  return {
    ApplyServerSideEncryptionByDefault: {
      SSEAlgorithm: byDefault.SSEAlgorithm,
      KMSMasterKeyID: byDefault.KMSMasterKeyID,
    },
    BucketKeyEnabled: isTrue(rule.BucketKeyEnabled),
  };
}

/** What each property asks of S3, in the order in which CloudFormation does it. */
const settings: Record<
  string,
  (call: Call, Bucket: string, value: any) => void
> = {
  OwnershipControls: (call, Bucket, value) =>
    putBucketOwnershipControls(call, {
      Bucket,
      OwnershipControls: { Rules: value.Rules },
    }),
  PublicAccessBlockConfiguration: (call, Bucket, value: Properties) =>
    putPublicAccessBlock(call, {
      Bucket,
      PublicAccessBlockConfiguration: Object.fromEntries(
        Object.entries(value).map(([name, flag]) => [name, isTrue(flag)]),
      ),
    }),
  BucketEncryption: (call, Bucket, value) =>
    putBucketEncryption(call, {
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: value.ServerSideEncryptionConfiguration.map(encryptionRule),
      },
    }),
  VersioningConfiguration: (call, Bucket, value) =>
    putBucketVersioning(call, { Bucket, VersioningConfiguration: value }),
  LifecycleConfiguration: (call, Bucket, value) =>
    putBucketLifecycle(call, {
      Bucket,
      LifecycleConfiguration: { Rules: value.Rules },
    }),
  LoggingConfiguration: (call, Bucket, value) =>
    putBucketLogging(call, {
      Bucket,
      BucketLoggingStatus: {
        LoggingEnabled: {
          TargetBucket: value.DestinationBucketName ?? Bucket,
          TargetPrefix: value.LogFilePrefix ?? '',
        },
      },
    }),
};

function configure(
  call: Call,
  bucket: string,
  before: Properties,
  after: Properties,
): void {
  for (const [property, put] of Object.entries(settings)) {
    if (
      after[property] !== undefined &&
      JSON.stringify(before[property]) !== JSON.stringify(after[property])
    ) {
      put(call, bucket, after[property]);
    }
  }
}

function tagBucket(call: Call, Bucket: string, tags: Record<string, string>) {
  if (Object.keys(tags).length > 0) {
    putBucketTagging(call, { Bucket, Tagging: { TagSet: tagList(tags) } });
  }
}

function bucketModel(call: Call, name: string): ResourceModel {
  return {
    physicalId: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${call.region}.amazonaws.com`,
    },
  };
}

export const s3Bucket: ResourceType = {
  name: 'AWS::S3::Bucket',
  replacedBy: ['BucketName', 'BucketNamespace'],
  nameProperty: 'BucketName',
  create(context, properties) {
    const { call } = context;
    const name =
      properties.BucketName ??
      context.generateName({ maxLength: BUCKET_NAME_LENGTH, lowerCase: true });
    createBucket(call, {
      Bucket: name,
      BucketNamespace: properties.BucketNamespace,
      ObjectOwnership:
        properties.OwnershipControls?.Rules?.[0]?.ObjectOwnership,
      ACL:
        properties.AccessControl === undefined
          ? undefined
          : properties.AccessControl.replace(
              /[A-Z]/g,
              (letter: string, index: number) =>
                `${index ? '-' : ''}${letter.toLowerCase()}`,
            ),
    });
    context.identify(name);
    configure(call, name, {}, properties);
    tagBucket(call, name, { ...context.tags, ...tagRecord(properties.Tags) });
    return bucketModel(call, name);
  },
  update(context, name, { before, after }) {
    const { call } = context;
    configure(call, name, before, after);
    if (before.LoggingConfiguration && !after.LoggingConfiguration) {
      putBucketLogging(call, { Bucket: name, BucketLoggingStatus: {} });
    }
    if (JSON.stringify(before.Tags) !== JSON.stringify(after.Tags)) {
      tagBucket(call, name, { ...context.tags, ...tagRecord(after.Tags) });
    }
    return bucketModel(call, name);
  },
  read({ call }, Bucket) {
    const { Rules } = getBucketEncryption(call, { Bucket })
      .ServerSideEncryptionConfiguration!;
    return {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: Rules!.map(rule => ({
          BucketKeyEnabled: rule.BucketKeyEnabled,
          ServerSideEncryptionByDefault:
            rule.ApplyServerSideEncryptionByDefault,
        })),
      },
      OwnershipControls: getBucketOwnershipControls(call, { Bucket })
        .OwnershipControls,
      PublicAccessBlockConfiguration: getPublicAccessBlock(call, { Bucket })
        .PublicAccessBlockConfiguration,
      VersioningConfiguration: getBucketVersioning(call, { Bucket }),
    };
  },
  spell: ({ BucketEncryption, PublicAccessBlockConfiguration, ...rest }) => ({
    ...rest,
    ...(PublicAccessBlockConfiguration && {
      PublicAccessBlockConfiguration: {
        ...openToPublic,
        ...PublicAccessBlockConfiguration,
      },
    }),
    ...(BucketEncryption && {
      BucketEncryption: {
        ServerSideEncryptionConfiguration:
          BucketEncryption.ServerSideEncryptionConfiguration.map(
            (rule: Properties) => ({ BucketKeyEnabled: false, ...rule }),
          ),
      },
    }),
  }),
  delete({ call }, name) {
    deleteBucket(call, { Bucket: name });
  },
};

export const s3BucketPolicy: ResourceType = {
  name: 'AWS::S3::BucketPolicy',
  replacedBy: ['Bucket'],
  create({ call }, { Bucket, PolicyDocument }) {
    putBucketPolicy(call, { Bucket, Policy: JSON.stringify(PolicyDocument) });
    return { physicalId: Bucket, attributes: {} };
  },
  update({ call }, Bucket, { after }) {
    putBucketPolicy(call, {
      Bucket,
      Policy: JSON.stringify(after.PolicyDocument),
    });
    return { physicalId: Bucket, attributes: {} };
  },
  read: ({ call }, Bucket) => ({
    PolicyDocument: JSON.parse(getBucketPolicy(call, { Bucket }).Policy!),
  }),
  delete({ call }, Bucket) {
    deleteBucketPolicy(call, { Bucket });
  },
};
