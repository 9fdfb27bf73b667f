import { A, B } from './sampleRefusal';
import type { Wording } from './Wording';

/** Builds, images and packages. */
export const buildWordings: Wording[] = [
  {
    cause: 'build-image-credentials',
    text: `Error updating CodeBuild project (arn:aws:codebuild:ap-southeast-1:${A}:project/cd): InvalidInputException: Invalid input: cannot use a cross-account ECR image with imagePullCredentialsType CODEBUILD`,
  },
  {
    cause: 'build-logs-refused',
    account: A,
    text: `ACCESS_DENIED: Service role arn:aws:iam::${A}:role/build does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams for build arn:aws:codebuild:eu-west-1:${A}:build/x:1. Error message: ...`,
  },
  {
    cause: 'build-network-refused',
    text: 'VPC_CLIENT_ERROR: Unexpected EC2 error: UnauthorizedOperation',
  },
  {
    cause: 'build-network-refused',
    text: 'InvalidInputException: Not authorized to perform DescribeSecurityGroups (Service: AWSCodeBuild; Status Code: 400)',
  },
  {
    cause: 'build-network-unreachable',
    text: 'Phase context status code: CLIENT_ERROR DOWNLOAD_SOURCE Message: RequestError: send request failed caused by: Get "https://s3.eu-west-1.amazonaws.com/": dial tcp 52.218.1.1:443: i/o timeout',
  },
  {
    cause: 'secret-missing',
    text: "Phase context status code: Secrets Manager Error Message: ResourceNotFoundException: Secrets Manager can't find the specified secret.",
  },
  {
    cause: 'build-project-missing',
    text: `Error calling startBuild: Project cannot be found: arn:aws:codebuild:eu-west-1:${B}:project/build (Service: AWSCodeBuild; Status Code: 400; Error Code: ResourceNotFoundException)`,
  },
  {
    cause: 'build-role-unusable',
    text: 'An error occurred (InvalidInputException) when calling the CreateProject operation: the service role does not exist',
  },
  {
    cause: 'image-pull-refused',
    text: `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${A}.dkr.ecr.us-east-1.amazonaws.com/app:latest: pulling from host failed with status code [manifests latest]: 403 Forbidden`,
  },
  {
    cause: 'image-pull-refused',
    text: `BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE: Unable to pull customer's container image. CannotPullContainerError: Error response from daemon: pull access denied for ${A}.dkr.ecr.ca-central-1.amazonaws.com/env, repository does not exist or may require 'docker login'`,
  },
  {
    cause: 'image-missing',
    text: `CannotPullContainerError: ${A}.dkr.ecr.eu-west-1.amazonaws.com/shop:abc: manifest for ${A}.dkr.ecr.eu-west-1.amazonaws.com/shop:abc not found: manifest unknown: Requested image not found`,
  },
  {
    cause: 'registry-login-missing',
    text: `denied: Your authorization token has expired. Reauthenticate and try again. ${A}.dkr.ecr.eu-west-1.amazonaws.com`,
  },
  {
    cause: 'registry-login-missing',
    text: `Error response from daemon: Head https://${A}.dkr.ecr.eu-west-1.amazonaws.com/v2/shop/manifests/1: no basic auth credentials`,
  },
  {
    cause: 'registry-pull-limit',
    text: 'CannotPullContainerError: Error response from daemon: toomanyrequests: You have reached your pull rate limit.',
  },
  {
    cause: 'foreign-registry-refused',
    text: `BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE: Unable to pull customer's container image. CannotPullContainerError: Error response from daemon: Head "https://registry-1.docker.io/v2/hashicorp/terraform/manifests/1.2.3": unauthorized: incorrect username or password`,
  },
  {
    cause: 'package-repository-refused',
    text: `npm ERR! code E403 npm ERR! 403 403 Forbidden - GET https://shop-${B}.d.codeartifact.eu-west-1.amazonaws.com/npm/shop/left-pad`,
  },
  {
    cause: 'image-missing',
    text: 'The action failed because the Amazon ECR image with the tag v2 in repository shop was not found',
  },
];
