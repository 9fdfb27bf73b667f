import useAsync from 'react-use/esm/useAsync';
import { useApi } from '@backstage/frontend-plugin-api';
import { useRouteRef } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { templateRouteRef } from '../routes';

/** The templates of this suite, by what they are for. */
const names = {
  setUp: 'cross-account-pipeline',
  attach: 'attach-existing-pipeline',
  change: 'change-cross-account-pipeline',
  repair: 'repair-cross-account-pipeline',
  remove: 'remove-cross-account-pipeline',
} as const;

/** Something that one of the templates does. */
export type TemplateUse = keyof typeof names;

/** Opens the form of a template, filled in; absent for what the portal lacks. */
export type TemplateLinks = Partial<
  Record<TemplateUse, (formData?: Record<string, unknown>) => string>
>;

/** Which of the suite's templates the portal has and the user may see. */
export function useTemplateLinks(): TemplateLinks {
  const catalogApi = useApi(catalogApiRef);
  const link = useRouteRef(templateRouteRef);
  const { value } = useAsync(
    () =>
      catalogApi.getEntities({
        filter: { kind: 'Template', 'metadata.name': Object.values(names) },
        fields: ['kind', 'metadata.namespace', 'metadata.name'],
      }),
    [catalogApi],
  );
  const links: TemplateLinks = {};
  for (const { metadata } of value?.items ?? []) {
    const use = usesOf(metadata.name);
    if (link && use) {
      links[use] = formData =>
        link({
          namespace: metadata.namespace ?? 'default',
          templateName: metadata.name,
        }) +
        (formData
          ? `?formData=${encodeURIComponent(JSON.stringify(formData))}`
          : '');
    }
  }
  return links;
}

function usesOf(name: string): TemplateUse | undefined {
  return (Object.keys(names) as TemplateUse[]).find(use => names[use] === name);
}
