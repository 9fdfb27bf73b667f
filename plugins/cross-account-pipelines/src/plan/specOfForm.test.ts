import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { specOfForm } from './specOfForm';

function readTemplate(file: string) {
  return parse(
    readFileSync(
      path.resolve(
        __dirname,
        '../../../../templates/cross-account-pipeline',
        file,
      ),
      'utf8',
    ),
  );
}

const stages = [
  {
    name: 'Dev',
    targets: [{ name: 'dev', account: '012345678901', region: 'eu-west-1' }],
  },
];

const answers = {
  component: 'component:default/orders',
  sourceProvider: 'S3',
  sourceBucket: 'sources',
  sourceObjectKey: 'orders.zip',
  deployProvider: 'CodeDeploy',
  build: false,
  pipeline: { account: '111111111111', region: 'eu-west-1' },
  stages,
  application: 'orders',
  deploymentGroup: 'blue',
  instances: 'there',
  instanceRole: 'servers/orders',
};

describe.each(['template.yaml', 'template.before-1.57.yaml'])(
  'specOfForm of %s',
  file => {
    const template = readTemplate(file);

    it('is what the scaffolder would give the render step', () => {
      expect(specOfForm({ template, answers })).toEqual({
        spec: {
          name: 'orders',
          account: '111111111111',
          region: 'eu-west-1',
          source: {
            provider: 'S3',
            bucket: 'sources',
            objectKey: 'orders.zip',
          },
          stages,
          deploy: {
            provider: 'CodeDeploy',
            application: 'orders',
            deploymentGroup: 'blue',
            instanceRoleArn:
              'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/servers/orders',
          },
          tags: { 'backstage-component': 'component:default/orders' },
        },
      });
    });

    it('takes nothing from a step that is not shown', () => {
      const typedBefore = {
        ...answers,
        stackName: 'x',
        codeCommitAccount: '1',
      };
      expect(specOfForm({ template, answers: typedBefore })).toEqual(
        specOfForm({ template, answers }),
      );
    });

    it('names what has to be answered first, by its title', () => {
      const {
        sourceBucket: _,
        stages: __,
        instanceRole: ___,
        ...some
      } = answers;
      expect(
        specOfForm({
          template,
          answers: { ...some, pipeline: {}, deploymentGroup: '' },
        }),
      ).toEqual({
        unanswered: [
          'Where the pipeline lives',
          'Bucket',
          'Where it deploys',
          'Deployment group',
          'Role of the instances',
        ],
      });
    });

    it('knows of no pipeline where no step renders one', () => {
      const other = { ...template, spec: { ...template.spec, steps: [] } };
      expect(specOfForm({ template: other, answers })).toBeUndefined();
    });
  },
);
