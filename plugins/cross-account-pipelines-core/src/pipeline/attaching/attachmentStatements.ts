import { partitionOf } from '../../template/partitions';

/**
 * Who of other accounts uses a store: accounts, and the ARNs of roles that narrow
 * them.
 *
 * @alpha
 */
export interface ForeignUsers {
  principals: string[];
  roles: string[];
}

/**
 * As IAM writes it.
 *
 * @alpha
 */
export type PolicyStatement = Record<string, unknown> & { Sid: string };

/**
 * The statements that let roles of other accounts use an artifact store: only
 * what lies under the pipeline's own prefix, and the key only on the way through
 * S3. Nothing that they name has to exist.
 *
 * See `codepipeline/latest/userguide/pipelines-create-cross-account`.
 *
 * @alpha
 */
export function attachmentStatements(options: {
  /** What the `Sid`s begin with. */
  sid: string;
  pipelineName: string;
  region: string;
  bucket: string;
  readers: ForeignUsers;
  writers: ForeignUsers;
  /** Readers that use the key itself: projects of CodeBuild. */
  testRoles: string[];
}): { bucket: PolicyStatement[]; key: PolicyStatement[] } {
  const { sid, pipelineName, region, readers, writers, testRoles } = options;
  const { id: partition, urlSuffix } = partitionOf(region);
  const bucketArn = `arn:${partition}:s3:::${options.bucket}`;
  // CodePipeline keeps a pipeline's artifacts under so much of its name.
  const objects = `${bucketArn}/${pipelineName.slice(0, 20)}/*`;
  const allow = (
    name: string,
    { principals, roles }: ForeignUsers,
    Action: string | string[],
    Resource: string,
    condition: Record<string, Record<string, unknown>> = {},
  ): PolicyStatement[] =>
    roles.length === 0
      ? []
      : [
          {
            Sid: `${sid}${name}`,
            Effect: 'Allow',
            Principal: { AWS: one(principals) },
            Action,
            Resource,
            Condition: {
              ...condition,
              ArnLike: { 'aws:PrincipalArn': one(roles) },
            },
          },
        ];
  const looks = [
    's3:GetBucketLocation',
    's3:GetBucketVersioning',
    's3:ListBucket',
  ];
  const viaS3 = {
    StringEquals: { 'kms:ViaService': `s3.${region}.${urlSuffix}` },
    StringLike: {
      'kms:EncryptionContext:aws:s3:arn': [bucketArn, objects],
    },
  };
  const all: ForeignUsers = {
    principals: unique([...readers.principals, ...writers.principals]),
    roles: unique([...readers.roles, ...writers.roles]),
  };
  const tests = { principals: readers.principals, roles: testRoles };
  return {
    bucket: [
      ...allow('Look', all, looks, bucketArn),
      ...allow(
        'Read',
        readers,
        ['s3:GetObject', 's3:GetObjectVersion'],
        objects,
      ),
      ...allow('Write', writers, ['s3:PutObject', 's3:PutObjectAcl'], objects),
    ],
    key: [
      ...allow('Describe', all, 'kms:DescribeKey', '*'),
      ...allow('Decrypt', readers, 'kms:Decrypt', '*', viaS3),
      ...allow(
        'Encrypt',
        writers,
        [
          'kms:Decrypt',
          'kms:Encrypt',
          'kms:GenerateDataKey*',
          'kms:ReEncrypt*',
        ],
        '*',
        viaS3,
      ),
      ...allow('Test', tests, 'kms:Decrypt', '*'),
    ],
  };
}

function one(values: string[]): string | string[] {
  return values.length === 1 ? values[0] : values;
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}
