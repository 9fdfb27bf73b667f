import * as z from 'zod';
import { say } from '../../report';
import { artifactPath } from '../../pipeline/vocabulary/awsSchemas';
import { schemaOf } from '../../pipeline/vocabulary/schemaOf';
import { logCalls } from './ownCompute';
import { requestsOn, resourceTarget, type Provider } from '../Provider';
import {
  ecrRepositoryName,
  imageTag,
  namesRepository,
} from '../source/sourceEcr';
import { unique, type TargetKind } from '../deploy/TargetKind';

const pushActions = [
  'BatchCheckLayerAvailability',
  'CompleteLayerUpload',
  'DescribeRepositories',
  'GetDownloadUrlForLayer',
  'InitiateLayerUpload',
  'PutImage',
  'UploadLayerPart',
];

export const buildEcrBuildAndPublish: Provider = {
  kinds: ['Build/ECRBuildAndPublish'],
  page: 'codepipeline/latest/userguide/action-reference-ECRBuildAndPublish',
  needsV2: true,
  settings: ['ECRRepositoryName'],
  artifacts: { reads: true },
  calls(place) {
    const { configuration, partition, account, region } = place;
    const name = configuration.ECRRepositoryName ?? '*';
    const isPublic = configuration.RegistryType === 'public';
    const service = isPublic ? 'ecr-public' : 'ecr';
    return [
      {
        says: caller => say('call.push-images', { caller, repository: name }),
        target: resourceTarget(place, `repository ${name}`),
        requests: [
          ...requestsOn(
            `arn:${partition}:${service}:${
              isPublic ? '' : region
            }:${account}:repository/${name}`,
            {
              required: pushActions
                // Public images are not fetched back.
                .filter(each => !isPublic || each !== 'GetDownloadUrlForLayer')
                .map(each => `${service}:${each}`),
            },
          ),
          ...requestsOn('*', {
            required: [
              `${service}:GetAuthorizationToken`,
              ...(isPublic ? ['sts:GetServiceBearerToken'] : []),
            ],
          }),
        ],
      },
      ...logCalls(place),
    ];
  },
  names: place =>
    place.configuration.RegistryType === 'public'
      ? []
      : namesRepository(place, place.configuration.ECRRepositoryName, 'deploy'),
};

export const ecrBuildSchema = /* @__PURE__ */ schemaOf(() =>
  z.strictObject({
    provider: z
      .literal('ECRBuildAndPublish')
      .describe('An image that is built from a Dockerfile and pushed'),
    repository: ecrRepositoryName.describe(
      'Name of the repository in the target account',
    ),
    dockerfile: artifactPath
      .describe('Folder of the Dockerfile. Default: the top')
      .optional(),
    tags: z
      .array(imageTag)
      .min(1, 'must name at least one tag')
      .describe('Tags of the image. Default latest')
      .optional(),
  }),
);

/**
 * An image that is built from a Dockerfile and pushed.
 *
 * @public
 */
export type EcrBuildSpec = z.output<typeof ecrBuildSchema>;

export const ecrBuildTarget: TargetKind<EcrBuildSpec> = {
  category: 'Build',
  provider: 'ECRBuildAndPublish',
  needsV2: true,
  thing: ({ repository }) => repository,
  writes: ({ repository }) => ({ field: 'repository', name: repository }),
  actions: deploy => [
    {
      suffix: 'deploy',
      settings: {
        ECRRepositoryName: deploy.repository,
        DockerFilePath: deploy.dockerfile,
        ImageTags: deploy.tags?.join(','),
      },
    },
  ],
  context: deploys => ({
    imageRepositories: unique(deploys.map(({ repository }) => repository)),
  }),
};
