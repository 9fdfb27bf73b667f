import { createHash } from 'node:crypto';
import type { ActionDefinition } from 'backstage-plugin-cross-account-pipelines-core';
import { MAX_INLINE_TEMPLATE } from '../stack/uploadTemplate';
import {
  addAttachmentRecord,
  type AttachmentRecord,
  readAttachmentRecord,
} from './AttachmentRecord';

/** The largest that AWS takes: 500 actions, and both policies full. */
function largest(): AttachmentRecord {
  const digest = (value: unknown) =>
    createHash('sha256').update(String(value)).digest('hex').slice(0, 12);
  const action = (index: number): ActionDefinition => ({
    name: `Deploy-${digest(index)}`,
    actionTypeId: {
      category: 'Deploy',
      owner: 'AWS',
      provider: 'CloudFormation',
      version: '1',
    },
    runOrder: 1 + (index % 9),
    configuration: {
      ActionMode: 'CREATE_UPDATE',
      StackName: `service-${digest(-index)}`,
      TemplatePath: `BuildArtifact::services/${index}/template.yaml`,
      ParameterOverrides: JSON.stringify({ Release: digest(index * 7) }),
      RoleArn: `arn:aws:iam::111111111111:role/deploy-${digest(index)}`,
    },
    inputArtifacts: [{ name: 'BuildArtifact' }],
    outputArtifacts: [],
  });
  const definition = {
    name: 'large',
    roleArn: 'arn:aws:iam::111111111111:role/service',
    artifactStore: { type: 'S3', location: 'artifacts' },
    version: 12,
    stages: Array.from({ length: 50 }, (_, stage) => ({
      name: `Stage-${stage}`,
      actions: Array.from({ length: 10 }, (__, index) =>
        action(stage * 10 + index),
      ),
    })),
  };
  const text = (bytes: number) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: Array.from({ length: bytes / 160 }, (_, index) => ({
        Sid: digest(index),
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${111111111111 + index}:root` },
        Action: 's3:GetObject',
        Resource: '*',
      })),
    });
  return {
    version: 1,
    pipelineArn: 'arn:aws:codepipeline:eu-west-1:111111111111:large',
    request: {},
    keyArn: 'arn:aws:kms:eu-west-1:111111111111:key/k',
    definition: { before: definition, attached: definition },
    policies: [
      {
        type: 'bucket policy',
        arn: 'arn:aws:s3:::artifacts',
        text: text(20_000),
        statements: [],
      },
      {
        type: 'key policy',
        arn: 'arn:aws:kms:eu-west-1:111111111111:key/k',
        text: text(32_000),
        statements: [],
      },
    ],
    projects: [],
    stacks: [],
  };
}

it('keeps the largest pipeline there can be in a template that is sent itself', () => {
  const record = largest();
  const template = addAttachmentRecord(
    { Resources: { It: { Type: 'AWS::SNS::Topic' } } },
    record,
  );
  expect(Buffer.byteLength(JSON.stringify(record))).toBeGreaterThan(350_000);
  expect(Buffer.byteLength(template)).toBeLessThan(MAX_INLINE_TEMPLATE);
  expect(readAttachmentRecord(template)).toEqual(record);
});

it('changes an output with the record, since metadata alone is no change', () => {
  const [one, other] = [largest(), { ...largest(), request: { artifact: 'A' } }]
    .map(record => JSON.parse(addAttachmentRecord({}, record)).Outputs)
    .map(({ RecordDigest }) => RecordDigest.Value);
  expect(one).not.toBe(other);
});

it.each([
  'Resources: {}',
  '{',
  '{"Metadata":{"CrossAccountPipelineAttachment":{"version":2}}}',
])('finds none in %s', text => {
  expect(readAttachmentRecord(text)).toBeUndefined();
});
