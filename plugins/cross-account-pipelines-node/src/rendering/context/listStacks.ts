import type { PipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import type { PipelineTemplates } from '../templates/PipelineTemplates';
import { foundationContext, type PrincipalMode } from './foundationContext';
import {
  foundationStack,
  pipelineStack,
  type StackPlacement,
  targetStack,
} from './manifestStacks';
import { pipelineContext } from './pipelineContext';
import type { PipelineParts } from './PipelineParts';
import { targetAccountContext } from './targetAccountContext';

/** A stack of a pipeline, before its template is rendered. */
export interface ListedStack {
  placement: StackPlacement;
  /** What its template is rendered from, and with. */
  source: Exclude<keyof PipelineTemplates, 'origin'>;
  context: object;
}

/** Lists the stacks that a pipeline consists of, in the order of deployment. */
export function listStacks(
  spec: PipelineSpec,
  parts: PipelineParts,
  mode: PrincipalMode,
): ListedStack[] {
  return [
    ...listFoundations(spec, parts, mode),
    ...listTargets(spec, parts),
    ...parts.pipelines.map((pipeline): ListedStack => {
      const context = pipelineContext(spec, parts, pipeline);
      return {
        placement: pipelineStack(spec, parts, pipeline, context),
        source: 'pipeline',
        context,
      };
    }),
  ];
}

function listFoundations(
  spec: PipelineSpec,
  parts: PipelineParts,
  mode: PrincipalMode,
): ListedStack[] {
  return parts.stores.flatMap((store): ListedStack[] => {
    const context = foundationContext(spec, parts, store, mode);
    const { makesStore, makesServiceRole, makesBuildRole } = context;
    return makesStore || makesServiceRole || makesBuildRole
      ? [
          {
            placement: foundationStack(spec, parts, store, context),
            source: 'foundation',
            context,
          },
        ]
      : [];
  });
}

function listTargets(spec: PipelineSpec, parts: PipelineParts): ListedStack[] {
  return parts.places.flatMap((place): ListedStack[] => {
    const context = targetAccountContext(spec, place);
    // Where all roles are there already, there may be nothing left to make.
    return context.makesAnything
      ? [
          {
            placement: targetStack(spec, parts, place, context),
            source: 'targetAccount',
            context,
          },
        ]
      : [];
  });
}
