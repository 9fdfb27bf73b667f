import { parseEntityRef } from '@backstage/catalog-model';

/** `AWSCloudFormation/latest/APIReference/API_CreateStack`: StackName. */
const longest = 128;

/** A stack name that CloudFormation takes, made of a service's entity ref. */
export function proposeStackName(entityRef: unknown): string | undefined {
  if (typeof entityRef !== 'string' || !entityRef) {
    return undefined;
  }
  try {
    const { name } = parseEntityRef(entityRef, {
      defaultKind: 'component',
      defaultNamespace: 'default',
    });
    const proposed = name
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/^[^A-Za-z]+|-+$/g, '')
      .slice(0, longest);
    return proposed || undefined;
  } catch {
    return undefined;
  }
}
