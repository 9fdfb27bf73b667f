import type {
  JudgedFinding,
  KeyNames,
  PipelineReport,
  StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { RenderedPipeline } from '../RenderedPipeline';
import type { NamedByRule } from './namedByRules';

/**
 * What is known of a pipeline before any of it exists.
 *
 * @public
 */
export interface PlanCheck {
  manifest: StackManifest;
  /** How key and bucket name the roles of other accounts, and why. */
  principals?: RenderedPipeline['principals'];
  /** Which accounts rules of the spec name, stage by stage. */
  rules?: NamedByRule[];
  /** Names by which people know the keys, by id: theirs are not known yet. */
  keyNames?: KeyNames;
  /** Every hop, foretold; of a pipeline in several parts, those of all. */
  report: PipelineReport;
  /**
   * What CloudFormation would refuse, what is over a limit, each hop that would
   * not be healthy, and what works but is probably not what somebody wants.
   */
  findings: JudgedFinding[];
}
