import { attachmentStatements } from './attachmentStatements';

const readerRoot = 'arn:aws:iam::222222222222:root';
const writerRoot = 'arn:aws:iam::333333333333:root';
const readerRole = 'arn:aws:iam::222222222222:role/reader';
const writerRole = 'arn:aws:iam::333333333333:role/writer';
const testRole = 'arn:aws:iam::222222222222:role/test';
const nobody = { principals: [], roles: [] };
const readers = { principals: [readerRoot], roles: [readerRole] };
const writers = { principals: [writerRoot], roles: [writerRole] };

const statements = (
  options: Partial<Parameters<typeof attachmentStatements>[0]> = {},
) =>
  attachmentStatements({
    sid: 'Orders',
    pipelineName: 'orders-of-the-whole-company',
    region: 'eu-west-1',
    bucket: 'artifacts',
    readers,
    writers,
    testRoles: [testRole],
    ...options,
  });

const objects = 'arn:aws:s3:::artifacts/orders-of-the-whole-/*';
const viaS3 = {
  StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
  StringLike: {
    'kms:EncryptionContext:aws:s3:arn': ['arn:aws:s3:::artifacts', objects],
  },
};

describe('attachmentStatements', () => {
  it('lets readers read and writers write what is of this pipeline', () => {
    const both = { 'aws:PrincipalArn': [readerRole, writerRole] };
    expect(statements().bucket).toEqual([
      {
        Sid: 'OrdersLook',
        Effect: 'Allow',
        Principal: { AWS: [readerRoot, writerRoot] },
        Action: [
          's3:GetBucketLocation',
          's3:GetBucketVersioning',
          's3:ListBucket',
        ],
        Resource: 'arn:aws:s3:::artifacts',
        Condition: { ArnLike: both },
      },
      {
        Sid: 'OrdersRead',
        Effect: 'Allow',
        Principal: { AWS: readerRoot },
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Resource: objects,
        Condition: { ArnLike: { 'aws:PrincipalArn': readerRole } },
      },
      {
        Sid: 'OrdersWrite',
        Effect: 'Allow',
        Principal: { AWS: writerRoot },
        Action: ['s3:PutObject', 's3:PutObjectAcl'],
        Resource: objects,
        Condition: { ArnLike: { 'aws:PrincipalArn': writerRole } },
      },
    ]);
  });

  it('lets them use the key through S3 only, but for tests', () => {
    expect(statements().key).toEqual([
      {
        Sid: 'OrdersDescribe',
        Effect: 'Allow',
        Principal: { AWS: [readerRoot, writerRoot] },
        Action: 'kms:DescribeKey',
        Resource: '*',
        Condition: {
          ArnLike: { 'aws:PrincipalArn': [readerRole, writerRole] },
        },
      },
      {
        Sid: 'OrdersDecrypt',
        Effect: 'Allow',
        Principal: { AWS: readerRoot },
        Action: 'kms:Decrypt',
        Resource: '*',
        Condition: { ...viaS3, ArnLike: { 'aws:PrincipalArn': readerRole } },
      },
      {
        Sid: 'OrdersEncrypt',
        Effect: 'Allow',
        Principal: { AWS: writerRoot },
        Action: [
          'kms:Decrypt',
          'kms:Encrypt',
          'kms:GenerateDataKey*',
          'kms:ReEncrypt*',
        ],
        Resource: '*',
        Condition: { ...viaS3, ArnLike: { 'aws:PrincipalArn': writerRole } },
      },
      {
        Sid: 'OrdersTest',
        Effect: 'Allow',
        Principal: { AWS: readerRoot },
        Action: 'kms:Decrypt',
        Resource: '*',
        Condition: { ArnLike: { 'aws:PrincipalArn': testRole } },
      },
    ]);
  });

  it('writes no statement for nobody', () => {
    const sids = (options: Parameters<typeof statements>[0]) => {
      const { bucket, key } = statements(options);
      return [...bucket, ...key].map(({ Sid }) => Sid);
    };
    expect(sids({ writers: nobody, testRoles: [] })).toEqual([
      'OrdersLook',
      'OrdersRead',
      'OrdersDescribe',
      'OrdersDecrypt',
    ]);
    expect(sids({ readers: nobody, writers: nobody, testRoles: [] })).toEqual(
      [],
    );
  });

  it('names who reads and writes once, and the partition of the Region', () => {
    const { bucket, key } = statements({
      region: 'cn-north-1',
      pipelineName: 'web',
      writers: readers,
    });
    expect(bucket[0]).toMatchObject({
      Principal: { AWS: readerRoot },
      Resource: 'arn:aws-cn:s3:::artifacts',
      Condition: { ArnLike: { 'aws:PrincipalArn': readerRole } },
    });
    expect(bucket[1].Resource).toBe('arn:aws-cn:s3:::artifacts/web/*');
    expect(key[1].Condition).toMatchObject({
      StringEquals: { 'kms:ViaService': 's3.cn-north-1.amazonaws.com.cn' },
    });
  });
});
