/**
 * What CodePipeline takes at most.
 *
 * See `codepipeline/latest/userguide/limits`.
 *
 * @alpha
 */
export const pipelineLimits = {
  stages: 50,
  actionsInStage: 50,
  actions: 500,
  /** Characters of a value in an action's configuration. */
  settingCharacters: 1000,
} as const;
