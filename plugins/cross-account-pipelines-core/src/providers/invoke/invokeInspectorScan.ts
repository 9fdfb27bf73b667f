import * as z from 'zod';
import { say } from '../../report';
import { schemaOf } from '../../pipeline/vocabulary/schemaOf';
import { logCalls } from '../build/ownCompute';
import { requestsOn, resourceTarget, type Provider } from '../Provider';
import {
  ecrRepositoryName,
  imageTag,
  namesRepository,
  repositoryArn,
} from '../source/sourceEcr';
import { unique, type TargetKind } from '../deploy/TargetKind';

export const invokeInspectorScan: Provider = {
  kinds: ['Invoke/InspectorScan'],
  page: 'codepipeline/latest/userguide/action-reference-InspectorScan',
  needsV2: true,
  settings: ['InspectorRunMode'],
  artifacts: { reads: true, writes: true },
  calls(place) {
    const { ECRRepositoryName: name } = place.configuration;
    return [
      {
        says: caller => say('call.inspector', { caller }),
        target: resourceTarget(place, 'Inspector'),
        requests: requestsOn('*', { required: ['inspector-scan:ScanSbom'] }),
      },
      ...(name
        ? [
            {
              says: (caller: string) =>
                say('call.pull-images', { caller, repository: name }),
              target: resourceTarget(place, `repository ${name}`),
              requests: requestsOn(repositoryArn(place, name), {
                required: [
                  'ecr:BatchCheckLayerAvailability',
                  'ecr:BatchGetImage',
                  'ecr:GetDownloadUrlForLayer',
                ],
              }),
            },
          ]
        : []),
      ...logCalls(place),
    ];
  },
  names: place =>
    namesRepository(place, place.configuration.ECRRepositoryName, 'deploy'),
};

const threshold = /* @__PURE__ */ schemaOf(() =>
  z.int('must be a whole number').min(0, 'must be at least 0'),
);

export const inspectorScanSchema = /* @__PURE__ */ schemaOf(() =>
  z.strictObject({
    provider: z
      .literal('InspectorScan')
      .describe('A scan of the source or of an image for vulnerabilities'),
    repository: ecrRepositoryName
      .describe('Repository of the image to scan. Without one the source is')
      .optional(),
    imageTag: imageTag.describe('Tag of the image. Default latest').optional(),
    critical: threshold
      .describe('More critical findings than these fail the action')
      .optional(),
    high: threshold
      .describe('More findings of high severity than these fail it')
      .optional(),
    medium: threshold
      .describe('More findings of medium severity than these fail it')
      .optional(),
    low: threshold
      .describe('More findings of low severity than these fail it')
      .optional(),
  }),
);

/**
 * A scan of the source or of an image for vulnerabilities.
 *
 * @public
 */
export type InspectorScanSpec = z.output<typeof inspectorScanSchema>;

export const inspectorScanTarget: TargetKind<InspectorScanSpec> = {
  category: 'Invoke',
  provider: 'InspectorScan',
  needsV2: true,
  thing: ({ repository }) => repository ?? 'source',
  actions: ({ repository, imageTag: tag, critical, high, medium, low }) => [
    {
      suffix: 'run',
      readsNothing: repository !== undefined,
      readsSource: true,
      settings: {
        InspectorRunMode: repository ? 'ECRImageScan' : 'SourceCodeScan',
        ECRRepositoryName: repository,
        ImageTag: repository && (tag ?? 'latest'),
        CriticalThreshold: critical?.toString(),
        HighThreshold: high?.toString(),
        MediumThreshold: medium?.toString(),
        LowThreshold: low?.toString(),
      },
    },
  ],
  context: deploys => ({
    scans: deploys.length > 0,
    scannedRepositories: unique(
      deploys.flatMap(({ repository }) => repository ?? []),
    ),
  }),
};
