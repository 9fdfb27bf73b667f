import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { DocumentReference } from 'backstage-plugin-cross-account-pipelines-core';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { arnName } from './arnName';

const keys = {
  'trust policy': 'trustPolicy',
  'identity policies': 'identityPolicies',
  'key policy': 'keyPolicy',
  'key sharing policy': 'keySharingPolicy',
  'key grants': 'keyGrants',
  'bucket policy': 'bucketPolicy',
  'repository policy': 'repositoryPolicy',
  'event bus policy': 'eventBusPolicy',
  'pipeline definition': 'pipelineDefinition',
  role: 'role',
  key: 'key',
  bucket: 'bucket',
  project: 'project',
  'deployment group': 'deploymentGroup',
  connection: 'connection',
  stack: 'stack',
  'event rule': 'eventRule',
  'inline policy': 'inlinePolicy',
  'managed policy': 'managedPolicy',
  'permissions boundary': 'permissionsBoundary',
  'service control policy': 'serviceControlPolicy',
  'resource control policy': 'resourceControlPolicy',
  'service control policies': 'serviceControlPolicies',
  'resource control policies': 'resourceControlPolicies',
  'resource policy': 'resourcePolicy',
  thing: 'service',
  service: 'service',
} as const satisfies Record<DocumentReference['type'], string>;

/** Names documents in the reader's language, and things in them without ARNs. */
export function useDocumentName(): (document: DocumentReference) => string {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return document => {
    const owner = ownerOf(document);
    // Some documents belong to a newer backend than this page.
    const key = keys[document.type] ?? 'service';
    return t(`document.${key}`, {
      owner,
      name: ('name' in document && document.name) || owner,
    });
  };
}

function ownerOf(document: DocumentReference): string {
  if ('roleArn' in document) {
    return arnName(document.roleArn);
  }
  if ('alias' in document && document.alias !== undefined) {
    return document.alias;
  }
  return 'arn' in document && document.arn !== undefined
    ? arnName(document.arn)
    : document.account;
}
