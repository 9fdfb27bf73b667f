import { pipelineSpecJsonSchema } from 'backstage-plugin-cross-account-pipelines-core';
import { settingChoices } from './settingChoices';

interface Schema {
  properties?: Record<string, Schema>;
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: string[];
  description?: string;
}

/** What the spec takes for the deployment of all targets, provider by provider. */
function deploySchemas(): Schema[] {
  const { deploy } = (pipelineSpecJsonSchema() as Schema).properties!;
  return deploy.anyOf ?? deploy.oneOf!;
}

/** `CloudFormation: what it is` */
function nameOf(provider: Schema): string {
  return provider.description!.split(':')[0];
}

describe('settingChoices', () => {
  it('are the values that the spec takes, of every setting with few', () => {
    const known = deploySchemas().flatMap(({ properties = {} }) =>
      Object.entries(properties).flatMap(([name, { enum: values }]) =>
        values ? [[`${nameOf(properties.provider)}.${name}`, values]] : [],
      ),
    );
    expect(settingChoices).toEqual(Object.fromEntries(known));
  });
});
