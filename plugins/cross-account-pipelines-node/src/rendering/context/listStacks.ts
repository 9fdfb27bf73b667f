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
import type { PipelineParts, PlaceParts } from './PipelineParts';
import { targetAccountContext } from './targetAccountContext';
import { targetStackSet } from './targetStackSet';

/** A stack of a pipeline, before its template is rendered. */
export interface ListedStack {
  placement: StackPlacement;
  /** What its template is rendered from, and with. */
  source: Exclude<keyof PipelineTemplates, 'origin'>;
  context: object;
  /**
   * What its StackSet makes, each as if it were alone. Their template, which is
   * the same for all, becomes `template` of the context.
   */
  instances?: ListedStack[];
}

/** Lists the stacks that a pipeline consists of, in the order of deployment. */
export function listStacks(
  spec: PipelineSpec,
  parts: PipelineParts,
  mode: PrincipalMode,
): ListedStack[] {
  return [
    ...listFoundations(spec, parts, mode),
    ...listPlaces(spec, parts),
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

/** With a StackSet in the place of the stacks of target accounts. */
function listPlaces(spec: PipelineSpec, parts: PipelineParts): ListedStack[] {
  const { stackSet } = spec;
  if (!stackSet) {
    return listTargets(spec, parts, parts.places);
  }
  // What the source is read with is another thing than what is deployed to.
  const targets = new Set(
    parts.places.flatMap(place =>
      place.targets.length > 0 ? [place.account] : [],
    ),
  );
  const [into, alone] = [true, false].map(isTarget =>
    listTargets(
      spec,
      parts,
      parts.places.filter(({ account }) => targets.has(account) === isTarget),
    ),
  );
  if (into.length === 0) {
    return alone;
  }
  const { instances, context, parameters } = targetStackSet(
    { ...spec, stackSet },
    parts,
    into,
  );
  return [
    ...alone,
    {
      placement: {
        phase: 'target',
        account: spec.account,
        region: spec.region,
        stackName: parts.names.targetStack,
        parameters,
      },
      source: 'targetStackSet',
      context,
      instances,
    },
  ];
}

function listTargets(
  spec: PipelineSpec,
  parts: PipelineParts,
  places: PlaceParts[],
): ListedStack[] {
  return places.flatMap((place): ListedStack[] => {
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
