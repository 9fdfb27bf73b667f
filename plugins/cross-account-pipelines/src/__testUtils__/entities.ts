import type { Entity } from '@backstage/catalog-model';
import { CODEPIPELINE_ARN_ANNOTATION } from 'backstage-plugin-cross-account-pipelines-common';
import { checkoutArn } from './reports';

/** A service, with a pipeline unless told otherwise. */
export function serviceOf(
  name: string,
  annotations: Record<string, string> = {
    [CODEPIPELINE_ARN_ANNOTATION]: checkoutArn,
  },
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
    spec: { type: 'service' },
  };
}
