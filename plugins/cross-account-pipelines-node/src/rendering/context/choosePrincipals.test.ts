import { parsePipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import {
  parseTemplate,
  resolveManifest,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { readTemplateFolder } from '../templates/readTemplateFolder';
import { renderPipeline } from '../renderPipeline';

async function render(accounts: number, changes: object = {}) {
  return renderPipeline({
    spec: parsePipelineSpec({
      name: 'fleet',
      account: '111111111111',
      region: 'eu-west-1',
      source: { provider: 'S3', bucket: 'sources', objectKey: 'a.zip' },
      deploy: {
        provider: 'CloudFormation',
        stackName: 'app',
        templatePath: 'template.yaml',
      },
      stages: [
        {
          name: 'Prod',
          targets: Array.from({ length: accounts }, (_, index) => ({
            account: String(200000000000 + index),
            region: 'eu-west-1',
          })),
        },
      ],
      ...changes,
    }),
    templates: await readTemplateFolder(),
  });
}

const organization = { id: 'o-a1b2c3d4e5' };

/** Characters of each policy of the foundation, as AWS counts them. */
async function policySizes(accounts: number, changes?: object) {
  const { manifest, files } = await render(accounts, changes);
  const { stacks } = resolveManifest({ manifest, templates: files });
  const { resources } = stacks[0].resolved;
  const size = (value: unknown) => JSON.stringify(value).length;
  return {
    key: size(resources.ArtifactKey.properties.KeyPolicy),
    bucket: size(resources.ArtifactBucketPolicy.properties.PolicyDocument),
    inline: size(resources.ServiceRole.properties.Policies),
    managed: Object.values(resources)
      .filter(({ type }) => type === 'AWS::IAM::ManagedPolicy')
      .map(({ properties }) => size(properties.PolicyDocument)),
  };
}

describe('how foreign principals are named', () => {
  it('is by account while that fits', async () => {
    const { principals, files } = await render(100, { organization });
    expect(principals).toEqual({
      mode: 'accounts',
      reason: 'all of them fit into the policies',
    });
    expect(files['foundation.yaml']).toContain(
      'arn:aws:iam::200000000099:root',
    );
    expect(files['foundation.yaml']).not.toContain('aws:PrincipalOrgID');
  });

  it.each([1, 50, 300, 470])(
    'keeps every policy of %d accounts within its limit',
    async accounts => {
      const sizes = await policySizes(accounts);
      expect(sizes.key).toBeLessThanOrEqual(32_768);
      expect(sizes.bucket).toBeLessThanOrEqual(20_480);
      expect(sizes.inline).toBeLessThanOrEqual(10_240);
      expect(Math.max(0, ...sizes.managed)).toBeLessThanOrEqual(6_144);
      expect(sizes.managed.length).toBeLessThanOrEqual(10);
    },
  );

  it('is by organization where accounts do not fit, and says why', async () => {
    const { principals, files } = await render(1000, { organization });
    expect(principals.mode).toBe('organization');
    expect(principals.reason).toMatch(
      /^The bucket policy in eu-west-1 would have \d+ characters to name 2000 roles; S3 takes 20480$/,
    );
    const { Statement } = (
      parseTemplate({ text: files['foundation.yaml'], file: 'x' }).body
        .Resources.ArtifactKey.Properties as any
    ).KeyPolicy;
    expect(Statement[1]).toMatchObject({
      Principal: { AWS: ['*'] },
      Condition: {
        StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        ArnLike: {
          'aws:PrincipalArn': [
            'arn:aws:iam::*:role/fleet-pipeline-action',
            'arn:aws:iam::*:role/fleet-pipeline-deploy',
          ],
        },
      },
    });
  });

  it('has the same size for any number of accounts of an organization', async () => {
    const [few, many] = await Promise.all(
      [2, 200].map(accounts =>
        policySizes(accounts, { organization, principals: 'organization' }),
      ),
    );
    expect(many).toEqual(few);
  });

  it('refuses what does not fit, with the limit and the way out', async () => {
    await expect(render(1000)).rejects.toThrow(
      /would have \d+ characters to name 2000 roles; S3 takes 20480\. Give the spec an organization, so that one statement names all accounts$/,
    );
    await expect(
      render(1000, { organization, principals: 'accounts' }),
    ).rejects.toThrow(/Leave out principals and give the spec an organization/);
  });

  it('follows a spec that forces one', async () => {
    const { principals } = await render(1, {
      organization,
      principals: 'organization',
    });
    expect(principals).toEqual({
      mode: 'organization',
      reason: 'the spec asks for it',
    });
  });
});
