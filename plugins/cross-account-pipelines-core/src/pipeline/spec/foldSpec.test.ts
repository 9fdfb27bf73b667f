import { foldSpec } from './foldSpec';
import { parsePipelineSpec } from './parsePipelineSpec';

const region = 'eu-west-1';

const written = {
  name: 'orders',
  account: '111111111111',
  region,
  source: { provider: 'S3', bucket: 'sources', objectKey: 'orders.zip' },
  build: { buildspec: 'buildspec.yml' },
  stages: [
    {
      name: 'Dev',
      targets: [{ account: '012345678901', region, name: 'dev' }],
    },
    {
      name: 'Prod',
      approval: { message: 'Go on?' },
      targets: [
        { account: '333333333333', region },
        { account: '444444444444', region: 'us-east-1', wave: 2 },
      ],
    },
  ],
};

const cloudFormation = {
  provider: 'CloudFormation',
  stackName: 'orders',
  templatePath: 'template.yaml',
};

function foldOf(own: object) {
  return foldSpec(parsePipelineSpec({ ...written, ...own })) as any;
}

describe('foldSpec', () => {
  it('says once what all targets deploy, and what tests it', () => {
    const { deploy, test, stages } = foldOf({
      deploy: cloudFormation,
      test: { buildspec: 'test.yml' },
    });
    expect(deploy).toMatchObject(cloudFormation);
    expect(test).toMatchObject({ buildspec: 'test.yml' });
    expect(test).not.toHaveProperty('provider');
    expect(stages).toEqual(written.stages);
  });

  it('names accounts and Regions as everybody would', () => {
    const bucket = 'orders-${AWS::AccountId}-${AWS::Region}';
    const { deploy } = foldOf({ deploy: { provider: 'S3', bucket } });
    expect(deploy.bucket).toBe(bucket);
  });

  it('keeps what a target says for itself', () => {
    const [first, second] = written.stages;
    const { deploy, stages } = foldOf({
      deploy: cloudFormation,
      stages: [
        {
          ...first,
          targets: [
            {
              ...first.targets[0],
              deploy: { provider: 'CloudFormation', stackName: 'orders-dev' },
            },
          ],
        },
        second,
      ],
    });
    expect(deploy).not.toHaveProperty('stackName');
    expect(deploy.templatePath).toBe('template.yaml');
    expect(stages[0].targets[0].deploy).toEqual({ stackName: 'orders-dev' });
    expect(stages[1].targets[0].deploy).toEqual({ stackName: 'orders' });
  });

  it('leaves targets of several providers as they are', () => {
    const [first, second] = written.stages;
    const { deploy, stages } = foldOf({
      deploy: cloudFormation,
      stages: [
        {
          ...first,
          targets: [
            {
              ...first.targets[0],
              deploy: { provider: 'S3', bucket: 'orders-dev' },
            },
          ],
        },
        second,
      ],
    });
    expect(deploy).toBeUndefined();
    expect(stages[0].targets[0].deploy.bucket).toBe('orders-dev');
  });

  it('asks for an approval without a message by true', () => {
    const [first] = written.stages;
    const { stages } = foldOf({
      deploy: cloudFormation,
      stages: [{ ...first, approval: true }],
    });
    expect(stages[0].approval).toBe(true);
  });
});
