import type { Account, AccountRegion } from '../world/Account';
import type { World } from '../world/World';
import { isArtifact } from '../codepipeline/artifacts';

/**
 * Everything that stands in all accounts, as text with a line for each thing:
 * equal for two worlds in which the same was built, in whatever order. Times are
 * left out, and what AWS chooses by chance; so are runs of pipelines, what they
 * keep in buckets, and keys that wait for their end.
 */
export function describeEstate(world: World): string[] {
  const names = namesOfIds(world);
  const lines = [
    ...world.accounts.flatMap(account => describeAccount(account)),
    ...[...world.buckets.values()].map(({ objects, createdAt, ...bucket }) => [
      bucket.account,
      'bucket',
      bucket.name,
      bucket,
      [...objects.keys()].filter(key => !isArtifact(key)).sort(),
    ]),
  ];
  return lines
    .map(line =>
      JSON.stringify(line, sortKeys)
        .replace(/AROA[A-Z0-9]{17}/g, id => names.get(id) ?? '<id>')
        .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
        .replace(/-[A-Z0-9]{12,13}(?![A-Za-z0-9])/g, '-<id>'),
    )
    .sort();
}

/** Unique ids of roles stand in policies. */
function namesOfIds({ accounts }: World): Map<string, string> {
  return new Map(
    accounts.flatMap(({ iam }) =>
      [...iam.roles.values()].map(({ current }): [string, string] => [
        current.id,
        current.arn,
      ]),
    ),
  );
}

function describeAccount(account: Account): unknown[][] {
  const { id, iam } = account;
  const roles = [...iam.roles.values()].map(({ current }) => {
    const { createdAt, id: _, ...role } = current;
    return [id, 'role', { ...role, attached: [...role.attached].sort() }];
  });
  const policies = [...iam.policies.values()].map(({ current }) => [
    id,
    'policy',
    current.arn,
    current.versions.find(
      ({ id: version }) => version === current.defaultVersion,
    )?.document,
  ]);
  const profiles = [...iam.instanceProfiles.values()].map(
    ({ arn, role, tags }) => [id, 'instance profile', arn, role, tags],
  );
  return [
    ...roles,
    ...policies,
    ...profiles,
    ...account
      .usedRegions()
      .flatMap(name =>
        describeRegion(account.region(name)).map(line => [id, name, ...line]),
      ),
  ];
}

function describeRegion(region: AccountRegion): unknown[][] {
  const { kms, cloudFormation, codeBuild, codePipeline, codeDeploy, events } =
    region;
  return [
    ...[...kms.keys.values()]
      .filter(({ state }) => state !== 'PendingDeletion')
      .map(({ policy, rotation, description, tags, state, id }) => [
        'key',
        [...kms.aliases].flatMap(([alias, key]) => (key === id ? [alias] : [])),
        { policy, rotation, description, tags, state },
      ]),
    ...cloudFormation.stacks.map(stack => [
      'stack',
      stack.name,
      stack.status,
      {
        deployed: stack.deployed && {
          text: stack.deployed.text,
          parameters: stack.deployed.parameters,
          tags: stack.deployed.tags,
        },
        outputs: stack.outputs,
        resources: [...stack.resources.values()]
          .map(({ logicalId, type, physicalId, status }) =>
            [logicalId, type, physicalId, status].join(' '),
          )
          .sort(),
      },
    ]),
    ...[...codePipeline.pipelines.values()].map(({ declaration, tags }) => [
      'pipeline',
      { ...declaration, version: undefined },
      tags,
    ]),
    ...[...codeBuild.projects.values()].map(
      ({ created, lastModified, ...project }) => ['project', project],
    ),
    ...[...codeDeploy.applications.values()].map(each => ['application', each]),
    ...[...events.rules.values()].map(each => ['rule', each]),
    ...[...events.statements].map(each => ['event bus', each]),
  ];
}

function sortKeys(_: string, value: unknown): unknown {
  return value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)),
      )
    : value;
}
