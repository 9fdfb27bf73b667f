import {
  estateFromTemplates,
  evaluateAccess,
  parsePipelineSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import { shapes } from './fixtures/shapes';
import { readTemplateFolder } from './templates/readTemplateFolder';
import { renderPipeline } from './renderPipeline';

const everything = {
  name: 'everything',
  document: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  },
};

async function renderTest() {
  const { manifest, files } = renderPipeline({
    spec: parsePipelineSpec(
      shapes['a test in the target account, then a stack'],
    ),
    templates: await readTemplateFolder(),
  });
  const { estate } = estateFromTemplates({ manifest, templates: files });
  const { pipeline, stacks } = manifest;
  const [key] = Object.values(estate.accounts[pipeline!.account].keys);
  const [bucket] = Object.keys(estate.accounts[pipeline!.account].buckets);
  const target = stacks.find(({ account }) => account !== pipeline!.account)!;
  return { key, bucket, region: pipeline!.region, target };
}

describe('the artifact key', () => {
  it('serves other accounts on the way through S3, for the artifact bucket only', async () => {
    const { key, bucket, region, target } = await renderTest();
    const decide = (role: unknown, context: Record<string, string>) =>
      evaluateAccess({
        request: {
          principal: `arn:aws:iam::${target.account}:role/${role}`,
          action: 'kms:Decrypt',
          resource: key.arn,
          resourceAccount: key.arn.split(':')[4],
          context,
        },
        identityPolicies: [everything],
        resourcePolicy: { name: 'key policy', document: key.policy },
      }).decision;
    const viaS3 = { 'kms:ViaService': `s3.${region}.amazonaws.com` };
    const ofBucket = (arn: string) => ({
      'kms:EncryptionContext:aws:s3:arn': arn,
    });
    const { ActionRoleName: action, TestRoleName: test } = target.parameters!;
    const arn = `arn:aws:s3:::${bucket}`;
    expect([
      decide(action, { ...viaS3, ...ofBucket(arn) }),
      decide(action, { ...viaS3, ...ofBucket(`${arn}/payments/Build/x`) }),
      decide(action, { ...viaS3, ...ofBucket(`${arn}-2/x`) }),
      decide(action, viaS3),
      decide(action, ofBucket(arn)),
      decide(test, {}),
    ]).toEqual([
      'Allowed',
      'Allowed',
      'ExplicitlyDenied',
      'ExplicitlyDenied',
      'ExplicitlyDenied',
      'Allowed',
    ]);
  });
});
