import {
  GetBranch$,
  GetRepository$,
  type GetBranchInput,
  type GetBranchOutput,
  type GetRepositoryInput,
  type GetRepositoryOutput,
} from '@aws-sdk/client-codecommit';
import { jsonProtocol } from '../front/jsonProtocol';
import { operation } from '../front/Operation';
import type { Service } from '../front/Service';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { authorizedThing } from './authorizedThing';

const DEFAULT_BRANCH = 'main';
const DEFAULT_HEAD = '0123456789abcdef0123456789abcdef01234567';

function requireRepository(call: Call, name: string, action: string) {
  const repository = authorizedThing(call, {
    type: 'AWS::CodeCommit::Repository',
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

export const codeCommitService: Service = {
  signingName: 'codecommit',
  protocol: jsonProtocol(),
  bodyLimit: 100_000,
  operations: [
    operation(GetBranch$, getBranch),
    operation(GetRepository$, getRepository),
  ],
};
