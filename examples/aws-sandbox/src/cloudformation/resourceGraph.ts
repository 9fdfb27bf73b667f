import {
  listDependencies,
  TemplateBody,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { validationError } from './errors';

/**
 * A resource with those that must be there before it.
 */
export interface GraphNode {
  logicalId: string;
  dependencies: string[];
}

/**
 * The resources of a template whose conditions hold, each after those that it
 * depends on.
 *
 * @throws ServiceError `ValidationError` for a circle
 */
export function resourceGraph(
  body: TemplateBody,
  isActive: (condition: string) => boolean,
): GraphNode[] {
  const active = new Map(
    Object.entries(body.Resources).filter(
      ([, { Condition }]) => Condition === undefined || isActive(Condition),
    ),
  );
  const ordered: GraphNode[] = [];
  const finished = new Set<string>();
  const path: string[] = [];

  function visit(logicalId: string): void {
    if (finished.has(logicalId)) {
      return;
    }
    if (path.includes(logicalId)) {
      throw validationError(
        `Circular dependency between resources: [${path
          .slice(path.indexOf(logicalId))
          .join(', ')}]`,
      );
    }
    path.push(logicalId);
    const dependencies = listDependencies(active.get(logicalId)!).filter(name =>
      active.has(name),
    );
    dependencies.forEach(visit);
    path.pop();
    finished.add(logicalId);
    ordered.push({ logicalId, dependencies });
  }

  [...active.keys()].forEach(visit);
  return ordered;
}
