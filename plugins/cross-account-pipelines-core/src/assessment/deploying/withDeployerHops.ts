import type { Deployment, Estate } from '../../estate';
import { say, type Words } from '../../report';
import {
  sentenceOf,
  shortName,
  type Hop,
  type HopRequest,
  type HopTarget,
  type PipelineLinks,
} from '../../pipeline';
import { stackSetEntry } from '../../pipeline/listing/roleHops';
import type { ReachedAccount } from '../../providers/Provider';

/**
 * Adds to a pipeline's links what its deployment needs: H12. Only of accounts
 * whose deployer role somebody looked up, and not of a pipeline that stands.
 */
export function withDeployerHops(
  links: PipelineLinks,
  { deployments = [] }: Estate,
  pipelineArn: string,
): PipelineLinks {
  const known = deployments.filter(
    each => each.deployerArn && each.pipelineArn === pipelineArn,
  );
  if (known.length === 0) {
    return links;
  }
  const byPlace = new Map<string, Deployment[]>();
  for (const deployment of known) {
    const place = `${deployment.account}/${deployment.region}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), deployment]);
  }
  const found = [
    ...[...byPlace].map(([place, stacks]) => ({
      ...stacks[0],
      hops: hopsOfPlace(place, stacks),
    })),
    ...known.flatMap(({ enters = [] }) =>
      enters.map(each => ({ ...each, hops: [entryHop(each)] })),
    ),
  ];
  const reached = new Set(links.links.map(placeOf));
  return {
    ...links,
    hops: [
      ...links.hops,
      ...found
        .filter(each => !reached.has(placeOf(each)))
        .flatMap(({ hops }) => hops),
    ],
    links: links.links.map(link => ({
      ...link,
      hops: [
        ...link.hops,
        ...found
          .filter(each => placeOf(each) === placeOf(link))
          .flatMap(({ hops }) => hops),
      ],
    })),
  };
}

function placeOf({ account, region }: { account: string; region: string }) {
  return `${account}/${region}`;
}

function hopsOfPlace(place: string, stacks: Deployment[]): Hop[] {
  const fresh = stacks.filter(({ isDeployed }) => !isDeployed);
  const create = distinct(fresh.flatMap(stack => stack.create));
  const changed = stacks.filter(
    ({ isDeployed, change }) => isDeployed || change.length > 0,
  );
  const change = distinct(
    changed.flatMap(stack =>
      stack.isDeployed ? [...stack.create, ...stack.change] : stack.change,
    ),
  );
  return [
    ...accessHops(place, fresh, 'deploy', create),
    ...accessHops(place, changed, 'change and remove', change),
    ...stacks.flatMap(({ account, stackName, taken = [] }) =>
      taken.map(
        ({ type, id, ...found }): Hop => ({
          type: 'check',
          id: `${place}/H12:name:${id}`,
          kind: 'H12',
          gate: 'deploy',
          ...sentenceOf(
            say('hop.name-free', {
              thing: `${type} ${shortName(id)}`,
              account,
            }),
          ),
          actions: [],
          check: {
            rule: 'name-free',
            account,
            what: type,
            name: id,
            stackName,
            ...found,
          },
        }),
      ),
    ),
  ];
}

/** By which StackSets enters an account and works there. */
function entryHop(entered: ReachedAccount): Hop {
  const { says, ...entry } = stackSetEntry(entered);
  const { administrationRoleArn, executionRoleArn } = entered;
  return {
    type: 'access',
    id: `${placeOf(entered)}/H12:${shortName(
      administrationRoleArn,
    )}:${shortName(executionRoleArn)}`,
    kind: 'H12',
    ...entry,
    ...sentenceOf(says),
    actions: [],
  };
}

/** What only a later change needs stops no deployment. */
function accessHops(
  place: string,
  stacks: Deployment[],
  what: 'deploy' | 'change and remove',
  requests: HopRequest[],
): Hop[] {
  if (requests.length === 0) {
    return [];
  }
  const [{ account, region, deployerArn }] = stacks;
  const names = stacks.map(({ stackName }) => stackName).join(', ');
  const hop = (about: string, target: HopTarget, on: HopRequest[]): Hop => ({
    type: 'access',
    id: `${place}/H12:${what}${about && `:${about}`}`,
    kind: 'H12',
    region,
    gate: 'deploy',
    ...sentenceOf(
      describe(what, {
        account,
        names,
        key: about,
        caller: shortName(deployerArn!),
      }),
    ),
    principal: { type: 'role', arn: deployerArn!, purpose: 'deployer role' },
    target,
    requests: on,
    actions: [],
    optional: what !== 'deploy',
  });
  const keys = [...new Set(requests.map(({ resource }) => resource))].filter(
    isKey,
  );
  const others = requests.filter(({ resource }) => !isKey(resource));
  return [
    ...(others.length > 0
      ? [hop('', { type: 'resource', name: names, account, region }, others)]
      : []),
    // Keys have a policy of their own that decides, too.
    ...keys.map(arn =>
      hop(
        shortName(arn),
        { type: 'key', arn },
        requests.filter(({ resource }) => resource === arn),
      ),
    ),
  ];
}

function describe(
  what: 'deploy' | 'change and remove',
  about: { caller: string; account: string; names: string; key: string },
): Words {
  const { caller, account, names: stacks, key } = about;
  if (what === 'deploy') {
    return key
      ? say('hop.deploys-with-key', { caller, key, account })
      : say('hop.deploys', { caller, stacks, account });
  }
  return key
    ? say('hop.changes-key', { caller, key, account })
    : say('hop.changes', { caller, stacks, account });
}

function isKey(resource: string): boolean {
  return /^arn:[^:]*:kms:[^:]*:\d{12}:key\//.test(resource);
}

function distinct(requests: HopRequest[]): HopRequest[] {
  const keyOf = ({ action, resource, context }: HopRequest) =>
    JSON.stringify([action, resource, context]);
  return [...new Map(requests.map(each => [keyOf(each), each])).values()];
}
