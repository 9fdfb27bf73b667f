import { z } from 'zod';
import { shapes } from './fixtures/shapes';
import {
  pipelineSpecJsonSchema,
  pipelineSpecSchema,
} from 'backstage-plugin-cross-account-pipelines-core';

type Schema = z.core.JSONSchema.BaseSchema;

/** Every field there is, by its path, with the unions it can be part of. */
function fieldsOf(schema: Schema, path = ''): Array<[string, Schema]> {
  const { properties = {}, anyOf = [], items, additionalProperties } = schema;
  const inner = [...anyOf, items, additionalProperties].filter(
    part => typeof part === 'object',
  ) as Schema[];
  return [
    ...Object.entries(properties as Record<string, Schema>).flatMap(
      ([name, field]): Array<[string, Schema]> => [
        [`${path}${name}`, field],
        ...fieldsOf(field, `${path}${name}.`),
      ],
    ),
    ...inner.flatMap(part => fieldsOf(part, path)),
  ];
}

/** A statement is spelled as IAM does, so IAM's pages explain it. */
const explainedByIam = /^deployRole\.statements\./;

describe('pipelineSpecJsonSchema', () => {
  const schema = pipelineSpecJsonSchema();

  it('has every field of a spec, and what can be beside the stages', () => {
    expect(Object.keys(schema.properties!).sort()).toEqual(
      [...Object.keys(pipelineSpecSchema.shape), 'deploy', 'test'].sort(),
    );
  });

  it('says what each field is for', () => {
    const fields = fieldsOf(schema);
    expect(fields.length).toBeGreaterThan(150);
    expect(
      fields
        .filter(([path]) => !explainedByIam.test(path))
        .filter(([, { description }]) => !/^\S[^]{7,}/.test(description ?? ''))
        .map(([path]) => path),
    ).toEqual([]);
  });

  it('names the providers, and the fields that go with each', () => {
    expect(schema).toMatchObject({
      properties: {
        source: {
          description:
            'Where the source comes from: S3 with bucket, objectKey; CodeConnections with connectionArn, repository, branch; CodeCommit with repository, branch; ECR with repository',
          anyOf: expect.arrayContaining([
            expect.objectContaining({
              properties: expect.objectContaining({
                provider: {
                  type: 'string',
                  description:
                    'CodeConnections: A repository of GitHub, GitLab or Bitbucket',
                },
                connectionArn: expect.anything(),
              }),
            }),
          ]),
        },
      },
    });
  });

  describe('leaves it to the parser to refuse', () => {
    const accepts = z.fromJSONSchema(
      schema as Parameters<typeof z.fromJSONSchema>[0],
    );

    it.each(Object.entries(shapes))('nothing: %s', (_, shape) => {
      expect(accepts.safeParse(shape).error).toBeUndefined();
    });

    const [shape] = Object.values(shapes);
    it.each<[string, object]>([
      ['a number for an account', { account: 12345678901 }],
      ['a name that is too long', { name: 'o'.repeat(101) }],
      ['an unknown provider', { source: { provider: 'FTP' } }],
      ['a source that is not complete', { source: { provider: 'S3' } }],
      ['a field of another provider', { deploy: { provider: 'ECS', x: 1 } }],
      ['a field that there is not', { trigers: [] }],
    ])('%s', (_, change) => {
      expect(accepts.safeParse({ ...shape, ...change }).error).toBeUndefined();
    });

    it('but not something quite different', () => {
      expect(accepts.safeParse({ ...shape, stages: 'Dev' }).success).toBe(
        false,
      );
    });
  });
});
