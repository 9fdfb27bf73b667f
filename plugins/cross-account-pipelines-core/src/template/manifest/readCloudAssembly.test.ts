import { unforeseenReason } from '../../policy';
import { readCloudAssembly } from './readCloudAssembly';
import { resolveManifest } from './resolveManifest';

const stackOf = (properties: object, environment: string) => ({
  type: 'aws:cloudformation:stack',
  environment,
  properties: { templateFile: 'Service.template.json', ...properties },
});

function readWith(
  properties: object,
  environment = 'aws://222222222222/eu-west-1',
) {
  const files: Record<string, object> = {
    'manifest.json': {
      artifacts: { Service: stackOf(properties, environment) },
    },
    'Service.template.json': {
      Parameters: {
        CodeBucket: { Type: 'String' },
        CodeKey: { Type: 'String' },
        Stage: { Type: 'String', Default: 'dev' },
      },
      Resources: {
        Topic: {
          Type: 'AWS::SNS::Topic',
          Properties: {
            TopicName: { Ref: 'CodeBucket' },
            DisplayName: { 'Fn::Sub': '${CodeKey} ${Stage}' },
          },
        },
      },
    },
  };
  return readCloudAssembly({
    readText: async path => JSON.stringify(files[path]),
  });
}

describe('readCloudAssembly', () => {
  it('leaves open what is given when a stack is deployed', async () => {
    const { manifest, templates } = await readWith({
      parameters: { CodeKey: 'code.zip' },
    });
    const { stacks, problems } = resolveManifest({ manifest, templates });
    expect(problems).toEqual([]);
    const { properties } = stacks[0].resolved.resources.Topic;
    expect(properties.DisplayName).toBe('code.zip dev');
    expect(unforeseenReason(String(properties.TopicName))).toBe(
      'parameter CodeBucket of Service is given when it is deployed',
    );
  });

  it.each([
    'aws://unknown-account/eu-west-1',
    'aws://222222222222/unknown-region',
  ])('asks for the place of a stack in %s', async environment => {
    await expect(readWith({}, environment)).rejects.toThrow(
      `Stack Service is for ${environment}: give it an account and a Region (env) to have it checked.`,
    );
  });
});
