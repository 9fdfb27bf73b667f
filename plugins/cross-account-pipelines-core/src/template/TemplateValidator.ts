import type { TemplateProblem } from './parsing/TemplateProblem';

/**
 * What becomes of a template in one account and Region.
 *
 * @public
 */
export interface TemplateUse {
  /** Whether each condition holds; absent where only AWS can decide. */
  conditions: Record<string, boolean>;
  /** Resources that are made, by logical id. */
  resources: Record<string, unknown>;
}

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
  uses?: TemplateUse[];
}) => Promise<TemplateProblem[]>;
