import type {
  ActionDefinition,
  PipelineDefinition,
  StageDefinition,
} from '../../pipeline';
import { say, type Words } from '../../report';
import { documentAt } from '../documents/documentReference';
import type { Edit } from './Edit';
import type { Mending } from './Mending';

/**
 * The same stages and actions in an order in which every artifact is made before
 * it is taken and the sources come first; nothing where another order does not
 * help.
 */
export function mendOrder({ view, links, attempt }: Mending): Edit | undefined {
  const { pipelineArn, account } = links;
  const pipeline = view.account(account)?.pipelines[pipelineArn];
  if (!pipeline) {
    return undefined;
  }
  const before = pipeline.definition;
  const after = inOrder(before);
  const moved = after && describeOrder(before, after);
  if (!moved) {
    return undefined;
  }
  const edit = {
    document: documentAt('pipeline definition', pipelineArn),
    after,
    summary: moved,
  };
  const judged = attempt(edit);
  return judged === undefined || judged.health === 'healthy' ? edit : undefined;
}

function describeOrder(
  before: PipelineDefinition,
  after: PipelineDefinition,
): Words | undefined {
  const names = (definition: PipelineDefinition) =>
    definition.stages.map(({ name }) => name).join(', ');
  if (names(before) !== names(after)) {
    return say('remedy.order-stages', { stages: names(after) });
  }
  const changed = after.stages.flatMap((stage, index) =>
    stage.actions
      .filter(
        ({ runOrder }, at) =>
          Number(runOrder ?? 1) !==
          Number(before.stages[index].actions[at].runOrder ?? 1),
      )
      .map(action =>
        say('change.run-order', {
          action: `${stage.name}/${action.name}`,
          runOrder: String(action.runOrder),
        }),
      ),
  );
  return changed.length > 0
    ? say('remedy.run-order', { actions: changed })
    : undefined;
}

function inOrder(
  definition: PipelineDefinition,
): PipelineDefinition | undefined {
  const sources = definition.stages.filter(isSourceStage);
  const others = definition.stages.filter(stage => !isSourceStage(stage));
  const sorted = sortBy([...sources, ...others], stage => ({
    makes: stage.actions.flatMap(outputsOf),
    takes: stage.actions.flatMap(inputsOf),
  }));
  const stages = sorted?.map(withRunOrders);
  return stages?.every(stage => stage !== undefined)
    ? { ...definition, stages: stages as StageDefinition[] }
    : undefined;
}

function isSourceStage({ actions }: StageDefinition): boolean {
  return actions.every(
    ({ actionTypeId }) => actionTypeId.category === 'Source',
  );
}

/** Actions that take what others of the stage make run after them. */
function withRunOrders(stage: StageDefinition): StageDefinition | undefined {
  const sorted = sortBy(stage.actions, action => ({
    makes: outputsOf(action),
    takes: inputsOf(action),
  }));
  if (!sorted) {
    return undefined;
  }
  const orders = new Map<ActionDefinition, number>();
  for (const action of sorted) {
    const takes = new Set(inputsOf(action));
    const makers = sorted.filter(
      other =>
        other !== action && outputsOf(other).some(name => takes.has(name)),
    );
    orders.set(
      action,
      Math.max(
        Number(action.runOrder ?? 1),
        ...makers.map(maker => (orders.get(maker) ?? 0) + 1),
      ),
    );
  }
  return {
    ...stage,
    actions: stage.actions.map(action => {
      const runOrder = orders.get(action)!;
      return runOrder === Number(action.runOrder ?? 1)
        ? action
        : { ...action, runOrder };
    }),
  };
}

/**
 * Each after those that make what it takes, and otherwise as it was; nothing where
 * they wait for each other.
 */
function sortBy<T>(
  all: readonly T[],
  artifactsOf: (each: T) => { makes: string[]; takes: string[] },
): T[] | undefined {
  const left = [...all];
  const sorted: T[] = [];
  while (left.length > 0) {
    const next = left.findIndex(each => {
      const takes = new Set(artifactsOf(each).takes);
      return !left.some(
        other =>
          other !== each &&
          artifactsOf(other).makes.some(name => takes.has(name)),
      );
    });
    if (next < 0) {
      return undefined;
    }
    sorted.push(...left.splice(next, 1));
  }
  return sorted;
}

function outputsOf({ outputArtifacts = [] }: ActionDefinition): string[] {
  return outputArtifacts.map(({ name }) => name);
}

function inputsOf({ inputArtifacts = [] }: ActionDefinition): string[] {
  return inputArtifacts.map(({ name }) => name);
}
