import type { Entity } from '@backstage/catalog-model';

/**
 * The account that a catalog entity stands for: a `Resource` of type
 * `aws-account`, by the annotation that names its id or by its name.
 */
export function accountIdOf(entity: Entity): string | undefined {
  if (entity.kind !== 'Resource' || entity.spec?.type !== 'aws-account') {
    return undefined;
  }
  const named =
    entity.metadata.annotations?.['aws.amazon.com/account-id'] ??
    entity.metadata.name;
  return /(?:^|-)(\d{12})$/.exec(named)?.[1];
}
