import { readStackManifest } from './readStackManifest';
import { resolveManifest } from './resolveManifest';

const root = (url: string, more = '') => `
Resources:
  Storage:
    Type: AWS::CloudFormation::Stack
${more}    Properties:
      TemplateURL: ${url}
      Parameters: { Name: !Ref Names, Number: 7 }
  Topic:
    Type: AWS::SNS::Topic
    Properties: { TopicName: !GetAtt Storage.Outputs.Name }
Parameters:
  Names: { Type: CommaDelimitedList, Default: 'a,b' }
`;

const nested = `
Parameters:
  Name: { Type: CommaDelimitedList }
  Number: { Type: Number }
Resources:
  Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: !Join ['-', !Ref Name] } }
Outputs:
  Name: { Value: !Ref Bucket, Export: { Name: shared } }
`;

async function resolve(
  files: Record<string, string>,
  template = 'stacks/root.yaml',
) {
  const asked: string[] = [];
  const { manifest, templates } = await readStackManifest({
    value: {
      version: 1,
      stacks: [
        {
          account: '111111111111',
          region: 'eu-west-1',
          stackName: 'orders',
          template,
        },
      ],
    },
    readTemplate: async path => {
      asked.push(path);
      if (!Object.hasOwn(files, path)) {
        throw new Error(`${path} does not exist`);
      }
      return files[path];
    },
  });
  return { asked, ...resolveManifest({ manifest, templates }) };
}

describe('nested stacks', () => {
  it('are read from the files beside, with what they take and give', async () => {
    const { stacks, problems, warnings } = await resolve({
      'stacks/root.yaml': root('./parts/storage.yaml'),
      'stacks/parts/storage.yaml': nested,
    });
    expect([...problems, ...warnings]).toEqual([]);
    expect(
      stacks.map(({ stack, resolved, order }) => [
        stack.stackName.replace(/-0+$/, ''),
        stack.template,
        Object.values(resolved.resources).map(({ physicalId }) => physicalId),
        order,
      ]),
    ).toEqual([
      ['orders-Storage', 'stacks/parts/storage.yaml', ['a-b'], 0],
      [
        'orders',
        'stacks/root.yaml',
        [expect.any(String), 'arn:aws:sns:eu-west-1:111111111111:a-b'],
        0,
      ],
    ]);
    expect(stacks[1].resolved.undisclosed).toEqual([]);
  });

  it('are read from the assets that the CDK names', async () => {
    const { stacks } = await resolve(
      {
        'root.template.json': root(
          '!Sub "https://s3.${AWS::Region}.${AWS::URLSuffix}/bucket/key"',
          '    Metadata: { "aws:asset:path": part.nested.template.json, "aws:asset:property": TemplateURL }\n',
        ),
        'part.nested.template.json': nested,
      },
      'root.template.json',
    );
    expect(stacks).toHaveLength(2);
  });

  it.each([
    ['in S3', 'https://bucket.s3.amazonaws.com/storage.yaml'],
    ['in S3 by its own address', 's3://bucket/storage.yaml'],
    ['not there', './missing.yaml'],
    ['outside of the folder', '../../etc/passwd'],
    ['anywhere on the machine', '/etc/passwd'],
    ['known to AWS alone', '!ImportValue url'],
  ])('whose template is %s stay unknown', async (_what, url) => {
    const { asked, stacks } = await resolve({ 'stacks/root.yaml': root(url) });
    expect(asked.join()).not.toContain('passwd');
    expect(stacks).toHaveLength(1);
    expect(stacks[0].resolved.undisclosed).toHaveLength(1);
  });

  it('may not hold themselves without end', async () => {
    const started = performance.now();
    const { stacks } = await resolve({
      'stacks/root.yaml': `
Resources:
  A: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ./root.yaml } }
  B: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ./other.yaml } }
`,
      'stacks/other.yaml': `
Resources:
  A: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ./root.yaml } }
`,
    });
    expect(stacks).toHaveLength(2);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('may not double without end', async () => {
    const files: Record<string, string> = {};
    for (let level = 0; level < 18; level++) {
      files[`s${level}.yaml`] = `Resources: { ${['A', 'B', 'C']
        .map(
          id =>
            `${id}: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: s${
              level + 1
            }.yaml } }`,
        )
        .join(', ')} }`;
    }
    files['s18.yaml'] = 'Resources: { T: { Type: AWS::SNS::Topic } }';
    const started = performance.now();
    const { stacks } = await resolve(files, 's0.yaml');
    expect(stacks.length).toBeLessThanOrEqual(501);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
