import { GetResourceCommand } from '@aws-sdk/client-cloudcontrol';
import { GetPipelineCommand } from '@aws-sdk/client-codepipeline';
import {
  type AccessEntry,
  type EstateAccount,
  type ExistingThing,
  parseArn,
  shortName,
} from 'backstage-plugin-cross-account-pipelines-core';
import { unlessAbsent, type AccountReads } from './AccountReads';

/** What Cloud Control knows a thing as: its type and its identifier. */
type Known = { type: string; identifier(id: string): string };

const byName: Known['identifier'] = id => shortName(id);
const byArn: Known['identifier'] = id => id;

/** See `cloudcontrolapi/latest/userguide/resource-identifier`. */
const knownThings: Partial<Record<ExistingThing['type'], Known>> = {
  'AppConfig application': {
    type: 'AWS::AppConfig::Application',
    identifier: byName,
  },
  'ECR repository': {
    type: 'AWS::ECR::Repository',
    identifier: id => parseArn(id)!.resource.replace(/^repository\//, ''),
  },
  'ECS service': {
    type: 'AWS::ECS::Service',
    identifier: id => `${id}|${parseArn(id)!.resource.split('/')[1]}`,
  },
  'EKS cluster': { type: 'AWS::EKS::Cluster', identifier: byName },
  'Elastic Beanstalk environment': {
    type: 'AWS::ElasticBeanstalk::Environment',
    identifier: byName,
  },
  function: { type: 'AWS::Lambda::Function', identifier: byName },
  'Service Catalog product': {
    type: 'AWS::ServiceCatalog::CloudFormationProduct',
    identifier: byName,
  },
  'state machine': {
    type: 'AWS::StepFunctions::StateMachine',
    identifier: byArn,
  },
  topic: { type: 'AWS::SNS::Topic', identifier: byArn },
};

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
): Promise<void> {
  const { type, id, region } = thing;
  switch (type) {
    case 'pipeline':
      await reads.read('codepipeline:GetPipeline', region, (to, options) =>
        to.codePipeline.send(
          new GetPipelineCommand({ name: shortName(id) }),
          options,
        ),
      );
      break;
    case 'function': {
      const { Role } = await readResource(reads, thing, knownThings[type]!);
      (into.functions ??= {})[id] = {
        arn: id,
        roleArn: typeof Role === 'string' ? Role : undefined,
      };
      break;
    }
    default: {
      const known = knownThings[type];
      if (!known) {
        throw new Error(
          `Whether ${thing.name} exists is nothing that the portal can ask`,
        );
      }
      await readResource(reads, thing, known);
    }
  }
  (into.present ??= []).push(id);
}

async function readResource(
  reads: AccountReads,
  { id, region, name }: Pick<ExistingThing, 'id' | 'region' | 'name'>,
  { type, identifier }: Known,
): Promise<Record<string, unknown>> {
  const { ResourceDescription } = await reads.read(
    `cloudformation:GetResource of ${name}`,
    region,
    (to, options) =>
      to.cloudControl.send(
        new GetResourceCommand({ TypeName: type, Identifier: identifier(id) }),
        options,
      ),
  );
  return JSON.parse(ResourceDescription?.Properties ?? '{}');
}

/**
 * The access entry of a cluster for a role, if it has one.
 *
 * See `eks/latest/userguide/access-entries`.
 */
export async function readAccessEntry(
  reads: AccountReads,
  clusterArn: string,
  roleArn: string,
): Promise<AccessEntry | undefined> {
  const cluster = shortName(clusterArn);
  const found = await unlessAbsent(
    readResource(
      reads,
      {
        id: `${roleArn}|${cluster}`,
        region: parseArn(clusterArn)!.region,
        name: `the access entry of cluster ${cluster} for ${shortName(
          roleArn,
        )}`,
      },
      { type: 'AWS::EKS::AccessEntry', identifier: byArn },
    ),
  );
  if (!found) {
    return undefined;
  }
  const { AccessPolicies, KubernetesGroups } = found;
  return {
    principalArn: roleArn,
    policies: (Array.isArray(AccessPolicies) ? AccessPolicies : []).map(
      policy => shortName(String(policy.PolicyArn)),
    ),
    groups: (Array.isArray(KubernetesGroups) ? KubernetesGroups : []).map(
      String,
    ),
  };
}
