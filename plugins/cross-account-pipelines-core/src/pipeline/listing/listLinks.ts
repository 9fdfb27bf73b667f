import { ArtifactUses } from './ArtifactUses';
import {
  checkArtifactOrigin,
  checkClusterAccess,
  checkConnection,
  checkExistence,
  checkOwnership,
  checkPolicies,
  checkProvider,
  checkStore,
  checkVersions,
} from './checkHops';
import { definitionProblems } from './definitionProblems';
import { HopCollector } from './HopCollector';
import {
  artifactNames,
  type LinkHops,
  type ListedAction,
} from './ListedAction';
import { ListingScope } from './ListingScope';
import { rulesOf } from './rulesOf';
import {
  listCalls,
  listEntered,
  listEntrance,
  listPassedRole,
  listReached,
  listServiceRole,
  listWorker,
} from './roleHops';
import { say, write, type Unseen, type Words } from '../../report';
import { accountOf, shortName } from '../vocabulary/parseArn';
import type {
  ActionDefinition,
  PipelineDefinition,
} from '../vocabulary/PipelineDefinition';
import type { HopRequest, PipelineLinks } from '../vocabulary/PipelineLinks';
import type { PipelineResources } from '../vocabulary/PipelineResources';
import { awsProviders } from '../../providers/awsProviders';
import type { ActionPlace, Provider } from '../../providers/Provider';

export interface ListLinksOptions {
  pipelineArn: string;
  /** What the definition names but does not describe. */
  resources?: PipelineResources;
  /**
   * Accounts in which actions have roles of their own: links to them stay
   * without hops.
   *
   * @internal
   */
  emptied?: ReadonlySet<string>;
}

/** A link while its hops are gathered. */
interface OpenLink extends LinkHops {
  account: string;
  region: string;
  reachedBy?: Words;
}

/**
 * Every account and Region that a pipeline reaches and every hop that it needs
 * there, from any definition, whoever wrote it. In the definition's order.
 *
 * @throws InvalidPipelineArnError for an ARN that is not a pipeline's
 *
 * @alpha
 */
export function listLinks(
  definition: PipelineDefinition,
  { pipelineArn, resources = {}, emptied }: ListLinksOptions,
): PipelineLinks {
  const scope = new ListingScope(definition, pipelineArn, resources);
  const { partition, account, region } = scope;
  const requests = new Map<string, HopRequest[]>();
  const open = (prefix: string): LinkHops => ({
    hops: new HopCollector(prefix),
    artifacts: new ArtifactUses(scope, requests),
  });
  const notSeen = new Map<string, Unseen>();
  const addUnseen = (words: Words) =>
    notSeen.set(words.text, write('sentence', words));
  const own = open('');
  const links = new Map<string, OpenLink>();
  const linkTo = (
    place: { account: string; region: string },
    reachedBy?: Words,
  ): LinkHops => {
    if (place.account === account) {
      return own;
    }
    const id = `${place.account}/${place.region}`;
    const link: OpenLink = links.get(id) ?? {
      account: place.account,
      region: place.region,
      reachedBy,
      ...open(`${id}/`),
    };
    if (!reachedBy) {
      delete link.reachedBy;
    }
    links.set(id, link);
    return link;
  };
  const enterFrom = (entering: Entering) => {
    const roles = scope.resources.assumableRoles?.(entering.roleArn);
    const at = (arn: string) =>
      linkTo(
        { account: accountOf(arn)!, region: entering.region },
        entering.what,
      ).hops;
    for (const roleArn of roles?.roleArns ?? []) {
      listEntered(at(roleArn), entering, { roleArn });
    }
    for (const pattern of roles?.patterns ?? []) {
      listEntered(at(pattern), entering, { pattern });
    }
    if (roles?.anywhere) {
      addUnseen(say('unseen.entered', { what: entering.what }));
    }
  };

  const ofServiceRole = definition.stages
    .flatMap(({ actions }) => actions)
    .filter(
      ({ roleArn }) => (roleArn ?? definition.roleArn) === definition.roleArn,
    )
    .map(needsOf);
  listServiceRole(scope, own, {
    reads: ofServiceRole.some(mayDo('reads')),
    writes: ofServiceRole.some(mayDo('writes')),
  });
  checkDefinition(scope, own.hops);
  for (const storeRegion of Object.keys(definition.artifactStores ?? {})) {
    checkStore(scope, own.hops, { region: storeRegion, foreign: false });
  }
  for (const stage of definition.stages) {
    for (const action of [...stage.actions, ...rulesOf(stage)]) {
      const place = placeOf(scope, action);
      const needs = needsOf(action);
      const path = `${stage.name}/${action.name}`;
      const link = linkTo({
        account: reachedAccount(place, needs),
        region: place.region,
      });
      if (!emptied?.has(place.account)) {
        listAction(scope, {
          ...place,
          ...link,
          path,
          needs,
          purpose:
            place.roleArn === definition.roleArn
              ? 'service role'
              : 'action role',
          isForeign: place.account !== account,
        });
      }
      for (const entering of enteringOf(place, needs, path)) {
        enterFrom(entering);
      }
      for (const reached of needs?.reaches?.(place) ?? []) {
        listReached(linkTo(reached).hops, reached, path);
      }
      const words = needs?.unseen?.(place);
      if (words) {
        addUnseen(words);
      }
    }
  }
  return {
    pipelineArn,
    name: definition.name,
    partition,
    account,
    region,
    hops: close(scope, own, account),
    links: [...links.values()].map(link => ({
      account: link.account,
      region: link.region,
      hops: close(scope, link, link.account),
      ...(link.reachedBy && write('reachedBy', link.reachedBy)),
    })),
    unseen: [...notSeen.values()],
  };
}

/** Something that runs people's code and has a role. */
interface Entering {
  /** E.g. `project orders-build`. */
  what: Words;
  roleArn: string;
  path: string;
  region: string;
}

function enteringOf(
  place: ActionPlace,
  needs: Provider | undefined,
  path: string,
): Entering[] {
  const { region, resources } = place;
  const builds = (needs?.workers?.(place) ?? []).flatMap(
    ({ what, arn, roles = [] }) =>
      roles
        .filter(({ runsCommands }) => runsCommands)
        .map(({ roleArn }) => ({
          what: say(what === 'project' ? 'target.project' : 'target.group', {
            name: shortName(arn),
          }),
          roleArn,
          path,
          region,
        })),
  );
  // The service role may enter all that its own actions do.
  if (needs?.runsCommands && place.action.roleArn) {
    builds.push({
      what: say('target.action', { name: path }),
      roleArn: place.roleArn,
      path,
      region,
    });
  }
  const run = needs?.runsFunction?.(place);
  const roleArn = run && resources.functionRole?.(run);
  return roleArn
    ? [
        ...builds,
        {
          what: say('target.function', { name: shortName(run) }),
          roleArn,
          path,
          region,
        },
      ]
    : builds;
}

/** H8: only what is wrong makes a hop. */
function checkDefinition(scope: ListingScope, hops: HopCollector): void {
  for (const { problem, path } of definitionProblems(scope.definition)) {
    hops.check(
      {
        kind: 'H8',
        gate: 'enter',
        says: say('hop.definition'),
        check: { rule: 'definition', problem },
      },
      problem,
      path,
    );
  }
}

function close(
  scope: ListingScope,
  { hops, artifacts }: LinkHops,
  account: string,
) {
  artifacts.listInto(hops);
  checkPolicies(scope, hops, account);
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
    pipeline: scope.definition.name,
    pipelineAccount: scope.account,
    resources: scope.resources,
  };
}

/** Nobody knows what a provider does that is not known. */
function mayDo(how: 'reads' | 'writes') {
  return (needs: Provider | undefined) =>
    needs === undefined || Boolean(needs.artifacts?.[how]);
}

/** Providers that are not of AWS ask nothing of IAM, but hand artifacts over. */
function needsOf({ actionTypeId }: ActionDefinition): Provider | undefined {
  const { category, owner, provider } = actionTypeId;
  return owner === 'AWS'
    ? awsProviders[`${category}/${provider}`]
    : { kinds: [], page: '', artifacts: { writes: category === 'Source' } };
}

/** Without an action role only a bucket can be in another account. */
function reachedAccount(
  place: ActionPlace,
  needs: Provider | undefined,
): string {
  const bucket = place.action.roleArn
    ? undefined
    : needs?.reachesBucket?.(place);
  return (bucket && place.resources.bucketOwner?.(bucket)) ?? place.account;
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
  checkExistence(scope, listed);
  checkVersions(scope, listed);
  checkClusterAccess(listed);
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
