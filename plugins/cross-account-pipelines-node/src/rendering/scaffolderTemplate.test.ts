import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { createTemplateRenderer } from 'nunjitsu';
import { parse } from 'yaml';
import { parsePipelineSpec } from '../pipeline';

const template = parse(
  readFileSync(
    resolvePackagePath(
      'backstage-plugin-cross-account-pipelines-node',
      '../../templates/cross-account-pipeline/template.yaml',
    ),
    'utf8',
  ),
);

/** As the scaffolder fills in the input of a step. */
const renderer = createTemplateRenderer({
  filters: {
    parseEntityRef: ref => ({ name: String(ref).split('/')[1] }),
    pick: (value, key) => (value as Record<string, string>)[String(key)],
  },
});

function renderStep(id: string, parameters: object) {
  const { input } = template.spec.steps.find((step: any) => step.id === id);
  return JSON.parse(JSON.stringify(input), (_, value) =>
    typeof value === 'string'
      ? renderer.renderValue(value, { parameters } as never, {
          coercion: 'json',
        })
      : value,
  );
}

const parameters = {
  component: 'component:default/orders',
  sourceBucket: 'sample-sources-111111111111',
  sourceObjectKey: 'orders.zip',
  build: true,
  buildspec: 'ci/buildspec.yml',
  pipeline: { account: '012345678901', region: 'eu-west-1' },
  stages: [
    {
      name: 'Production',
      approval: true,
      targets: [{ account: '333333333333', region: 'eu-west-1', name: 'prod' }],
    },
  ],
  stackName: 'orders',
  templatePath: 'template.yaml',
  capabilities: ['CAPABILITY_IAM'],
  mode: 'direct',
};

describe('the template "New cross-account pipeline"', () => {
  it('asks the render step for the pipeline that the form describes', () => {
    expect(parsePipelineSpec(renderStep('render', parameters))).toEqual({
      name: 'orders',
      account: '012345678901',
      region: 'eu-west-1',
      source: {
        provider: 'S3',
        bucket: 'sample-sources-111111111111',
        objectKey: 'orders.zip',
      },
      build: { buildspec: 'ci/buildspec.yml' },
      stages: [
        {
          name: 'Production',
          approval: {},
          targets: [
            {
              account: '333333333333',
              region: 'eu-west-1',
              name: 'prod',
              deploy: {
                provider: 'CloudFormation',
                stackName: 'orders',
                templatePath: 'template.yaml',
                capabilities: ['CAPABILITY_IAM'],
                mode: 'direct',
              },
            },
          ],
        },
      ],
      tags: { 'backstage-component': 'component:default/orders' },
    });
  });

  it('does with what the form requires', () => {
    const { capabilities, mode, buildspec, ...required } = parameters;
    const spec = parsePipelineSpec(
      renderStep('render', { ...required, build: false, name: 'shop' }),
    );
    expect(spec.name).toBe('shop');
    expect(spec).not.toHaveProperty('build');
    expect(spec.stages[0].targets[0].deploy).toMatchObject({
      capabilities: [],
      mode: 'change-set',
    });
  });

  it('keeps what somebody types a value', () => {
    const text = 'a${{ parameters.stackName }}{{ x }}';
    const input = renderStep('render', {
      ...parameters,
      sourceObjectKey: text,
    });
    expect(input.source.objectKey).toBe(text);
    expect(() => parsePipelineSpec(input)).toThrow(
      'source.objectKey: must not contain ${{',
    );
  });
});
