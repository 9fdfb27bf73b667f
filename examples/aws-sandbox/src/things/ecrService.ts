import {
  DescribeRepositories$,
  type DescribeRepositoriesRequest,
  type DescribeRepositoriesResponse,
} from '@aws-sdk/client-ecr';
import { authorize } from '../access/authorize';
import { jsonProtocol } from '../front/jsonProtocol';
import { operation } from '../front/Operation';
import type { Service } from '../front/Service';
import { ServiceError } from '../front/ServiceError';
import { thingsOf } from '../resources/thingResources';
import type { Call } from '../world/Call';

const TYPE = 'AWS::ECR::Repository';

function describeRepositories(
  call: Call,
  input: DescribeRepositoriesRequest,
): DescribeRepositoriesResponse {
  const { caller, region } = call;
  const known = thingsOf(call, TYPE);
  const names = input.repositoryNames?.length
    ? input.repositoryNames
    : [...known.keys()];
  const base = `arn:aws:ecr:${region}:${caller.account}:repository`;
  if (!input.repositoryNames?.length) {
    authorize(call, {
      action: 'ecr:DescribeRepositories',
      resource: `${base}/*`,
    });
  }
  return {
    repositories: names.map(name => {
      authorize(call, {
        action: 'ecr:DescribeRepositories',
        resource: `${base}/${name}`,
      });
      const found = known.get(name);
      if (!found) {
        throw new ServiceError(
          'RepositoryNotFoundException',
          `The repository with name '${name}' does not exist in the registry with id '${caller.account}'`,
        );
      }
      return {
        repositoryName: name,
        repositoryArn: found.arn,
        registryId: caller.account,
        repositoryUri: `${caller.account}.dkr.ecr.${region}.amazonaws.com/${name}`,
        createdAt: found.createdAt,
      };
    }),
  };
}

export const ecrService: Service = {
  signingName: 'ecr',
  protocol: jsonProtocol(),
  bodyLimit: 100_000,
  operations: [operation(DescribeRepositories$, describeRepositories)],
};
