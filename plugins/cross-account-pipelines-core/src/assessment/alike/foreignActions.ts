import {
  accountOf,
  type ActionDefinition,
  type PipelineDefinition,
} from '../../pipeline';
import { accountIdsIn, anyId } from './mentionsOf';

/** What a pipeline does in one account other than its own. */
export interface ForeignActions {
  account: string;
  /** `Stage/Action`, in the definition's order. */
  paths: string[];
  /** The actions apart from their names, with {@link anyId} for the account. */
  shape: string;
}

/**
 * What an action makes is another's to take; only a part of an artifact's name
 * counts, and of a longer number a part could be another id.
 */
const tellsApart = /"outputArtifacts":\[\{|"inputArtifacts":[^\]]*\0|\d\0|\0\d/;

/**
 * The accounts in which a pipeline acts and that nothing else of its definition
 * mentions, so that the definition would do for any of them what it does for
 * another with actions of the same shape.
 */
export function foreignActions(
  definition: PipelineDefinition,
  pipelineArn: string,
): ForeignActions[] {
  const home = accountOf(pipelineArn);
  const byAccount = new Map<string, { paths: string[]; texts: string[] }>();
  const isForeign = ({ roleArn }: ActionDefinition) => {
    const account = accountOf(roleArn);
    return account !== undefined && account !== home;
  };
  for (const { name: stage, actions } of definition.stages) {
    for (const action of actions.filter(isForeign)) {
      const account = accountOf(action.roleArn)!;
      const known = byAccount.get(account) ?? { paths: [], texts: [] };
      byAccount.set(account, known);
      known.paths.push(`${stage}/${action.name}`);
      known.texts.push(shapeOf(action, account));
    }
  }
  if (byAccount.size < 2) {
    return [];
  }
  const found = [...byAccount].map(([account, { paths, texts }]) => ({
    account,
    paths,
    shape: texts.join('\n'),
  }));
  const rest = {
    ...definition,
    stages: definition.stages.map(stage => ({
      ...stage,
      actions: stage.actions.filter(action => !isForeign(action)),
    })),
  };
  const mentioned = accountIdsIn(JSON.stringify(rest));
  for (const shape of new Set(found.map(each => each.shape))) {
    accountIdsIn(shape).forEach(id => mentioned.add(id));
  }
  return found.filter(
    ({ account, shape }) =>
      /^\d{12}$/.test(account) &&
      !mentioned.has(account) &&
      !tellsApart.test(shape),
  );
}

function shapeOf(action: ActionDefinition, account: string): string {
  return JSON.stringify({ ...action, name: '' }).replaceAll(account, anyId);
}
