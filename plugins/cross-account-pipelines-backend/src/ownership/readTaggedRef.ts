import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { componentTag } from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * The entity that tags name, in full; `null` where they name none.
 */
export function readTaggedRef(
  tags: Array<{ key?: string; value?: string }>,
): string | null {
  const value = tags.find(({ key }) => key === componentTag)?.value;
  if (!value) {
    return null;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(value, {
        defaultKind: 'component',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    return null;
  }
}
