import * as z from 'zod';
import { attachmentSchema } from './attachmentSchema';

/** Where a field of a JSON schema is not described, by its path. */
function undescribed(
  schema: { properties?: object; items?: object; description?: string },
  path = '',
): string[] {
  const fields = Object.entries(schema.properties ?? {}).flatMap(
    ([name, field]) => {
      const at = `${path}/${name}`;
      return [
        ...(field.description?.length > 5 ? [] : [at]),
        ...undescribed(field, at),
      ];
    },
  );
  return [...fields, ...(schema.items ? undescribed(schema.items, path) : [])];
}

it('describes what can be asked, which the page of settings shows', () => {
  const { properties } = z.toJSONSchema(attachmentSchema, {
    io: 'input',
  }) as { properties: Record<string, { items?: object }> };
  expect(Object.keys(properties)).toEqual([
    'actions',
    'stages',
    'artifact',
    'deployRole',
    'permissionsBoundary',
    'rolePath',
    'roleNamePrefix',
    'tags',
  ]);
  const { actions, artifact, stages } = properties;
  expect(
    undescribed({ properties: { actions, artifact, stages: { ...stages } } })
      // What a deploy may say is described by its providers.
      .filter(path => !path.includes('/deploy/')),
  ).toEqual([]);
});
