import type { Entity } from '@backstage/catalog-model';

/** The service whose pipeline it is. */
export const orders: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders' },
};
