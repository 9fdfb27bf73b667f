import type { PipelineLinks } from '../pipeline';
import type { EstateView } from './EstateView';

/**
 * A pipeline with all that it needs, and the estate in which it is judged.
 */
export interface AssessmentScope {
  view: EstateView;
  links: PipelineLinks;
}
