import type { ResolvedStack } from './resolving/ResolvedStack';
import type { TemplateProblem } from './parsing/TemplateProblem';

/**
 * Checks a template against the schemas of its resource types. Injected, since
 * the ones that there are need more than a browser has.
 *
 * @public
 */
export type TemplateValidator = (options: {
  text: string;
  /** Names the template in problems. */
  file: string;
  /**
   * The stacks that are made of it: nothing is said of what none of them makes.
   * Without them every condition may hold.
   */
  uses?: Array<Pick<ResolvedStack, 'conditions' | 'resources'>>;
}) => Promise<TemplateProblem[]>;
