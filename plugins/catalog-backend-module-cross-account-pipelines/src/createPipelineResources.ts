import { createHash } from 'node:crypto';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type ResourceEntity,
} from '@backstage/catalog-model';
import type { AccountSummary } from 'backstage-plugin-cross-account-pipelines-core';
import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  CODEPIPELINE_ARN_ANNOTATION,
  GENERATED_LOCATION_TYPE,
  type PipelineSummary,
} from 'backstage-plugin-cross-account-pipelines-common';

/**
 * Makes a `Resource` of every pipeline and of every account that is configured
 * or that a pipeline works in. Entities depend on their pipelines, pipelines on
 * their accounts.
 */
export function createPipelineResources(options: {
  pipelines: PipelineSummary[];
  /** As configured. */
  accounts: AccountSummary[];
  /** Owners of the entities that pipelines belong to, by entity ref. */
  entityOwners: ReadonlyMap<string, string>;
  /** Owns the accounts, and the pipelines whose entities name no owner. */
  owner: string;
}): ResourceEntity[] {
  const { pipelines, entityOwners, owner } = options;
  const accounts = new Map<string, AccountSummary>();

  const pipelineResources = pipelines.flatMap(pipeline => {
    const { pipelineArn, ownerRef, entityRefs, reaches } = pipeline;
    const parts = parsePipelineArn(pipelineArn);
    if (!parts) {
      return [];
    }
    const own: AccountSummary = { id: parts.account };
    for (const account of [own, ...reaches]) {
      accounts.set(account.id, account);
    }
    const dependsOn = new Set([own, ...reaches].map(accountRef));
    return resource({
      name: pipelineResourceName(pipelineArn),
      title: `${parts.name} (pipeline)`,
      description: `AWS CodePipeline pipeline in account ${parts.account}, ${parts.region}`,
      location: pipelineArn,
      annotations: { [CODEPIPELINE_ARN_ANNOTATION]: pipelineArn },
      spec: {
        type: 'aws-codepipeline',
        owner: (ownerRef && entityOwners.get(ownerRef)) ?? owner,
        dependsOn: [...dependsOn],
        dependencyOf: entityRefs,
      },
    });
  });

  for (const account of options.accounts) {
    accounts.set(account.id, account);
  }
  const accountResources = [...accounts.values()].map(account =>
    resource({
      name: accountResourceName(account),
      title: account.name ?? account.id,
      description: `AWS account ${account.id}${
        account.environment ? `, ${account.environment}` : ''
      }`,
      location: `account/${account.id}`,
      spec: { type: 'aws-account', owner },
    }),
  );
  return [...pipelineResources, ...accountResources];
}

function resource(options: {
  name: string;
  title: string;
  description: string;
  location: string;
  annotations?: Record<string, string>;
  spec: ResourceEntity['spec'];
}): ResourceEntity {
  const { name, title, description, annotations, spec } = options;
  const location = `${GENERATED_LOCATION_TYPE}:${options.location}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      title,
      description,
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        ...annotations,
      },
    },
    spec,
  };
}

function accountResourceName({ id }: AccountSummary): string {
  return `aws-account-${id}`;
}

function accountRef(account: AccountSummary): string {
  return `resource:default/${accountResourceName(account)}`;
}

/**
 * The pipeline's name, account and Region where they make the name of an entity
 * (63 characters, no difference between upper and lower case), and otherwise
 * what fits of them with a hash of the ARN.
 */
function pipelineResourceName(pipelineArn: string): string {
  const { name, account, region } = parsePipelineArn(pipelineArn)!;
  const readable = `${name}.${account}.${region}`;
  if (readable.length <= 63 && /^[a-z0-9][a-z0-9._-]*$/.test(readable)) {
    return readable;
  }
  const hash = createHash('sha256').update(pipelineArn).digest('hex');
  const start = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  return `pipeline-${start}-${hash.slice(0, 12)}`;
}
