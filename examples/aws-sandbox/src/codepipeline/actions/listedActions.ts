import { Refusal, ServiceError } from '../../front/ServiceError';
import type { Properties } from '../../resources/ResourceType';
import { thingsOf } from '../../resources/thingResources';
import type { Thing } from '../../resources/Things';
import { DEFAULT_HEAD } from '../../things/codeCommitService';
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
 * An action of which the sandbox knows what it asks for, what has to be there,
 * what comes out of it and what it leaves behind on the thing that it works on.
 */
interface ListedAction {
  category: string;
  provider: string;
  /** As error texts name it. */
  service: string;
  /** Reads all its input artifacts. */
  reads?: boolean;
  names?(configuration: Record<string, string>, call: Call): NamedThing[];
  /**
   * What is new in the thing that is worked on, the first of `names`.
   *
   * @throws ActionFailure when the artifact does not have what it needs
   */
  changes?(
    context: ActionContext,
    files: Record<string, Uint8Array>,
    before: Properties,
  ): Properties;
  /** Files of an output artifact, and output variables. */
  gives?(context: ActionContext): {
    files?: Record<string, string>;
    variables?: Record<string, string>;
    revision?: string;
  };
}

const ofArn = (arn = '') => arn.slice(arn.lastIndexOf(':') + 1);

/** A file of the first input artifact, as text. */
function textOf(files: Record<string, Uint8Array>, path: string): string {
  if (!Object.hasOwn(files, path)) {
    throw new ActionFailure(
      'InvalidArtifact',
      `Did not find the file ${path} in the input artifacts ZIP file.`,
    );
  }
  return Buffer.from(files[path]).toString();
}

function imagesOf(text: string, path: string): unknown[] {
  try {
    const images: unknown = JSON.parse(text);
    if (Array.isArray(images)) {
      return images;
    }
  } catch {
    // The same answer for both.
  }
  throw new ActionFailure(
    'InvalidArtifact',
    `The image definitions file ${path} contains invalid JSON format.`,
  );
}

const oneMore = (count: unknown) => (Number(count) || 0) + 1;

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
      const id = properties.Head ?? DEFAULT_HEAD;
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
    names: ({ RepositoryName }, call) => [theRepository(RepositoryName, call)],
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
    names: ({ ECRRepositoryName }, call) => [
      theRepository(ECRRepositoryName, call),
    ],
    changes: ({ configuration }, files) => {
      const { DockerFilePath = '.', ImageTags = 'latest' } = configuration;
      const folder = DockerFilePath.replace(/^\.?\/?/, '').replace(/\/$/, '');
      textOf(files, folder ? `${folder}/Dockerfile` : 'Dockerfile');
      return { ImageTags: ImageTags.split(',').map(tag => tag.trim()) };
    },
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
    changes: ({ configuration }, files) => {
      const { FileName = 'imagedefinitions.json' } = configuration;
      return { Images: imagesOf(textOf(files, FileName), FileName) };
    },
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
    changes: (context, files) => {
      requireAccessEntry(context);
      const { ManifestFiles, HelmChartLocation } = context.configuration;
      const manifests = ManifestFiles?.split(',').map(path => path.trim());
      manifests?.forEach(path => textOf(files, path));
      return { Applied: manifests ?? [HelmChartLocation] };
    },
  },
  {
    category: 'Deploy',
    provider: 'Lambda',
    service: 'AWSLambda',
    reads: true,
    names: ({ FunctionName }, call) => [theFunction(FunctionName, call)],
    changes: (_, __, { Version }) => ({ Version: oneMore(Version) }),
  },
  {
    category: 'Invoke',
    provider: 'Lambda',
    service: 'AWSLambda',
    reads: true,
    names: ({ FunctionName }, call) => [theFunction(FunctionName, call)],
    changes: (_, __, { Invocations }) => ({
      Invocations: oneMore(Invocations),
    }),
  },
  {
    category: 'Deploy',
    provider: 'AppConfig',
    service: 'AmazonAppConfig',
    reads: true,
    names: ({ Application }) => [
      {
        type: 'AWS::AppConfig::Application',
        name: Application,
        missing: `Could not find Application with Id ${Application}`,
      },
    ],
    changes: ({ configuration }, files) => ({
      [`${configuration.Environment}/${configuration.ConfigurationProfile}`]:
        textOf(files, configuration.InputArtifactConfigurationPath),
    }),
  },
  {
    category: 'Deploy',
    provider: 'ElasticBeanstalk',
    service: 'AWSElasticBeanstalk',
    reads: true,
    names: ({ EnvironmentName }) => [
      {
        type: 'AWS::ElasticBeanstalk::Environment',
        name: EnvironmentName,
        missing: `No Environment found for EnvironmentName = '${EnvironmentName}'.`,
      },
    ],
    changes: ({ execution }) => ({
      VersionLabel: `code-pipeline-${execution.id}`,
    }),
  },
  {
    category: 'Deploy',
    provider: 'ServiceCatalog',
    service: 'AWSServiceCatalog',
    reads: true,
    names: ({ ProductId }) => [
      {
        type: 'AWS::ServiceCatalog::CloudFormationProduct',
        name: ProductId,
        missing: `Product ${ProductId} not found.`,
      },
    ],
    changes: ({ configuration }, files, { Versions = [] }) => {
      textOf(files, configuration.TemplateFilePath);
      return { Versions: [...Versions, configuration.ProductVersionName] };
    },
  },
  {
    category: 'Deploy',
    provider: 'CloudFormationStackSet',
    service: 'AWSCloudFormation',
    reads: true,
  },
  {
    category: 'Deploy',
    provider: 'CloudFormationStackInstances',
    service: 'AWSCloudFormation',
    reads: true,
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
    changes: (_, __, { Executions }) => ({ Executions: oneMore(Executions) }),
  },
  {
    category: 'Invoke',
    provider: 'InspectorScan',
    service: 'AmazonInspectorScan',
    reads: true,
    names: ({ ECRRepositoryName }, call) =>
      ECRRepositoryName ? [theRepository(ECRRepositoryName, call)] : [],
  },
];

function theRepository(name: string, { caller }: Call): NamedThing {
  return {
    type: 'AWS::ECR::Repository',
    name,
    missing: `The repository with name '${name}' does not exist in the registry with id '${caller.account}'`,
  };
}

function theFunction(name: string, { region, caller }: Call): NamedThing {
  return {
    type: 'AWS::Lambda::Function',
    name: ofArn(name),
    missing: `Function not found: arn:aws:lambda:${region}:${
      caller.account
    }:function:${ofArn(name)}`,
  };
}

/** What Kubernetes says to a role that no access entry lets in. */
function requireAccessEntry({ call, configuration }: ActionContext): void {
  const entry = [...thingsOf(call, 'AWS::EKS::AccessEntry').values()].find(
    ({ properties }) =>
      properties.ClusterName === configuration.ClusterName &&
      properties.PrincipalArn === call.caller.principalArn,
  );
  if (!entry) {
    throw new ActionFailure(
      'JobFailed',
      'error: You must be logged in to the server (the server has asked for the client to provide credentials)',
    );
  }
}

/**
 * The things that an action names, first the one that it works on.
 *
 * @throws ServiceError when one of them is not there
 */
function requireThings(
  { call, configuration }: ActionContext,
  listed: ListedAction,
): Thing[] {
  const named = listed.names?.(configuration, call) ?? [];
  return named.map(({ type, name, missing }) => {
    const thing = thingsOf(call, type).get(name);
    if (!thing) {
      throw new ServiceError('ResourceNotFoundException', missing);
    }
    return thing;
  });
}

function toProvider(listed: ListedAction): ActionProvider {
  const { category, provider, service } = listed;
  return {
    category,
    owner: 'AWS',
    provider,
    async run(context) {
      const [files = {}] = listed.reads
        ? context.inputs.map(({ name }) => context.read(name))
        : [];
      try {
        requireListedHops(context);
        const [thing] = requireThings(context, listed);
        if (thing && listed.changes) {
          thing.properties = {
            ...thing.properties,
            ...listed.changes(context, files, thing.properties),
          };
        }
      } catch (error) {
        if (error instanceof ServiceError) {
          throw new ActionFailure(
            error instanceof Refusal ? 'PermissionError' : 'JobFailed',
            withService(service, error),
          );
        }
        throw error;
      }
      const {
        files: given = {},
        variables,
        revision,
      } = listed.gives?.(context) ?? {};
      for (const { name } of context.outputs) {
        context.write(
          name,
          pack(
            Object.fromEntries(
              Object.entries(given).map(([path, text]) => [
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
