/**
 * The CloudFormation templates that a pipeline is rendered from.
 *
 * @public
 */
export interface PipelineTemplates {
  /** The pipeline account's part that has to be there first. */
  foundation: TemplateSource;
  /** The part of each target account. */
  targetAccount: TemplateSource;
  /** What makes those parts by StackSets, where a spec asks for it. */
  targetStackSet: TemplateSource;
  /** The pipeline itself. */
  pipeline: TemplateSource;
  /** Where they came from. Absent: they are the suite's own. */
  origin?: string;
}

/**
 * CloudFormation text with `${{ }}` in it.
 *
 * @public
 */
export interface TemplateSource {
  /** Where it was read from; names it in problems. */
  file: string;
  text: string;
}
