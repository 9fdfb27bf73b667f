import { Refusal, ServiceError } from '../../front/ServiceError';
import { thingsOf } from '../../resources/thingResources';
import type { Call } from '../../world/Call';
import { pack } from '../../zip';
import { ActionFailure, withService } from '../ActionFailure';
import type { ActionContext, ActionProvider } from './ActionProvider';
import { requireListedHops } from './requireListedHops';

/** Something that has to be there, in the words of the service that looks. */
interface NamedThing {
  type: string;
  name: string;
  missing: string;
}

/**
 * An action of which the sandbox knows what it asks for, what has to be there and
 * what comes out of it, but does not do its work.
 */
interface ListedAction {
  category: string;
  provider: string;
  /** As error texts name it. */
  service: string;
  /** Reads all its input artifacts. */
  reads?: boolean;
  names?(configuration: Record<string, string>, call: Call): NamedThing[];
  /** Files of an output artifact, and output variables. */
  gives?(context: ActionContext): {
    files?: Record<string, string>;
    variables?: Record<string, string>;
    revision?: string;
  };
}

const ofArn = (arn = '') => arn.slice(arn.lastIndexOf(':') + 1);

const actions: ListedAction[] = [
  {
    category: 'Source',
    provider: 'CodeCommit',
    service: 'AWSCodeCommit',
    names: ({ RepositoryName }) => [
      {
        type: 'AWS::CodeCommit::Repository',
        name: RepositoryName,
        missing: `${RepositoryName} does not exist`,
      },
    ],
    gives: ({ call, configuration: { BranchName, RepositoryName } }) => {
      const { properties } = thingsOf(call, 'AWS::CodeCommit::Repository').get(
        RepositoryName,
      )!;
      const id = properties.Head ?? '0123456789abcdef0123456789abcdef01234567';
      return {
        files: properties.Files ?? { 'README.md': RepositoryName },
        revision: id,
        variables: { BranchName, CommitId: id, RepositoryName },
      };
    },
  },
  {
    category: 'Source',
    provider: 'ECR',
    service: 'AmazonECR',
    names: ({ RepositoryName }, { caller }) => [
      {
        type: 'AWS::ECR::Repository',
        name: RepositoryName,
        missing: `The repository with name '${RepositoryName}' does not exist in the registry with id '${caller.account}'`,
      },
    ],
    gives: ({
      call: { caller, region },
      configuration: { ImageTag = 'latest', RepositoryName },
    }) => {
      const registry = `${caller.account}.dkr.ecr.${region}.amazonaws.com`;
      const digest = `sha256:${'0'.repeat(64)}`;
      const ImageURI = `${registry}/${RepositoryName}@${digest}`;
      return {
        files: {
          'imageDetail.json': JSON.stringify({
            ImageSizeInBytes: '1',
            ImageDigest: digest,
            Version: '1.0',
            RegistryId: caller.account,
            RepositoryName,
            ImageURI,
            ImageTags: [ImageTag],
          }),
        },
        revision: digest,
        variables: { ImageTag, ImageURI, RepositoryName },
      };
    },
  },
  {
    category: 'Build',
    provider: 'ECRBuildAndPublish',
    service: 'AmazonECR',
    reads: true,
    names: ({ ECRRepositoryName }, { caller }) => [
      {
        type: 'AWS::ECR::Repository',
        name: ECRRepositoryName,
        missing: `The repository with name '${ECRRepositoryName}' does not exist in the registry with id '${caller.account}'`,
      },
    ],
  },
  {
    category: 'Compute',
    provider: 'Commands',
    service: 'AWSCodePipeline',
    reads: true,
  },
  {
    category: 'Deploy',
    provider: 'ECS',
    service: 'AmazonECS',
    reads: true,
    names: ({ ServiceName }) => [
      {
        type: 'AWS::ECS::Service',
        name: ServiceName,
        missing: 'Service not found.',
      },
    ],
  },
  {
    category: 'Deploy',
    provider: 'EC2',
    service: 'AmazonEC2',
    reads: true,
  },
  {
    category: 'Deploy',
    provider: 'EKS',
    service: 'AmazonEKS',
    reads: true,
    names: ({ ClusterName }) => [
      {
        type: 'AWS::EKS::Cluster',
        name: ClusterName,
        missing: `No cluster found for name: ${ClusterName}.`,
      },
    ],
  },
  {
    category: 'Deploy',
    provider: 'Lambda',
    service: 'AWSLambda',
    reads: true,
    names: ({ FunctionName }, call) => [theFunction(FunctionName, call)],
  },
  {
    category: 'Invoke',
    provider: 'Lambda',
    service: 'AWSLambda',
    names: ({ FunctionName }, call) => [theFunction(FunctionName, call)],
  },
  {
    category: 'Invoke',
    provider: 'StepFunctions',
    service: 'AWSStepFunctions',
    names: ({ StateMachineArn }) => [
      {
        type: 'AWS::StepFunctions::StateMachine',
        name: ofArn(StateMachineArn),
        missing: `State Machine Does Not Exist: '${StateMachineArn}'`,
      },
    ],
  },
  {
    category: 'Invoke',
    provider: 'InspectorScan',
    service: 'AmazonInspectorScan',
    reads: true,
  },
];

function theFunction(name: string, { region, caller }: Call): NamedThing {
  return {
    type: 'AWS::Lambda::Function',
    name: ofArn(name),
    missing: `Function not found: arn:aws:lambda:${region}:${
      caller.account
    }:function:${ofArn(name)}`,
  };
}

function requireThings(context: ActionContext, listed: ListedAction): void {
  const { call, configuration } = context;
  for (const thing of listed.names?.(configuration, call) ?? []) {
    if (!thingsOf(call, thing.type).has(thing.name)) {
      throw new ServiceError('ResourceNotFoundException', thing.missing);
    }
  }
}

function toProvider(listed: ListedAction): ActionProvider {
  const { category, provider, service } = listed;
  return {
    category,
    owner: 'AWS',
    provider,
    async run(context) {
      if (listed.reads) {
        context.inputs.forEach(({ name }) => context.read(name));
      }
      try {
        requireListedHops(context);
        requireThings(context, listed);
      } catch (error) {
        if (error instanceof ServiceError) {
          throw new ActionFailure(
            error instanceof Refusal ? 'PermissionError' : 'JobFailed',
            withService(service, error),
          );
        }
        throw error;
      }
      const { files = {}, variables, revision } = listed.gives?.(context) ?? {};
      for (const { name } of context.outputs) {
        context.write(
          name,
          pack(
            Object.fromEntries(
              Object.entries(files).map(([path, text]) => [
                path,
                Buffer.from(text),
              ]),
            ),
          ),
        );
        if (revision) {
          context.execution.revisions.push({
            name,
            revisionId: revision,
            created: new Date(),
          });
        }
      }
      return variables;
    },
  };
}

/** See `codepipeline/latest/userguide/action-reference`. */
export const listedActions: ActionProvider[] = actions.map(toProvider);
