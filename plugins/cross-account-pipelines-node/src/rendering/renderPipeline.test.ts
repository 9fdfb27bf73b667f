import { parsePipelineSpec } from '../pipeline';
import { parseTemplate } from '../template';
import { readTemplateFolder } from './readTemplateFolder';
import { renderPipeline } from './renderPipeline';
import { mkdirSync, writeFileSync } from 'node:fs';

it('x', async () => {
  const templates = await readTemplateFolder();
  const spec = parsePipelineSpec({
    name: 'orders',
    account: '111111111111',
    region: 'eu-west-1',
    source: {
      provider: 'S3',
      bucket: 'sample-sources-111111111111',
      objectKey: 'orders.zip',
    },
    build: {},
    deployRole: {
      statements: [
        {
          Effect: 'Allow',
          Action: 'sns:*',
          Resource: 'arn:aws:sns:*:${AWS::AccountId}:${aws:PrincipalTag/x}',
        },
      ],
      managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
    },
    deploy: {
      provider: 'CloudFormation',
      stackName: 'orders',
      templatePath: 'template.yaml',
      capabilities: ['CAPABILITY_AUTO_EXPAND'],
      parameterOverrides: { Size: '"x" #{y}' },
    },
    stages: [
      {
        name: 'Dev',
        targets: [{ account: '012345678901', region: 'eu-west-1' }],
      },
      {
        name: 'Prod',
        approval: true,
        targets: [
          { account: '333333333333', region: 'eu-west-1' },
          {
            account: '444444444444',
            region: 'us-east-1',
            deploy: { mode: 'direct' },
          },
        ],
      },
    ],
  });
  const rendered = renderPipeline({ spec, templates });
  mkdirSync('/tmp/rendered', { recursive: true });
  for (const [path, text] of Object.entries(rendered.files)) {
    writeFileSync(`/tmp/rendered/${path}`, text);
    if (path !== 'manifest.yaml') parseTemplate({ text, file: path });
  }
});
