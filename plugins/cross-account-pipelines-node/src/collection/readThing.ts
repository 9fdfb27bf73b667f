import { GetResourceCommand } from '@aws-sdk/client-cloudcontrol';
import { GetRepositoryCommand } from '@aws-sdk/client-codecommit';
import { GetPipelineCommand } from '@aws-sdk/client-codepipeline';
import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { DescribeServicesCommand } from '@aws-sdk/client-ecs';
import {
  DescribeAccessEntryCommand,
  DescribeClusterCommand,
  ListAssociatedAccessPoliciesCommand,
} from '@aws-sdk/client-eks';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import {
  GetBucketVersioningCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import type {
  AccessEntry,
  BucketState,
  EstateAccount,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  type ExistingThing,
  parseArn,
  shortName,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  AbsentError,
  unlessAbsent,
  unlessUnread,
  type AccountReads,
} from './AccountReads';

type ThingReader = (
  reads: AccountReads,
  thing: ExistingThing,
  into: EstateAccount,
  /** Where it is looked for. */
  region: string,
) => Promise<void>;

/** Asks Cloud Control, by the type and the identifier that it goes by there. */
const asResource =
  (type: string, identifier: (id: string) => string): ThingReader =>
  async (reads, { id, region, name }) => {
    await reads.read(
      `cloudformation:GetResource of ${name}`,
      region,
      (to, options) =>
        to.cloudControl.send(
          new GetResourceCommand({
            TypeName: type,
            Identifier: identifier(id),
          }),
          options,
        ),
    );
  };

const byArn = (id: string) => id;

const readers: Partial<Record<ExistingThing['type'], ThingReader>> = {
  'AppConfig application': asResource('AWS::AppConfig::Application', shortName),
  'Elastic Beanstalk environment': asResource(
    'AWS::ElasticBeanstalk::Environment',
    shortName,
  ),
  'Service Catalog product': asResource(
    'AWS::ServiceCatalog::CloudFormationProduct',
    shortName,
  ),
  'state machine': asResource('AWS::StepFunctions::StateMachine', byArn),
  topic: asResource('AWS::SNS::Topic', byArn),

  'CodeCommit repository': async (reads, { id, region }) => {
    await reads.read('codecommit:GetRepository', region, (to, options) =>
      to.codeCommit.send(
        new GetRepositoryCommand({ repositoryName: shortName(id) }),
        options,
      ),
    );
  },

  'ECR repository': async (reads, { id, region }) => {
    const name = parseArn(id)!.resource.replace(/^repository\//, '');
    await reads.read('ecr:DescribeRepositories', region, (to, options) =>
      to.ecr.send(
        new DescribeRepositoriesCommand({ repositoryNames: [name] }),
        options,
      ),
    );
  },

  'ECS service': async (reads, { id, region, name }) => {
    const [, cluster, service] = parseArn(id)!.resource.split('/');
    const { services = [] } = await reads.read(
      'ecs:DescribeServices',
      region,
      (to, options) =>
        to.ecs.send(
          new DescribeServicesCommand({ cluster, services: [service] }),
          options,
        ),
    );
    if (!services.some(({ status }) => status !== 'INACTIVE')) {
      throw new AbsentError(`${name} does not exist`);
    }
  },

  'EKS cluster': async (reads, { id, region }, into) => {
    await reads.read('eks:DescribeCluster', region, (to, options) =>
      to.eks.send(new DescribeClusterCommand({ name: shortName(id) }), options),
    );
    (into.clusters ??= {})[id] ??= { arn: id };
  },

  function: async (reads, { id, region }, into) => {
    const { Role: roleArn } = await reads.read(
      'lambda:GetFunctionConfiguration',
      region,
      (to, options) =>
        to.lambda.send(
          new GetFunctionConfigurationCommand({ FunctionName: id }),
          options,
        ),
    );
    (into.functions ??= {})[id] = { arn: id, roleArn };
  },

  // Of all keys that begin so, its own is the first.
  object: async (reads, { id, bucket = '', name }, into, region) => {
    await readVersioning(reads, into.buckets[bucket]);
    const key = id.slice(id.indexOf('/') + 1);
    const { Contents = [] } = await reads.read(
      's3:ListBucket',
      region,
      (to, options) =>
        to.s3.send(
          new ListObjectsV2Command({
            Bucket: bucket,
            ExpectedBucketOwner: reads.account,
            Prefix: key,
            MaxKeys: 1,
          }),
          options,
        ),
    );
    if (Contents[0]?.Key !== key) {
      throw new AbsentError(`${name} does not exist`);
    }
  },

  pipeline: async (reads, { id, region }) => {
    await reads.read('codepipeline:GetPipeline', region, (to, options) =>
      to.codePipeline.send(
        new GetPipelineCommand({ name: shortName(id) }),
        options,
      ),
    );
  },
};

/** Of a bucket that sources come from; what a template says of it counts. */
async function readVersioning(
  reads: AccountReads,
  bucket: BucketState | undefined,
): Promise<void> {
  if (!bucket || bucket.versioned !== undefined) {
    return;
  }
  const asked = {
    Bucket: bucket.name,
    ExpectedBucketOwner: reads.account,
  };
  const state = await unlessUnread(
    reads
      .read('s3:GetBucketVersioning', bucket.region, (to, options) =>
        to.s3.send(new GetBucketVersioningCommand(asked), options),
      )
      .then(({ Status }) => ({ versioned: Status === 'Enabled' })),
    versioningUnreadable => ({ versioningUnreadable }),
  );
  Object.assign(bucket, state);
}

/**
 * Notes that something that a definition names is there, with what a verdict
 * about it needs.
 *
 * @throws AbsentError when it is not
 */
export async function readThing(
  reads: AccountReads,
  thing: ExistingThing,
  into: EstateAccount,
  region: string = thing.region,
): Promise<void> {
  const read = readers[thing.type];
  if (!read) {
    throw new Error(
      `Whether ${thing.name} exists is nothing that the portal can ask`,
    );
  }
  await read(reads, thing, into, region);
  (into.present ??= []).push(thing.id);
}

/**
 * The access entry of a cluster for a role, if it has one.
 *
 * See `eks/latest/userguide/access-entries`.
 */
export async function readAccessEntry(
  reads: AccountReads,
  clusterArn: string,
  principalArn: string,
): Promise<AccessEntry | undefined> {
  const { region } = parseArn(clusterArn)!;
  const entry = { clusterName: shortName(clusterArn), principalArn };
  const found = await unlessAbsent(
    reads.read('eks:DescribeAccessEntry', region, (to, options) =>
      to.eks.send(new DescribeAccessEntryCommand(entry), options),
    ),
  );
  if (!found) {
    return undefined;
  }
  const { associatedAccessPolicies = [] } = await reads.read(
    'eks:ListAssociatedAccessPolicies',
    region,
    (to, options) =>
      to.eks.send(new ListAssociatedAccessPoliciesCommand(entry), options),
  );
  return {
    principalArn,
    policies: associatedAccessPolicies.map(({ policyArn = '' }) =>
      shortName(policyArn),
    ),
    groups: found.accessEntry?.kubernetesGroups ?? [],
  };
}
