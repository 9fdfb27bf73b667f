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

  describe('what tests each target', () => {
    const place = { account: '012345678901', region };
    const build = (more: object = {}) => ({
      provider: 'CodeBuild',
      buildspec: 'test.yml',
      ...more,
    });
    const targets = (...pairs: Array<[object, object]>) =>
      foldOf({
        stages: [
          {
            name: 'Dev',
            targets: pairs.flatMap(([first, second]) => [
              { ...place, wave: 1, deploy: cloudFormation, ...first },
              { ...place, wave: 2, deploy: build(), ...second },
            ]),
          },
        ],
      });

    it('is said once where it follows each target in the next wave', () => {
      const { test, stages } = targets(
        [{}, {}],
        [
          { wave: 3, deploy: { ...cloudFormation, stackName: 'b' } },
          { wave: 4 },
        ],
      );
      expect(test).toEqual({ buildspec: 'test.yml' });
      expect(stages[0].targets).toEqual([
        { ...place, deploy: { stackName: 'orders' } },
        { ...place, wave: 2, deploy: { stackName: 'b' } },
      ]);
    });

    it.each<[string, Array<[object, object]>]>([
      ['of another account', [[{}, { account: '333333333333' }]]],
      ['of another Region', [[{}, { region: 'us-east-1' }]]],
      ['at the same time', [[{}, { wave: 1 }]]],
      ['two waves later', [[{}, { wave: 3 }]]],
      ['after an even wave', [[{ wave: 2 }, { wave: 3 }]]],
      [
        'of another provider',
        [[{}, { deploy: { ...cloudFormation, stackName: 'b' } }]],
      ],
      [
        'that is another for some',
        [
          [{}, {}],
          [
            { deploy: { ...cloudFormation, stackName: 'b' } },
            { deploy: build({ buildspec: 'other.yml' }) },
          ],
        ],
      ],
    ])('is no test of it %s', (_, pairs) => {
      const { test, stages } = targets(...pairs);
      expect(test).toBeUndefined();
      expect(stages[0].targets).toHaveLength(2 * pairs.length);
    });
  });
});
