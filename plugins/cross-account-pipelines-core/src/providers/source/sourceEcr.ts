import * as z from 'zod';
import { say } from '../../report';
import type { ExistingThing } from '../../pipeline/vocabulary/PipelineLinks';
import { schemaOf } from '../../pipeline/vocabulary/schemaOf';
import { shaped } from '../../pipeline/vocabulary/textSchema';
import {
  requestsOn,
  resourceTarget,
  type ActionPlace,
  type Provider,
} from '../Provider';
import type { SourceKind } from './SourceKind';

/** The ARN of an image repository of the account that an action works in. */
export function repositoryArn(
  { partition, account, region }: ActionPlace,
  name: string,
): string {
  return `arn:${partition}:ecr:${region}:${account}:repository/${name}`;
}

/** The image repository that an action names, if it does. */
export function namesRepository(
  place: ActionPlace,
  name: string | undefined,
  gate: ExistingThing['gate'],
): ExistingThing[] {
  const { account, region } = place;
  return name
    ? [
        {
          type: 'ECR repository',
          name: `repository ${name}`,
          id: repositoryArn(place, name),
          account,
          region,
          gate,
        },
      ]
    : [];
}

export const sourceEcr: Provider = {
  kinds: ['Source/ECR'],
  page: 'codepipeline/latest/userguide/action-reference-ECR',
  settings: ['RepositoryName'],
  artifacts: { writes: true },
  calls(place) {
    const name = place.configuration.RepositoryName ?? '*';
    return [
      {
        gate: 'enter',
        says: caller => say('call.read-images', { caller, repository: name }),
        target: resourceTarget(place, `repository ${name}`),
        requests: requestsOn(repositoryArn(place, name), {
          required: ['ecr:DescribeImages'],
        }),
      },
    ];
  },
  names: place =>
    namesRepository(place, place.configuration.RepositoryName, 'enter'),
};

export const ecrRepositoryName = /* @__PURE__ */ shaped(
  /^[a-z0-9]+(?:[._/-][a-z0-9]+)*$/,
  'the name of a repository: lower case, digits and . _ - /',
  { min: 2, max: 256 },
);

export const imageTag = /* @__PURE__ */ shaped(
  /^[A-Za-z0-9_][\w.-]*$/,
  'the tag of an image',
  {
    max: 128,
  },
);

export const ecrSourceSchema = /* @__PURE__ */ schemaOf(() =>
  z.strictObject({
    provider: z
      .literal('ECR')
      .describe('An image of a repository in the pipeline account'),
    repository: ecrRepositoryName.describe('Name of the repository'),
    imageTag: imageTag.describe('Tag of the image. Default latest').optional(),
  }),
);

/**
 * @public
 */
export type EcrSourceSpec = z.output<typeof ecrSourceSchema>;

export const ecrSource: SourceKind<EcrSourceSpec> = {
  revision: { type: 'IMAGE_DIGEST', variable: 'ImageDigest' },
  detection: () => 'events',
  eventPattern: source => ({
    source: ['aws.ecr'],
    'detail-type': ['ECR Image Action'],
    detail: {
      'action-type': ['PUSH'],
      'image-tag': [source.imageTag ?? 'latest'],
      'repository-name': [source.repository],
      result: ['SUCCESS'],
    },
  }),
};
