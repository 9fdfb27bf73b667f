import type { ActionDeclaration } from '@aws-sdk/client-codepipeline';
import { instancesOf } from '../codedeploy/deploy';
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
  | 'worker-key'
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
  'worker-key': "the build role's or the instances' permission on the key",
  bucket: "the account's grant in the bucket policy",
  'pass-role': "the action role's permission to pass the deploy role",
  'deploy-trust':
    'the trust of the role that CloudFormation, CodeBuild or CodeDeploy takes on',
  provider: "the action role's permission to have it deployed or built",
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

/** An action with the place it works in. */
interface PlacedAction {
  world: World;
  account: string;
  region: string;
  configuration: Record<string, string>;
}

/** What breaks with the provider of an action. */
interface Provider {
  /** What the action role asks for, and on which resource policies name it. */
  calls(action: PlacedAction): { actions: string[]; resource: string };
  /** The role that the service takes on to do the work. */
  takenOn(action: PlacedAction): string | undefined;
  /** Roles that read the artifacts in place of the action role. */
  workers?(action: PlacedAction): string[];
}

const projectOf = ({ world, account, region, configuration }: PlacedAction) =>
  world
    .account(account)
    .region(region)
    .codeBuild.projects.get(configuration.ProjectName);

const deploymentGroupOf = ({
  world,
  account,
  region,
  configuration: { ApplicationName, DeploymentGroupName },
}: PlacedAction) =>
  world
    .account(account)
    .region(region)
    .codeDeploy.findGroup(ApplicationName, DeploymentGroupName);

const providers: Record<string, Provider> = {
  CloudFormation: {
    calls: ({ account, region, configuration }) => ({
      actions: ['cloudformation:CreateChangeSet', 'cloudformation:CreateStack'],
      // As policies see it before it exists.
      resource: `arn:aws:cloudformation:${region}:${account}:stack/${configuration.StackName}/*`,
    }),
    takenOn: ({ configuration }) => configuration.RoleArn,
  },
  CodeBuild: {
    calls: ({ account, region, configuration }) => ({
      actions: ['codebuild:StartBuild'],
      resource: `arn:aws:codebuild:${region}:${account}:project/${configuration.ProjectName}`,
    }),
    takenOn: action => projectOf(action)?.serviceRole,
    workers: action => unique([projectOf(action)?.serviceRole]),
  },
  CodeDeploy: {
    calls: ({ account, region, configuration }) => ({
      actions: ['codedeploy:CreateDeployment'],
      resource: `arn:aws:codedeploy:${region}:${account}:deploymentgroup:${configuration.ApplicationName}/${configuration.DeploymentGroupName}`,
    }),
    takenOn: action => deploymentGroupOf(action)?.serviceRoleArn,
    workers: action => {
      const { ec2 } = action.world
        .account(action.account)
        .region(action.region);
      const group = deploymentGroupOf(action);
      return unique(
        (group ? instancesOf(ec2, group) : []).map(({ roleArn }) => roleArn),
      );
    },
  },
  S3: {
    calls: ({ configuration }) => ({
      actions: ['s3:PutObject'],
      resource: `arn:aws:s3:::${configuration.BucketName}/*`,
    }),
    takenOn: () => undefined,
  },
};

/** A link's actions with their providers, as far as they are known here. */
function provided({ world, pipeline, account, actions }: Link) {
  return actions.flatMap(action => {
    const provider = providers[action.actionTypeId!.provider!];
    const place: PlacedAction = {
      world,
      account,
      region: action.region ?? pipeline.region,
      configuration: action.configuration ?? {},
    };
    return provider ? [{ action, provider, place }] : [];
  });
}

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

function withdrawFrom(
  roles: string[],
  { world }: Link,
  actions: string[],
  resources: string[],
): DocumentChange[] {
  return roles.flatMap(role =>
    resources.flatMap(resource =>
      actions.flatMap(action => withdraw(world, role, action, resource)),
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
  'key-identity': link => {
    const readers = unique(
      provided(link)
        .filter(({ provider }) => !provider.workers)
        .map(({ action }) => action.roleArn),
    );
    return withdrawFrom(readers, link, ['kms:Decrypt'], keys(link));
  },
  'worker-key': link => {
    const workers = unique(
      provided(link).flatMap(
        ({ provider, place }) => provider.workers?.(place) ?? [],
      ),
    );
    return withdrawFrom(workers, link, ['kms:Decrypt'], keys(link));
  },
  bucket: link =>
    buckets(link).map(bucket => ({
      document: bucketPolicy(link.world, bucket),
      edit: policy => withoutAccount(policy, link.account),
    })),
  'pass-role': link =>
    withdrawFrom(actionRoles(link), link, ['iam:PassRole'], deployRoles(link)),
  'deploy-trust': link =>
    unique(
      provided(link).map(({ provider, place }) => provider.takenOn(place)),
    ).map(role => ({
      document: trustPolicy(link.world, role),
      edit: policy => withOtherService(policy, 'lambda.amazonaws.com'),
    })),
  provider: link =>
    provided(link).flatMap(({ action, provider, place }) => {
      const { actions, resource } = provider.calls(place);
      return withdrawFrom(unique([action.roleArn]), link, actions, [resource]);
    }),
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
