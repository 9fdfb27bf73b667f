import type { Hop, PipelineLinks } from '../../pipeline';
import type { EstateView } from '../EstateView';
import type { Judgement } from '../Judgement';
import type { Edit } from './Edit';

/**
 * A hop that does not work, and the means to try what would mend it.
 */
export interface Mending {
  hop: Hop;
  judgement: Judgement;
  view: EstateView;
  links: PipelineLinks;
  /** Judges the hop as it would be after an edit; nothing when it is needed no more. */
  attempt(edit: Edit): Judgement | undefined;
}
