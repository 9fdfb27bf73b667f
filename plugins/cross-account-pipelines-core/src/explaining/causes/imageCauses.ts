import type { Cause } from './Cause';

/** Container images and packages: what pulls them, and from where. */
export const imageCauses = {
  'image-pull-refused': {
    hop: 'workload',
    side: 'resource',
    sentence:
      'The container image could not be pulled from {repository|its repository}. If that is of another account, its repository policy has to name the account that pulls.',
    readNext: [
      'the policy of the repository (ecr:GetRepositoryPolicy)',
      'the ECR actions of the role that pulls, and the key of the repository',
    ],
    change:
      'Let the repository policy allow ecr:BatchGetImage, ecr:GetDownloadUrlForLayer and ecr:BatchCheckLayerAvailability for the account that pulls; for Lambda name lambda.amazonaws.com as well. The role that pulls needs the same and ecr:GetAuthorizationToken on *.',
    page: 'AmazonECR/latest/userguide/repository-policies',
  },
  'image-missing': {
    hop: 'H11',
    side: 'definition',
    sentence:
      'The image or its repository does not exist in that account and Region: it was not pushed (yet), under another tag, or in another Region.',
    readNext: ['repository, tag, account and Region in the name of the image'],
    change: 'Push the image first, or correct its name.',
    page: 'AmazonECR/latest/userguide/common-errors-docker',
  },
  'registry-login-missing': {
    hop: 'build-role',
    side: 'caller',
    sentence:
      'Docker was not logged in to the ECR registry of that account and Region, or the login has expired (after twelve hours).',
    readNext: [
      'the account and Region that docker login named',
      'ecr:GetAuthorizationToken in the policies of the role',
    ],
    change:
      'Log in to the registry of that very account and Region (aws ecr get-login-password | docker login), with a role that may ecr:GetAuthorizationToken.',
    page: 'AmazonECR/latest/userguide/registry_auth',
  },
  'registry-pull-limit': {
    hop: 'quota',
    severity: 'passing',
    sentence:
      'Docker Hub limits how many images are pulled without a paid login; nothing is denied at AWS.',
    readNext: ['the images that are pulled from Docker Hub'],
    change:
      'Log in to Docker Hub, or pull through ECR (pull through cache, ECR Public).',
    page: 'AmazonECR/latest/userguide/pull-through-cache',
  },
  'foreign-registry-refused': {
    hop: 'workload',
    sentence:
      'The image is of a registry outside AWS, which did not hand it over; no role or policy of AWS is concerned.',
    readNext: ['the name of the image, and the credentials for its registry'],
    change:
      'Correct the name, give the credentials of that registry (a secret), or copy the image to ECR.',
    page: 'AmazonECS/latest/developerguide/private-auth',
  },
  'package-repository-refused': {
    hop: 'build-role',
    side: 'caller',
    sentence:
      'CodeArtifact refused the package: the token has expired, or the role may not read the repository; one of another account has to allow it in its domain and repository policies.',
    readNext: [
      'codeartifact:GetAuthorizationToken, sts:GetServiceBearerToken and codeartifact:ReadFromRepository in the policies of the role',
      'the policies of the domain and the repository',
    ],
    change:
      'Allow these three actions to the role and, across accounts, in the policies of domain and repository; log in again before the command.',
    page: 'codeartifact/latest/ug/security-iam',
  },
} satisfies Record<string, Cause>;
