import type { ConfiguredAccount } from '../vocabulary/ConfiguredAccount';
import { partitionOf } from '../../template/partitions';
import { parseArn } from '../vocabulary/parseArn';
import { pipelineNames } from './pipelineNames';
import type { PipelineSpec } from './pipelineSpecSchema';
import {
  formatSpecPath,
  type SpecPath,
  type SpecProblem,
} from '../vocabulary/SpecProblem';
import type { TargetSpec } from './stageSchema';
import { targetKindOf } from '../../providers/deploy/targetKinds';

type Check = (
  spec: PipelineSpec,
  accounts?: ConfiguredAccount[],
) => SpecProblem[];

function checkPipelineAccount(
  { account, region }: PipelineSpec,
  accounts?: ConfiguredAccount[],
): SpecProblem[] {
  return checkAccount({
    account,
    region,
    path: ['account'],
    regionPath: ['region'],
    use: 'pipeline',
    accounts,
  });
}

function checkSourceAccount(
  { source, region }: PipelineSpec,
  accounts?: ConfiguredAccount[],
): SpecProblem[] {
  return source.provider === 'CodeCommit' && source.account
    ? checkAccount({
        account: source.account,
        region,
        path: ['source', 'account'],
        regionPath: ['region'],
        accounts,
      })
    : [];
}

function checkTargetAccounts(
  spec: PipelineSpec,
  accounts?: ConfiguredAccount[],
): SpecProblem[] {
  return targetsOf(spec).flatMap(({ target, path }) => [
    ...checkAccount({
      account: target.account,
      region: target.region,
      path: [...path, 'account'],
      regionPath: [...path, 'region'],
      use: 'target',
      accounts,
    }),
    ...instancesOf(target).flatMap(({ account, region, ...fields }) =>
      checkAccount({
        account,
        region,
        path: [...path, 'deploy', ...fields.path],
        regionPath: [...path, 'deploy', ...fields.regionPath],
        use: 'target',
        accounts,
      }),
    ),
  ]);
}

/** Other places that the provider would make something in. */
function instancesOf({ deploy }: TargetSpec) {
  return targetKindOf(deploy).instances?.(deploy) ?? [];
}

function checkAccount(options: {
  account: string;
  region: string;
  path: SpecPath;
  regionPath: SpecPath;
  use?: ConfiguredAccount['uses'][number];
  accounts?: ConfiguredAccount[];
}): SpecProblem[] {
  const { account, region, path, regionPath, use, accounts } = options;
  if (!accounts) {
    return [];
  }
  const configured = accounts.find(({ id }) => id === account);
  if (!configured) {
    return [
      {
        path,
        message: `${account} is not among the configured accounts (crossAccountPipelines.accounts)`,
      },
    ];
  }
  const problems: SpecProblem[] = [];
  if (use && !configured.uses.includes(use)) {
    problems.push({
      path,
      message: `${
        configured.name
      } (${account}) may not be used as a ${use} account; it is configured for ${configured.uses.join(
        ' and ',
      )}`,
    });
  }
  if (!configured.regions.includes(region)) {
    problems.push({
      path: regionPath,
      message: `${region} is not a Region of ${
        configured.name
      } (${account}); it has ${configured.regions.join(', ')}`,
    });
  }
  return problems;
}

/** Nothing crosses a partition: no trust, no bucket, no key. */
function checkPartitions(spec: PipelineSpec): SpecProblem[] {
  const home = partitionOf(spec.region).id;
  return targetsOf(spec)
    .filter(({ target }) => partitionOf(target.region).id !== home)
    .map(({ target, path }) => ({
      path: [...path, 'region'],
      message: `${target.region} is in partition ${
        partitionOf(target.region).id
      } and cannot be reached from ${spec.region} in ${home}`,
    }));
}

/** A part that is named by its ARN has to be where it is used. */
function checkArns(spec: PipelineSpec): SpecProblem[] {
  const { account, region, source, existing = {} } = spec;
  return [
    // AWS RAM shares those of the newer prefix with other accounts.
    ...(source.provider === 'CodeConnections' &&
    parseArn(source.connectionArn)?.service !== 'codeconnections'
      ? checkArn(source.connectionArn, ['source', 'connectionArn'], { account })
      : []),
    ...checkArn(existing.serviceRoleArn, ['existing', 'serviceRoleArn'], {
      account,
    }),
    ...checkArn(existing.buildRoleArn, ['existing', 'buildRoleArn'], {
      account,
    }),
    ...checkArn(
      spec.stackSet?.administrationRoleArn,
      ['stackSet', 'administrationRoleArn'],
      { account },
    ),
    ...Object.entries(existing.artifactStores ?? {}).flatMap(
      ([place, { keyArn }]) =>
        checkArn(keyArn, ['existing', 'artifactStores', place, 'keyArn'], {
          account,
          region: place,
        }),
    ),
    ...spec.stages.flatMap(({ approval }, index) =>
      checkArn(
        approval?.notifyTopicArn,
        ['stages', index, 'approval', 'notifyTopicArn'],
        { account, region },
      ),
    ),
    ...targetsOf(spec).flatMap(({ target, path }) =>
      arnsOf(target).flatMap(([arn, field]) =>
        checkArn(arn, [...path, ...field], { account: target.account }),
      ),
    ),
  ];
}

function arnsOf(target: TargetSpec): Array<[string | undefined, SpecPath]> {
  const { deploy, actionRoleArn, deployRoleArn } = target;
  const ofProvider = targetKindOf(deploy).arns?.(deploy) ?? [];
  return [
    [actionRoleArn, ['actionRoleArn']],
    [deployRoleArn, ['deployRoleArn']],
    ...ofProvider.map(([arn, path]): [string | undefined, SpecPath] => [
      arn,
      ['deploy', ...path],
    ]),
  ];
}

function checkArn(
  arn: string | undefined,
  path: SpecPath,
  place: { account: string; region?: string },
): SpecProblem[] {
  const parsed = arn === undefined ? undefined : parseArn(arn);
  if (!parsed) {
    return [];
  }
  if (parsed.account !== place.account) {
    return [
      {
        path,
        message: `is in account ${parsed.account}; it has to be in ${place.account}`,
      },
    ];
  }
  return place.region && parsed.region !== place.region
    ? [
        {
          path,
          message: `is in ${parsed.region}; it has to be in ${place.region}`,
        },
      ]
    : [];
}

/**
 * An artifact passes between two accounts only if one of them is the pipeline
 * account; a build there makes one of what came from elsewhere.
 */
function checkArtifactOrigin(spec: PipelineSpec): SpecProblem[] {
  const { account, source, build } = spec;
  return !build &&
    source.provider === 'CodeCommit' &&
    source.account &&
    source.account !== account
    ? [
        {
          path: ['build'],
          message: `is needed: the source is in ${source.account}, and only what the pipeline account makes can go on to other accounts`,
        },
      ]
    : [];
}

/** `codepipeline/latest/userguide/pipeline-types` */
function checkPipelineType(spec: PipelineSpec): SpecProblem[] {
  if (spec.type !== 'V1') {
    return [];
  }
  const message = 'needs a pipeline of type V2';
  const fields = (['triggers', 'variables'] as const)
    .filter(field => spec[field]?.length)
    .map(field => ({ path: [field], message }));
  const mode =
    spec.executionMode && spec.executionMode !== 'SUPERSEDED'
      ? [
          {
            path: ['executionMode'],
            message: `${spec.executionMode} ${message}`,
          },
        ]
      : [];
  const conditions = spec.stages.flatMap((stage, index) =>
    (['entry', 'success', 'failure'] as const)
      .filter(field => stage[field])
      .map(field => ({ path: ['stages', index, field], message })),
  );
  const providers = targetsOf(spec)
    .filter(({ target }) => targetKindOf(target.deploy).needsV2)
    .map(({ target, path }) => ({
      path: [...path, 'deploy', 'provider'],
      message: `${target.deploy.provider} ${message}`,
    }));
  return [...fields, ...mode, ...conditions, ...providers];
}

function checkTriggers({ triggers, source }: PipelineSpec): SpecProblem[] {
  return triggers?.length && source.provider !== 'CodeConnections'
    ? [
        {
          path: ['triggers'],
          message: `need a source of provider CodeConnections; it is ${source.provider}`,
        },
      ]
    : [];
}

function checkOrganization(spec: PipelineSpec): SpecProblem[] {
  return spec.principals === 'organization' && !spec.organization
    ? [
        {
          path: ['principals'],
          message: 'is organization, but the spec has no organization',
        },
      ]
    : [];
}

/** Each permission model has settings that the other knows nothing of. */
function checkStackSet({ stackSet, stages }: PipelineSpec): SpecProblem[] {
  if (!stackSet) {
    return [];
  }
  const { permissionModel = 'SELF_MANAGED' } = stackSet;
  const isSelfManaged = permissionModel === 'SELF_MANAGED';
  const strange = isSelfManaged
    ? (['callAs', 'organizationalUnits', 'autoDeployment'] as const)
    : (['administrationRoleArn', 'executionRoleName'] as const);
  const problems: SpecProblem[] = strange
    .filter(field => stackSet[field] !== undefined)
    .map(field => ({
      path: ['stackSet', field],
      message: `is for permissionModel ${
        isSelfManaged ? 'SERVICE_MANAGED' : 'SELF_MANAGED'
      }; it is ${permissionModel}`,
    }));
  const unnamed = stages
    .flatMap(({ targets }) => targets)
    .find(({ rule }) => !rule?.organizationalUnit);
  return isSelfManaged || stackSet.organizationalUnits || !unnamed
    ? problems
    : [
        ...problems,
        {
          path: ['stackSet', 'organizationalUnits'],
          message: `is needed, for no rule says in which unit ${unnamed.account} is: StackSets with SERVICE_MANAGED permissions deploys to organizational units`,
        },
      ];
}

/** `AmazonS3/latest/userguide/gpbucketnamespaces` */
const regionsWithoutNamespace = ['me-central-1', 'me-south-1'];

function checkBucketNamespace(spec: PipelineSpec): SpecProblem[] {
  const isOwn = spec.bucketNamespace === 'account-regional';
  const home = { region: spec.region, path: ['region'] as SpecPath };
  const regions = [
    home,
    ...targetsOf(spec).map(({ target: { region }, path }) => ({
      region,
      path: [...path, 'region'],
    })),
  ].filter(({ region }) => isOwn && regionsWithoutNamespace.includes(region));
  return [
    ...regions.map(({ region, path }) => ({
      path,
      message: `${region} has no bucket names that belong to an account; leave out bucketNamespace`,
    })),
    ...targetsOf(spec).flatMap(
      ({ target: { account, region, deploy }, path }) => {
        const ending = `-${account}-${region}-an`;
        return deploy.provider === 'S3' &&
          deploy.create &&
          (isOwn || deploy.bucket.endsWith('-an')) &&
          !deploy.bucket.endsWith(ending)
          ? [
              {
                path: [...path, 'deploy', 'bucket'],
                message: `${deploy.bucket} has to end in ${ending}, as the names do that belong to its account`,
              },
            ]
          : [];
      },
    ),
  ];
}

/** IAM does not tell the keys of tags apart by their case. */
function checkPrincipalTags({
  tags = {},
  principalTags = {},
}: PipelineSpec): SpecProblem[] {
  const known = Object.entries(tags).map(([key, value]) => ({
    key,
    value,
    isOfStack: true,
  }));
  return Object.entries(principalTags).flatMap(([key, value]) => {
    const other = known.find(
      each => each.key.toLowerCase() === key.toLowerCase(),
    );
    known.push({ key, value, isOfStack: false });
    return !other || (other.isOfStack && other.value === value)
      ? []
      : [
          {
            path: ['principalTags', key],
            message: `is the tag ${other.key} once more, which is ${other.value}`,
          },
        ];
  });
}

function checkStageNames(spec: PipelineSpec): SpecProblem[] {
  const taken = new Map<string, string>([
    ['Source', 'the stage that reads the source'],
    ...(spec.build
      ? [['Build', 'the stage that builds'] as [string, string]]
      : []),
  ]);
  return spec.stages.flatMap(({ name }, index) => {
    const owner = taken.get(name);
    taken.set(name, `stages[${index}]`);
    return owner
      ? [
          {
            path: ['stages', index, 'name'],
            message: `${name} is already the name of ${owner}`,
          },
        ]
      : [];
  });
}

function checkDeployRoles(spec: PipelineSpec): SpecProblem[] {
  return targetsOf(spec)
    .filter(
      ({ target }) =>
        target.deployRoleArn && target.deploy.provider !== 'CloudFormation',
    )
    .map(({ target, path }) => ({
      path: [...path, 'deployRoleArn'],
      message: `is for provider CloudFormation, not ${target.deploy.provider}`,
    }));
}

/** A stack of the service must not be one of the suite's own. */
function checkStackNames(spec: PipelineSpec): SpecProblem[] {
  const names = pipelineNames(spec);
  const own = [
    names.foundationStack,
    names.targetStack,
    names.pipelineStack,
    names.lockStack,
  ];
  return targetsOf(spec).flatMap(({ target: { deploy }, path }) =>
    deploy.provider === 'CloudFormation' && own.includes(deploy.stackName)
      ? [
          {
            path: [...path, 'deploy', 'stackName'],
            message: `${deploy.stackName} is the name of a stack that holds the pipeline's own parts; choose another`,
          },
        ]
      : [],
  );
}

/** Two actions must not write the same thing at the same time. */
function checkCollisions(spec: PipelineSpec): SpecProblem[] {
  const seen = new Map<string, string>();
  return targetsOf(spec).flatMap(({ target, path }) => {
    const thing = targetKindOf(target.deploy).writes?.(target.deploy);
    if (!thing) {
      return [];
    }
    const { account, region, wave = 1 } = target;
    const { provider } = target.deploy;
    const id = JSON.stringify([
      path[1],
      wave,
      account,
      region,
      provider,
      thing.name,
    ]);
    const first = seen.get(id);
    seen.set(id, first ?? formatSpecPath(path));
    return first
      ? [
          {
            path: [...path, 'deploy', thing.field],
            message: `${thing.name} in ${account} ${region} is already deployed by ${first} at the same time`,
          },
        ]
      : [];
  });
}

function targetsOf(spec: PipelineSpec) {
  return spec.stages.flatMap((stage, stageIndex) =>
    stage.targets.map((target, index) => ({
      target,
      path: ['stages', stageIndex, 'targets', index] as SpecPath,
    })),
  );
}

/**
 * What has to fit together in a spec whose fields are right by themselves.
 */
export const specChecks: Check[] = [
  checkPipelineAccount,
  checkSourceAccount,
  checkTargetAccounts,
  checkPartitions,
  checkArns,
  checkArtifactOrigin,
  checkPipelineType,
  checkTriggers,
  checkOrganization,
  checkStackSet,
  checkBucketNamespace,
  checkPrincipalTags,
  checkStageNames,
  checkDeployRoles,
  checkStackNames,
  checkCollisions,
];
