import {
  GetBranch$,
  GetRepository$,
  ListRepositories$,
  type GetBranchInput,
  type GetBranchOutput,
  type GetRepositoryInput,
  type GetRepositoryOutput,
  type ListRepositoriesOutput,
} from '@aws-sdk/client-codecommit';
import { authorize } from '../access/authorize';
import { jsonProtocol } from '../front/jsonProtocol';
import { operation } from '../front/Operation';
import type { Service } from '../front/Service';
import { ServiceError } from '../front/ServiceError';
import { thingsOf } from '../resources/thingResources';
import type { Call } from '../world/Call';
import { authorizedThing } from './authorizedThing';

const TYPE = 'AWS::CodeCommit::Repository';
const DEFAULT_BRANCH = 'main';
/** The commit of a branch that nobody has pushed to. */
export const DEFAULT_HEAD = '0123456789abcdef0123456789abcdef01234567';

function requireRepository(call: Call, name: string, action: string) {
  const repository = authorizedThing(call, {
    type: TYPE,
    name,
    action: `codecommit:${action}`,
    path: name,
  });
  if (!repository) {
    throw new ServiceError(
      'RepositoryDoesNotExistException',
      `${name} does not exist`,
    );
  }
  return repository;
}

function getRepository(
  call: Call,
  input: GetRepositoryInput,
): GetRepositoryOutput {
  const { name, arn } = requireRepository(
    call,
    input.repositoryName!,
    'GetRepository',
  );
  return {
    repositoryMetadata: {
      repositoryName: name,
      Arn: arn,
      accountId: call.caller.account,
      defaultBranch: DEFAULT_BRANCH,
    },
  };
}

function getBranch(call: Call, input: GetBranchInput): GetBranchOutput {
  const { properties } = requireRepository(
    call,
    input.repositoryName!,
    'GetBranch',
  );
  const branches: string[] = properties.Branches ?? [DEFAULT_BRANCH];
  if (!branches.includes(input.branchName!)) {
    throw new ServiceError(
      'BranchDoesNotExistException',
      `Branch ${input.branchName} does not exist`,
    );
  }
  return {
    branch: {
      branchName: input.branchName,
      commitId: properties.Head ?? DEFAULT_HEAD,
    },
  };
}

function listRepositories(call: Call): ListRepositoriesOutput {
  authorize(call, { action: 'codecommit:ListRepositories', resource: '*' });
  return {
    repositories: [...thingsOf(call, TYPE).keys()].map(repositoryName => ({
      repositoryName,
    })),
  };
}

export const codeCommitService: Service = {
  signingName: 'codecommit',
  protocol: jsonProtocol(),
  bodyLimit: 100_000,
  operations: [
    operation(GetBranch$, getBranch),
    operation(GetRepository$, getRepository),
    operation(ListRepositories$, listRepositories),
  ],
};
