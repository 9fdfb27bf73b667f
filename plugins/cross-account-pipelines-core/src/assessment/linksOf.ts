import {
  listLinks,
  type PipelineDefinition,
  type PipelineLinks,
  type PipelineResources,
} from '../pipeline';
import { withDeployerHops } from './deploying/withDeployerHops';
import type { EstateView } from './EstateView';

/** Something that was looked up for a listing, and what it was. */
interface Lookup {
  ask(view: EstateView): unknown;
  answer: unknown;
}

export interface Listing {
  pipelineArn: string;
  lookups: Lookup[];
  links: PipelineLinks;
}

/**
 * The links of a pipeline. Listed again only when its definition or something
 * that it names has become another.
 */
export function linksOf(
  view: EstateView,
  pipelineArn: string,
  definition: PipelineDefinition,
): PipelineLinks {
  const { listings } = view.memory;
  const known = listings.get(definition);
  if (
    known?.pipelineArn === pipelineArn &&
    known.lookups.every(({ ask, answer }) => ask(view) === answer)
  ) {
    return known.links;
  }
  const lookups: Lookup[] = [];
  const listed = listLinks(definition, {
    pipelineArn,
    resources: recordedResources(view, lookups),
  });
  const links = withDeployerHops(listed, view.estate, pipelineArn);
  listings.set(definition, { pipelineArn, lookups, links });
  return links;
}

function recordedResources(
  view: EstateView,
  lookups: Lookup[],
): PipelineResources {
  function look<T>(ask: (view: EstateView) => T): T {
    const answer = ask(view);
    lookups.push({ ask, answer });
    return answer;
  }
  return {
    project: arn =>
      look(each => {
        const found = each.project(arn);
        return found.state === 'found' ? found.value : undefined;
      }),
    deploymentGroup: arn =>
      look(each => {
        const found = each.deploymentGroup(arn);
        return found.state === 'found' ? found.value : undefined;
      }),
    functionRole: arn => look(each => each.functionRole(arn)),
    assumableRoles: arn => look(each => each.assumableRoles(arn)),
    // No change that is tried on the estate finds a policy.
    doubtfulPolicies: arn => view.doubtfulPolicies(arn),
    bucketOwner: name => look(each => each.bucketOwner(name)),
    bucketKey: name => look(each => each.bucketKey(name)),
    usesBucketKey: name => look(each => each.usesBucketKey(name)),
    stackArn: stack => look(each => each.stackArn(stack)),
  };
}
