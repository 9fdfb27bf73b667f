import type { Pattern } from './Pattern';

/** Container images and packages. */
export const imagePatterns: Pattern[] = [
  {
    says: /(?:CannotPull|BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE|Unable to pull customer's).{0,400}(?:toomanyrequests|pull rate limit)/i,
    means: ['registry-pull-limit'],
  },
  {
    says: /(?:CannotPull|Unable to pull|dkr\.ecr|\bECR\b).{0,300}(?:manifest(?: for \S{1,200})? (?:unknown|not found)|image[^.]{0,120} (?:was )?not found|name unknown)|(?:repository with name ['"]?(?<repository>[^\s'"]{1,200})['"]? does not exist in the registry)|ImageNotFoundException|RepositoryNotFoundException|Source image \S{1,300} does not exist/i,
    means: ['image-missing', 'image-pull-refused'],
  },
  {
    says: /no basic auth credentials|(?:dkr\.ecr|ECR).{0,200}(?:authorization token has expired|denied: Your authorization token|login required|unauthorized: authentication required)|Your authorization token has expired/i,
    means: ['registry-login-missing', 'image-pull-refused'],
  },
  {
    says: /\.d\.codeartifact\.[a-z0-9-]{4,30}\.amazonaws\.com.{0,300}(?:\b40[13]\b|denied|unauthorized|forbidden)|(?:\bE40[13]\b|\b40[13] (?:Client Error|Forbidden|Unauthorized)).{0,300}\.d\.codeartifact\./i,
    rank: 'frame',
    means: ['package-repository-refused'],
  },
  {
    says: /(?:CannotPull|BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE|Unable to pull customer's).{0,400}(?:docker\.io|ghcr\.io|quay\.io|gcr\.io|registry\.gitlab)/i,
    means: ['foreign-registry-refused'],
  },
  {
    says: /CannotPullContainer|CannotPullImage|BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE|Unable to pull customer's container image|does not have permission to access the (?:ECR|specified) image/i,
    rank: 'frame',
    means: ['image-pull-refused'],
  },
  {
    says: /Unable to pull (?:container )?image|pull access denied|may require 'docker login'|(?:failed to (?:resolve|pull|copy)|pull image|push(?:ing)?).{0,240}(?:403|denied|unauthorized|forbidden)|does not have permission to access the ECR (?:image|repository)|ImagePullBackOff|ErrImagePull|Source image .{0,300}(?:is not valid|access)/i,
    needsAws: true,
    rank: 'frame',
    means: ['image-pull-refused'],
  },
];
