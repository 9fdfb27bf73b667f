import { isJsonObject } from '../../policy/isJsonObject';
import type {
  ActionDefinition,
  StageDefinition,
} from '../vocabulary/PipelineDefinition';

/** Where a stage has conditions, as the API spells it. */
export const conditionPlaces = [
  'beforeEntry',
  'onSuccess',
  'onFailure',
] as const;

/** A condition of a stage, the parts that decide whether AWS takes it. */
export interface StageCondition {
  result?: string;
  rules: ActionDefinition[];
}

/**
 * The conditions of a stage at one of its places; none where it is not a map.
 *
 * See `codepipeline/latest/APIReference/API_StageDeclaration`.
 */
export function conditionsOf(
  stage: StageDefinition,
  place: (typeof conditionPlaces)[number],
): StageCondition[] {
  const declared = stage[place];
  const conditions = isJsonObject(declared) ? declared.conditions : undefined;
  return (Array.isArray(conditions) ? conditions : [])
    .filter(isJsonObject)
    .map(condition => ({
      result:
        typeof condition.result === 'string' ? condition.result : undefined,
      rules: (Array.isArray(condition.rules) ? condition.rules : [])
        .filter(isJsonObject)
        .map(toAction),
    }));
}

/** The rules of a stage's conditions, as actions: they work alike. */
export function rulesOf(stage: StageDefinition): ActionDefinition[] {
  return conditionPlaces.flatMap(place =>
    conditionsOf(stage, place).flatMap(({ rules }) => rules),
  );
}

function toAction(rule: Record<string, unknown>): ActionDefinition {
  const { ruleTypeId, configuration, ...rest } = rule;
  const type = isJsonObject(ruleTypeId) ? ruleTypeId : {};
  return {
    ...rest,
    name: String(rule.name ?? ''),
    actionTypeId: {
      category: 'Rule',
      owner: String(type.owner ?? 'AWS'),
      provider: String(type.provider ?? ''),
      version: String(type.version ?? '1'),
    },
    configuration: Object.fromEntries(
      Object.entries(isJsonObject(configuration) ? configuration : {}).map(
        ([name, value]) => [name, String(value)],
      ),
    ),
  };
}
