import { estateFromTemplates } from './estateFromTemplates';
import { estateFromPlan } from './terraform/estateFromPlan';

const account = '111111111111';

it('reads from a template where a bucket logs to, and what takes logs', () => {
  const { estate } = estateFromTemplates({
    manifest: {
      version: 1,
      stacks: [
        {
          account,
          region: 'eu-west-1',
          stackName: 'a',
          template: 'a.yaml',
          phase: 'pipeline',
        },
      ],
    },
    templates: {
      'a.yaml': `
Resources:
  Logged:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: logged
      LoggingConfiguration: {DestinationBucketName: !Ref Logs, LogFilePrefix: app/}
  Itself:
    Type: AWS::S3::Bucket
    Properties: {BucketName: itself, LoggingConfiguration: {}}
  Logs:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: logs
      AccessControl: LogDeliveryWrite
      OwnershipControls: {Rules: [{ObjectOwnership: ObjectWriter}]}
      ObjectLockConfiguration: {Rule: {DefaultRetention: {Mode: GOVERNANCE, Days: 1}}}
  WithoutAcls:
    Type: AWS::S3::Bucket
    Properties: {BucketName: without-acls, AccessControl: LogDeliveryWrite}
`,
    },
  });
  const { buckets } = estate.accounts[account];
  expect(buckets.logged.accessLogs).toEqual({ bucket: 'logs', prefix: 'app/' });
  expect(buckets.itself.accessLogs).toEqual({ bucket: 'itself', prefix: '' });
  expect(buckets.logs).toMatchObject({ retains: true, aclTakesLogs: true });
  expect(buckets.logs.accessLogs).toBeUndefined();
  expect(buckets['without-acls'].aclTakesLogs).toBeUndefined();
});

it('reads from a plan of Terraform where a bucket logs to, and what takes logs', () => {
  const resources = [
    ['aws_s3_bucket', 'logged', { bucket: 'logged' }],
    ['aws_s3_bucket', 'logs', { bucket: 'logs' }],
    [
      'aws_s3_bucket_logging',
      'logged',
      { bucket: 'logged', target_bucket: 'logs', target_prefix: 'app/' },
    ],
    [
      'aws_s3_bucket_ownership_controls',
      'logs',
      { bucket: 'logs', rule: [{ object_ownership: 'ObjectWriter' }] },
    ],
    [
      'aws_s3_bucket_acl',
      'logs',
      { bucket: 'logs', acl: 'log-delivery-write' },
    ],
    [
      'aws_s3_bucket_object_lock_configuration',
      'logs',
      {
        bucket: 'logs',
        rule: [{ default_retention: [{ mode: 'GOVERNANCE', days: 1 }] }],
      },
    ],
  ] as const;
  const { estate, problems } = estateFromPlan({
    file: 'plan.json',
    providers: { aws: { account, region: 'eu-west-1' } },
    plan: {
      format_version: '1.2',
      planned_values: {
        root_module: {
          resources: resources.map(([type, name, values]) => ({
            address: `${type}.${name}`,
            mode: 'managed',
            type,
            name,
            values,
          })),
        },
      },
      configuration: {
        provider_config: { aws: { name: 'aws' } },
        root_module: {
          resources: resources.map(([type, name]) => ({
            address: `${type}.${name}`,
            provider_config_key: 'aws',
          })),
        },
      },
    },
  });
  expect(problems).toEqual([]);
  const { buckets } = estate.accounts[account];
  expect(buckets.logged.accessLogs).toEqual({ bucket: 'logs', prefix: 'app/' });
  expect(buckets.logs).toMatchObject({ retains: true, aclTakesLogs: true });
});
