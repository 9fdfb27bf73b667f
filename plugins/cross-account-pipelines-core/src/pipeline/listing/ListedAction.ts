import type { RolePurpose } from '../vocabulary/PipelineLinks';
import type { ActionPlace, Provider } from '../../providers/Provider';
import type { ArtifactUses } from './ArtifactUses';
import type { HopCollector } from './HopCollector';

/**
 * Where the hops of one link, or of the pipeline itself, are gathered.
 */
export interface LinkHops {
  hops: HopCollector;
  artifacts: ArtifactUses;
}

/**
 * An action on its way through the listing.
 */
export interface ListedAction extends ActionPlace, LinkHops {
  /** `Stage/Action`. */
  path: string;
  /** Absent for a provider of AWS's that this suite does not know. */
  needs: Provider | undefined;
  purpose: RolePurpose;
  /** It works in another account than the pipeline's. */
  isForeign: boolean;
}

/** Names of artifacts as the listing compares them. */
export function artifactNames(
  artifacts: Array<{ name: string }> | false | undefined,
): string[] {
  return artifacts ? artifacts.map(({ name }) => name) : [];
}
