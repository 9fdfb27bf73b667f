import { parsePipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import { shapes } from './fixtures/shapes';
import { addRecord, readPipelineRecord } from './PipelineRecord';
import { readTemplateFolder } from './templates/readTemplateFolder';
import { renderPipeline } from './renderPipeline';

describe('the record of a pipeline', () => {
  it.each(Object.entries(shapes))(
    'gives back the spec, which renders the same: %s',
    async (_, input) => {
      const templates = await readTemplateFolder();
      const rendered = renderPipeline({
        spec: parsePipelineSpec(input),
        templates,
      });
      const { spec } = readPipelineRecord(rendered.files['pipeline.yaml'])!;
      expect(spec).toEqual(JSON.parse(JSON.stringify(rendered.spec)));
      expect(
        renderPipeline({ spec: parsePipelineSpec(spec), templates }).files,
      ).toEqual(rendered.files);
    },
  );

  const record = (spec: object) => ({
    version: 1 as const,
    spec: spec as never,
    templates: { digest: 'd', origin: 'suite' },
  });

  it.each([
    ['nothing of its own', 'Resources: { A: { Type: AWS::SNS::Topic } }\n'],
    [
      'metadata, outputs and comments',
      '# ours\nMetadata: # of ours\n  Team: a\nResources: { A: { Type: AWS::SNS::Topic } }\nOutputs:\n  A: { Value: !Ref A }\n',
    ],
    ['JSON', '{"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}'],
  ])('stands in a template with %s', (_, text) => {
    const made = addRecord(text, record({ name: "it's ${orders}" }));
    expect(readPipelineRecord(made)).toEqual(
      record({ name: "it's ${orders}" }),
    );
    expect(made).toContain(text.includes('# ours') ? '# ours' : 'Topic');
  });

  it.each([
    'Resources: { A: { Type: AWS::SNS::Topic } }\n',
    '{"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}',
  ])('is written once, and says what was made before: %s', text => {
    const former = {
      stacks: [
        {
          account: '111111111111',
          region: 'eu-west-1',
          stackName: 'orders-target',
          phase: 'target' as const,
        },
      ],
      applications: [],
    };
    const first = addRecord(text, record({ name: 'orders' }));
    const second = addRecord(first, { ...record({ name: 'orders' }), former });
    expect(readPipelineRecord(second)).toEqual({
      ...record({ name: 'orders' }),
      former,
    });
    expect(second.match(/CrossAccountPipeline/g)).toHaveLength(1);
    expect(addRecord(second, record({ name: 'orders' }))).toEqual(
      addRecord(first, record({ name: 'orders' })),
    );
    const many = { ...former, stacks: Array(200).fill(former.stacks[0]) };
    const long = addRecord(first, { ...record({}), former: many });
    expect(long.length).toBeLessThan(2_000);
    expect(readPipelineRecord(long)!.former).toEqual(many);
  });

  it('is packed where it is long', () => {
    const spec = { stages: Array(2_000).fill({ account: '111111111111' }) };
    const made = addRecord(
      'Resources: { A: { Type: AWS::SNS::Topic } }\n',
      record(spec),
    );
    expect(made.length).toBeLessThan(2_000);
    expect(readPipelineRecord(made)).toEqual(record(spec));
  });

  it.each([
    'Resources: {}',
    'not: [yaml',
    'Metadata: { CrossAccountPipeline: 1 }\nResources: {}',
  ])('is nothing where there is none: %s', text => {
    expect(readPipelineRecord(text)).toBeUndefined();
  });

  it('is not read, nor taken for none, where a later version wrote it', () => {
    const made = addRecord('Resources: { A: { Type: AWS::SNS::Topic } }\n', {
      ...record({}),
      version: 2 as never,
    });
    expect(() => readPipelineRecord(made)).toThrow(
      'A later version of this suite made the pipeline: its record has version 2, and this one reads 1. Update the plugins',
    );
  });
});
