import { ArtifactUses } from './ArtifactUses';
import {
  checkArtifactOrigin,
  checkConnection,
  checkOwnership,
  checkProvider,
  checkStore,
} from './checkHops';
import { HopCollector } from './HopCollector';
import {
  artifactNames,
  type LinkHops,
  type ListedAction,
} from './ListedAction';
import { ListingScope } from './ListingScope';
import {
  listCalls,
  listEntrance,
  listPassedRole,
  listReached,
  listServiceRole,
  listWorker,
} from './roleHops';
import { accountOf } from '../vocabulary/parseArn';
import type {
  ActionDefinition,
  PipelineDefinition,
} from '../vocabulary/PipelineDefinition';
import type { HopRequest, PipelineLinks } from '../vocabulary/PipelineLinks';
import type { PipelineResources } from '../vocabulary/PipelineResources';
import { awsProviders } from '../../providers/awsProviders';
import type { ActionPlace, ProviderNeeds } from '../../providers/ProviderNeeds';

/**
 * @public
 */
export interface ListLinksOptions {
  pipelineArn: string;
  /** What the definition names but does not describe. */
  resources?: PipelineResources;
}

/** A link while its hops are gathered. */
interface OpenLink extends LinkHops {
  account: string;
  region: string;
}

/**
 * Every account and Region that a pipeline reaches and every hop that it needs
 * there, from any definition, whoever wrote it. In the definition's order.
 *
 * @throws InvalidPipelineArnError for an ARN that is not a pipeline's
 *
 * @public
 */
export function listLinks(
  definition: PipelineDefinition,
  { pipelineArn, resources = {} }: ListLinksOptions,
): PipelineLinks {
  const scope = new ListingScope(definition, pipelineArn, resources);
  const { partition, account, region } = scope;
  const requests = new Map<string, HopRequest[]>();
  const open = (prefix: string): LinkHops => ({
    hops: new HopCollector(prefix),
    artifacts: new ArtifactUses(scope, requests),
  });
  const own = open('');
  const links = new Map<string, OpenLink>();
  const linkTo = (place: { account: string; region: string }): LinkHops => {
    if (place.account === account) {
      return own;
    }
    const id = `${place.account}/${place.region}`;
    const link = links.get(id) ?? {
      account: place.account,
      region: place.region,
      ...open(`${id}/`),
    };
    links.set(id, link);
    return link;
  };
  const unseen = new Set<string>();

  listServiceRole(scope, own, {
    actsItself: definition.stages.some(({ actions }) =>
      actions.some(action => worksAs(definition.roleArn, action)),
    ),
  });
  for (const storeRegion of Object.keys(definition.artifactStores ?? {})) {
    checkStore(scope, own.hops, { region: storeRegion, foreign: false });
  }
  for (const stage of definition.stages) {
    for (const action of stage.actions) {
      const place = placeOf(scope, action);
      const needs = needsOf(action);
      const path = `${stage.name}/${action.name}`;
      listAction(scope, {
        ...place,
        ...linkTo({ account: reachedAccount(place), region: place.region }),
        path,
        needs,
        purpose:
          place.roleArn === definition.roleArn ? 'service role' : 'action role',
        isForeign: place.account !== account,
      });
      for (const reached of needs?.reaches?.(place) ?? []) {
        listReached(linkTo(reached).hops, reached, path);
      }
      const sentence = needs?.unseen?.(place);
      if (sentence) {
        unseen.add(sentence);
      }
    }
  }
  return {
    pipelineArn,
    name: definition.name,
    partition,
    account,
    region,
    hops: close(own),
    links: [...links.values()].map(link => ({
      account: link.account,
      region: link.region,
      hops: close(link),
    })),
    unseen: [...unseen],
  };
}

function close({ hops, artifacts }: LinkHops) {
  artifacts.listInto(hops);
  return hops.hops();
}

function placeOf(scope: ListingScope, action: ActionDefinition): ActionPlace {
  return {
    action,
    configuration: action.configuration ?? {},
    partition: scope.partition,
    account: accountOf(action.roleArn) ?? scope.account,
    region: action.region ?? scope.region,
    roleArn: action.roleArn ?? scope.definition.roleArn,
    pipelineAccount: scope.account,
    resources: scope.resources,
  };
}

/** Whether an action reads or writes artifacts with a role, as far as is known. */
function worksAs(role: string, action: ActionDefinition): boolean {
  const needs = needsOf(action);
  return (
    (action.roleArn ?? role) === role &&
    (needs === undefined || needs.artifacts !== undefined)
  );
}

/** Providers that are not of AWS ask nothing of IAM, but hand artifacts over. */
function needsOf({
  actionTypeId,
}: ActionDefinition): ProviderNeeds | undefined {
  const { category, owner, provider } = actionTypeId;
  return owner === 'AWS'
    ? awsProviders[`${category}/${provider}`]
    : { page: '', artifacts: { writes: category === 'Source' } };
}

/** Without an action role only a bucket can be in another account. */
function reachedAccount(place: ActionPlace): string {
  const { S3Bucket, BucketName } = place.configuration;
  const bucket = S3Bucket ?? BucketName;
  const isS3 = place.action.actionTypeId.provider === 'S3';
  if (place.action.roleArn || !isS3 || !bucket) {
    return place.account;
  }
  return place.resources.bucketOwner?.(bucket) ?? place.account;
}

function listAction(scope: ListingScope, listed: ListedAction): void {
  const { needs, hops, region, isForeign, path } = listed;
  listEntrance(scope, listed);
  listOwnArtifacts(listed);
  if (isForeign || usesArtifacts(listed) || region !== scope.region) {
    checkStore(scope, hops, {
      region,
      foreign: isForeign,
      writes: isForeign && writesArtifacts(listed),
      path,
    });
  }
  listCalls(listed);
  for (const passed of needs?.passes?.(listed) ?? []) {
    listPassedRole(listed, passed);
  }
  for (const worker of needs?.workers?.(listed) ?? []) {
    listWorker(scope, listed, worker);
  }
  checkProvider(scope, listed);
  checkArtifactOrigin(scope, listed);
  checkConnection(listed);
  checkOwnership(listed);
}

function usesArtifacts({ action }: ListedAction): boolean {
  return Boolean(
    action.inputArtifacts?.length || action.outputArtifacts?.length,
  );
}

/** Whether the action itself, or what works for it, writes an artifact. */
function writesArtifacts(listed: ListedAction): boolean {
  return (
    ownWrites(listed).length > 0 ||
    (listed.needs?.workers?.(listed) ?? []).some(
      ({ roles }) =>
        roles?.some(({ writes }) => writes) &&
        listed.action.outputArtifacts?.length,
    )
  );
}

function ownWrites(listed: ListedAction): string[] {
  const { writes } = listed.needs?.artifacts ?? {};
  return artifactNames(
    (typeof writes === 'function' ? writes(listed) : writes) &&
      listed.action.outputArtifacts,
  );
}

/** H5, H6 of the acting role; those of the service role are the pipeline's own. */
function listOwnArtifacts(listed: ListedAction): void {
  const { action, needs, roleArn, region, path, purpose, isForeign } = listed;
  if (purpose === 'service role') {
    return;
  }
  const { reads, lists, setsAclAcrossAccounts } = needs?.artifacts ?? {};
  listed.artifacts.add({
    kinds: ['H5', 'H6'],
    roleArn,
    region,
    purpose,
    reads: artifactNames(reads && action.inputArtifacts),
    writes: ownWrites(listed),
    lists,
    setsAcl: isForeign && setsAclAcrossAccounts,
    path,
  });
}
