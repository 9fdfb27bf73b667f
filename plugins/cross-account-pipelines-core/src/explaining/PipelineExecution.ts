import type { Explanation } from './Explanation';

/**
 * One run of a pipeline, as CodePipeline tells it.
 *
 * @alpha
 */
export interface PipelineExecution {
  id: string;
  /** As CodePipeline spells it, e.g. `InProgress`, `Succeeded`, `Failed`. */
  status: string;
  /** ISO 8601. */
  startedAt: string;
  /** When it last changed; ISO 8601. Once it is over, that is when it ended. */
  updatedAt?: string;
  /** What started it, e.g. `Webhook`, `StartPipelineExecution`, and by whom. */
  trigger?: { type: string; detail?: string };
  revisions: SourceRevision[];
  /** Only of the stages whose latest run this is. */
  stages: StageExecution[];
}

/**
 * @alpha
 */
export interface SourceRevision {
  /** Name of the source action. */
  action: string;
  /** A commit, an object version, a digest. */
  id: string;
  /** E.g. the message of the commit. */
  summary?: string;
  url?: string;
}

/**
 * @alpha
 */
export interface StageExecution {
  name: string;
  status: string;
  actions: ActionExecution[];
}

/**
 * @alpha
 */
export interface ActionExecution {
  name: string;
  status: string;
  /** When it last changed; ISO 8601. */
  updatedAt?: string;
  /** Page of the run in the service that does the work. */
  externalUrl?: string;
  /** CodePipeline's or the provider's summary. */
  summary?: string;
  /** Why it failed. */
  error?: ActionError;
  /** Set while somebody has to approve it. */
  waitsForApproval?: boolean;
}

/**
 * @alpha
 */
export interface ActionError {
  code?: string;
  /** AWS's own words. */
  message: string;
  /** What the engine makes of them, most likely first. */
  explanations: Explanation[];
}
