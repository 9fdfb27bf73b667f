import { A } from './sampleRefusal';
import type { Wording } from './Wording';

/** Connections, repositories and events. */
export const sourceWordings: Wording[] = [
  {
    cause: 'use-connection-lacks-allow',
    also: ['connection-of-other-account'],
    account: A,
    text: `Insufficient permissions Unable to use Connection: arn:aws:codeconnections:us-east-1:${A}:connection/720e. The provided role does not have sufficient permissions.`,
  },
  {
    cause: 'build-lacks-connection',
    text: `CLIENT_ERROR: authorization failed for primary source and source version main (CodeBuild)`,
  },
  {
    cause: 'connection-pending',
    text: `[CodeStarConnections] Connection arn:aws:codestar-connections:eu-west-1:${A}:connection/11aa is not available`,
  },
  {
    cause: 'connection-missing',
    text: `ResourceNotFoundException: Connection arn:aws:codeconnections:eu-west-1:${A}:connection/11aa not found`,
  },
  {
    cause: 'connection-of-other-account',
    text: 'each CodeStar Connections connection is specific to one AWS account',
  },
  {
    cause: 'repository-out-of-reach',
    text: '[GitHub] No Branch [main] found for FullRepositoryName [team/app]',
  },
  {
    cause: 'source-access',
    also: ['source-in-other-region'],
    text: 'The service role or action role doesn’t have the permissions required to access the Amazon ECR repository named shop. Update the IAM role permissions, and then try again.',
  },
  {
    cause: 'codecommit-git-refused',
    text: "fatal: unable to access 'https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/shop/': The requested URL returned error: 403",
  },
  {
    cause: 'rule-target-lacks-role',
    text: `ValidationException: RoleArn is required for target arn:aws:events:eu-west-1:${A}:event-bus/default. status code: 400`,
  },
  {
    cause: 'event-bus-policy',
    text: 'PutEvents to the event bus of the other account failed',
  },
  {
    cause: 'source-event-refused',
    also: ['rule-watches-other-branch', 'pending-connection-starts-nothing'],
    text: 'My pipeline is not triggered by pushes to main',
  },
];
