import { parsePipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import { splitStages } from './splitStages';

function specWith(stages: object[], changes: object = {}) {
  return parsePipelineSpec({
    name: 'fleet',
    account: '111111111111',
    region: 'eu-west-1',
    source: { provider: 'S3', bucket: 'sources', objectKey: 'a.zip' },
    deploy: {
      provider: 'CloudFormation',
      stackName: 'app',
      templatePath: 'template.yaml',
    },
    stages,
    ...changes,
  });
}

function targets(
  count: number,
  change: (index: number) => object = () => ({}),
) {
  return Array.from({ length: count }, (_, index) => ({
    account: String(200000000000 + index),
    region: 'eu-west-1',
    ...change(index),
  }));
}

function summarize(stages: object[], changes?: object) {
  return splitStages(specWith(stages, changes)).map(
    ({ name, next, stages: own }) => [
      name,
      next,
      own.map(stage => `${stage.name} ${stage.targets.length}`),
    ],
  );
}

describe('splitStages', () => {
  it('leaves alone what fits', () => {
    expect(summarize([{ name: 'Prod', targets: targets(25) }])).toEqual([
      ['fleet', undefined, ['Prod 25']],
    ]);
  });

  it('makes several stages of one with too many actions, the first with its approval', () => {
    const [{ stages }] = splitStages(
      specWith([
        {
          name: 'Prod',
          approval: { message: 'Go?' },
          failure: { result: 'ROLLBACK' },
          targets: targets(60),
        },
      ]),
    );
    expect(
      stages.map(({ name, approval, failure, targets: own }) => [
        name,
        approval,
        failure,
        own.length,
      ]),
    ).toEqual([
      ['Prod-1', { message: 'Go?' }, { result: 'ROLLBACK' }, 24],
      ['Prod-2', undefined, { result: 'ROLLBACK' }, 25],
      ['Prod-3', undefined, { result: 'ROLLBACK' }, 11],
    ]);
  });

  it('keeps waves in order', () => {
    const [{ stages }] = splitStages(
      specWith([
        {
          name: 'Prod',
          targets: targets(40, index => ({ wave: index < 20 ? 2 : 1 })),
        },
      ]),
    );
    expect(
      stages.map(({ targets: own }) => [
        ...new Set(own.map(({ wave }) => wave)),
      ]),
    ).toEqual([[1, 2], [2]]);
  });

  it('goes on in another pipeline where one is full', () => {
    expect(
      summarize([
        { name: 'Dev', targets: targets(1) },
        { name: 'Prod', targets: targets(260) },
      ]),
    ).toEqual([
      [
        'fleet',
        'fleet-2',
        ['Dev 1', ...Array.from({ length: 9 }, (_, i) => `Prod-${i + 1} 25`)],
      ],
      ['fleet-2', undefined, ['Prod-10 25', 'Prod-11 10']],
    ]);
    const stages = Array.from({ length: 60 }, (_, index) => ({
      name: `S${index}`,
      targets: targets(1),
    }));
    expect(
      splitStages(specWith(stages)).map(part => part.stages.length),
    ).toEqual([47, 13]);
  });

  it('refuses what a V1 pipeline cannot hand over', () => {
    expect(() =>
      summarize([{ name: 'Prod', targets: targets(260) }], { type: 'V1' }),
    ).toThrow(
      'The pipeline takes 1 stages and 520 actions; CodePipeline takes 50 and 500. A pipeline of type V2 can hand over to another one: leave out type',
    );
  });
});
