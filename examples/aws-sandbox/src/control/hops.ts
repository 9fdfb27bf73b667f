import type { ActionDeclaration } from '@aws-sdk/client-codepipeline';
import type { Pipeline } from '../codepipeline/CodePipelineState';
import type { World } from '../world/World';
import {
  bucketPolicy,
  EditableDocument,
  inlinePolicy,
  inlinePolicyNames,
  keyPolicy,
  pipelineDefinition,
  trustPolicy,
} from './EditableDocument';
import {
  allows,
  withoutAccount,
  withOtherService,
  withOutdatedResource,
  withoutForeignTrust,
} from './policyEdits';

/**
 * What can be broken between a pipeline and an account that it deploys to.
 */
export type BreakableHop =
  | 'trust'
  | 'assume'
  | 'key'
  | 'key-identity'
  | 'bucket'
  | 'pass-role'
  | 'deploy-trust'
  | 'provider'
  | 'definition';

/** What each is, for people. */
export const breakableHops: Record<BreakableHop, string> = {
  trust: "the action role's trust",
  assume: "the service role's permission to assume the action role",
  key: "the account's grant in the key policy",
  'key-identity': "the action role's permission on the key",
  bucket: "the account's grant in the bucket policy",
  'pass-role': "the action role's permission to pass the deploy role",
  'deploy-trust': "the deploy role's trust in CloudFormation",
  provider: "the action role's permission to deploy the stack",
  definition: 'the account of the deploy role that the pipeline names',
};

export function isBreakableHop(text: unknown): text is BreakableHop {
  return typeof text === 'string' && Object.hasOwn(breakableHops, text);
}

/**
 * One document and how it is to be changed.
 */
export interface DocumentChange {
  document: EditableDocument;
  edit(document: unknown): unknown;
}

interface Link {
  world: World;
  pipeline: Pipeline;
  account: string;
  /** Actions that work in the account. */
  actions: ActionDeclaration[];
}

const unique = (values: Array<string | undefined>) =>
  [...new Set(values)].filter(value => value !== undefined);

const actionRoles = ({ actions }: Link) =>
  unique(actions.map(({ roleArn }) => roleArn));

const deployRoles = ({ actions }: Link) =>
  unique(actions.map(({ configuration }) => configuration?.RoleArn));

function stores({ pipeline, actions }: Link) {
  const { artifactStore, artifactStores } = pipeline.declaration;
  return unique(actions.map(({ region }) => region ?? pipeline.region)).map(
    region => artifactStore ?? artifactStores![region],
  );
}

const keys = (link: Link) =>
  unique(stores(link).map(store => store.encryptionKey?.id));

const buckets = (link: Link) =>
  unique(stores(link).map(({ location }) => location));

/** A stack's ARN as policies see it before it exists. */
const stackArns = ({ pipeline, account, actions }: Link) =>
  unique(
    actions.map(
      ({ configuration, region }) =>
        configuration?.StackName &&
        `arn:aws:cloudformation:${region ?? pipeline.region}:${account}:stack/${
          configuration.StackName
        }/*`,
    ),
  );

/**
 * Takes from a role what allows an action on a resource. Where no inline policy
 * names it, another policy that denies it is put beside.
 */
function withdraw(
  world: World,
  roleArn: string,
  action: string,
  resource: string,
): DocumentChange[] {
  const granting = inlinePolicyNames(world, roleArn)
    .map(name => inlinePolicy(world, roleArn, name))
    .filter(document => allows(document.read(), action, resource));
  if (granting.length > 0) {
    return granting.map(document => ({
      document,
      edit: policy => withOutdatedResource(policy, action, resource),
    }));
  }
  return [
    {
      document: inlinePolicy(
        world,
        roleArn,
        `BrokenInTheSandbox-${action.replace(':', '-')}`,
      ),
      edit: () => ({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Action: action, Resource: resource }],
      }),
    },
  ];
}

function withdrawFromActionRoles(
  link: Link,
  actions: string[],
  resources: string[],
): DocumentChange[] {
  return actionRoles(link).flatMap(role =>
    resources.flatMap(resource =>
      actions.flatMap(action => withdraw(link.world, role, action, resource)),
    ),
  );
}

const breaks: Record<BreakableHop, (link: Link) => DocumentChange[]> = {
  trust: link =>
    actionRoles(link).map(role => ({
      document: trustPolicy(link.world, role),
      edit: policy => withoutForeignTrust(policy, link.account),
    })),
  assume: link =>
    actionRoles(link).flatMap(role =>
      withdraw(
        link.world,
        link.pipeline.declaration.roleArn!,
        'sts:AssumeRole',
        role,
      ),
    ),
  key: link =>
    keys(link).map(key => ({
      document: keyPolicy(link.world, key),
      edit: policy => withoutAccount(policy, link.account),
    })),
  'key-identity': link =>
    withdrawFromActionRoles(link, ['kms:Decrypt'], keys(link)),
  bucket: link =>
    buckets(link).map(bucket => ({
      document: bucketPolicy(link.world, bucket),
      edit: policy => withoutAccount(policy, link.account),
    })),
  'pass-role': link =>
    withdrawFromActionRoles(link, ['iam:PassRole'], deployRoles(link)),
  'deploy-trust': link =>
    deployRoles(link).map(role => ({
      document: trustPolicy(link.world, role),
      edit: policy => withOtherService(policy, 'lambda.amazonaws.com'),
    })),
  provider: link =>
    withdrawFromActionRoles(
      link,
      ['cloudformation:CreateChangeSet', 'cloudformation:CreateStack'],
      stackArns(link),
    ),
  definition: link => [
    {
      document: pipelineDefinition(link.world, link.pipeline),
      edit: definition => withForeignDeployRole(definition, link),
    },
  ],
};

/** Names a deploy role of the pipeline account, as beginners do. */
function withForeignDeployRole(definition: unknown, link: Link): unknown {
  const { account: pipelineAccount } = link.pipeline;
  const declaration = definition as Pipeline['declaration'];
  return {
    ...declaration,
    stages: declaration.stages!.map(stage => ({
      ...stage,
      actions: stage.actions!.map(action => {
        const deployRole = action.configuration?.RoleArn;
        return action.roleArn?.split(':')[4] === link.account && deployRole
          ? {
              ...action,
              configuration: {
                ...action.configuration,
                RoleArn: deployRole.replace(link.account, pipelineAccount),
              },
            }
          : action;
      }),
    })),
  };
}

/**
 * The accounts other than its own that a pipeline works in.
 */
export function targetAccounts(pipeline: Pipeline): string[] {
  return unique(
    pipeline.declaration
      .stages!.flatMap(({ actions }) => actions!)
      .map(({ roleArn }) => roleArn?.split(':')[4]),
  );
}

/**
 * Which documents have to change, and how, so that a hop breaks.
 *
 * @throws Error when the pipeline does not work in the account, or has no such
 * hop there
 */
export function changesFor(options: {
  world: World;
  pipeline: Pipeline;
  account: string;
  hop: BreakableHop;
}): DocumentChange[] {
  const { pipeline, account, hop } = options;
  const actions = pipeline.declaration
    .stages!.flatMap(stage => stage.actions!)
    .filter(({ roleArn }) => roleArn?.split(':')[4] === account);
  if (actions.length === 0) {
    throw new Error(`${pipeline.name} does not work in account ${account}`);
  }
  const changes = breaks[hop]({ ...options, actions });
  if (changes.length === 0) {
    throw new Error(
      `${pipeline.name} does not need ${breakableHops[hop]} in account ${account}`,
    );
  }
  return changes;
}
