import type {
  CheckFinding,
  ConfiguredAccount,
  EstateLookUp,
  JudgedFinding,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { AwsClients, AwsPurpose } from '../aws';
import type { PipelineGuardrails } from '../config';
import type { PipelineTemplates, RenderedPipeline } from '../rendering';

/**
 * What is rolled out, and over which pipelines.
 *
 * @public
 */
export interface RollOutScope {
  clients: AwsClients;
  /** In the order in which they are to go; the first are the canaries. */
  pipelineArns: string[];
  templates: PipelineTemplates;
  /**
   * What every pipeline's spec gets in the place of its own. What it does not say
   * stays as it was when the pipeline was made.
   */
  guardrails?: PipelineGuardrails['spec'];
  accounts?: ConfiguredAccount[];
  /** Takes findings as the platform team's policy says. Default: as they are. */
  judge?: (findings: CheckFinding[]) => Promise<JudgedFinding[]>;
  /** What it throws keeps a pipeline closed to whoever asks. */
  authorize?: (rendered: RenderedPipeline) => Promise<void>;
  /** Asks AWS for what the templates do not make. Default: the clients. */
  lookUp?: (rendered: RenderedPipeline) => EstateLookUp;
  /** Goes on although not everything that matters could be found out. */
  allowUnknown?: boolean;
  /** How many pipelines go first, and alone. Default 1; 0 for none. */
  canary?: number;
  /** How many pipelines go together afterwards. Default 10. */
  wave?: number;
  /** Pipelines at a time. Default 5. */
  concurrency?: number;
  /** Which role reads. Default `deploy`. */
  purpose?: AwsPurpose;
  /** Entity ref of the user who asked, for CloudTrail. */
  onBehalfOf?: string;
  signal?: AbortSignal;
}
