import { accountOf, type ActionDefinition } from '../../pipeline';
import type { AssessmentScope } from '../AssessmentScope';

/**
 * An action with the place it works in.
 */
export interface PlacedAction {
  action: ActionDefinition;
  /** `Stage/Action`. */
  path: string;
  account: string;
  region: string;
  configuration: Record<string, string>;
}

/** The actions of some providers, in the pipeline's order. */
export function actionsOf(
  { view, links }: AssessmentScope,
  ...providers: string[]
): PlacedAction[] {
  const pipeline = view.account(links.account)?.pipelines[links.pipelineArn];
  return (pipeline?.definition.stages ?? []).flatMap(stage =>
    stage.actions
      .filter(({ actionTypeId }) => providers.includes(actionTypeId.provider))
      .map(action => ({
        action,
        path: `${stage.name}/${action.name}`,
        account: accountOf(action.roleArn) ?? links.account,
        region: action.region ?? links.region,
        configuration: action.configuration ?? {},
      })),
  );
}
