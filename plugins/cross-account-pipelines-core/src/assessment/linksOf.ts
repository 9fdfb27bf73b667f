import {
  listLinks,
  type PipelineDefinition,
  type PipelineLinks,
  type PipelineResources,
} from '../pipeline';
import { withDeployerHops } from './deploying/withDeployerHops';
import type { EstateView } from './EstateView';

/** What definitions name, as an estate knows it. */
const answers = {
  project(view: EstateView, arn: string) {
    const found = view.project(arn);
    return found.state === 'found' ? found.value : undefined;
  },
  deploymentGroup(view: EstateView, arn: string) {
    const found = view.deploymentGroup(arn);
    return found.state === 'found' ? found.value : undefined;
  },
  functionRole: (view: EstateView, arn: string) => view.functionRole(arn),
  assumableRoles: (view: EstateView, arn: string) => view.assumableRoles(arn),
  bucketOwner: (view: EstateView, name: string) => view.bucketOwner(name),
  bucketKey: (view: EstateView, name: string) => view.bucketKey(name),
  usesBucketKey: (view: EstateView, name: string) => view.usesBucketKey(name),
  stackArn: (view: EstateView, stack: Parameters<EstateView['stackArn']>[0]) =>
    view.stackArn(stack),
};

/** Something that was looked up for a listing, and what it was. */
export type Lookup = {
  [K in keyof typeof answers]: {
    what: K;
    about: Parameters<(typeof answers)[K]>[1];
    answer: ReturnType<(typeof answers)[K]>;
  };
}[keyof typeof answers];

export interface Listing {
  pipelineArn: string;
  lookups: Lookup[];
  links: PipelineLinks;
}

/** What an estate says to the question of a lookup. */
export function lookUp(
  view: EstateView,
  { what, about }: Pick<Lookup, 'what' | 'about'>,
): Lookup['answer'] {
  const answer = answers[what] as (
    from: EstateView,
    of: Lookup['about'],
  ) => Lookup['answer'];
  return answer(view, about);
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
    known.lookups.every(each => lookUp(view, each) === each.answer)
  ) {
    return known.links;
  }
  const listing = listPipeline(view, pipelineArn, definition);
  listings.set(definition, listing);
  return listing.links;
}

/**
 * The links of a pipeline, with what was looked up for them.
 *
 * @param emptied - accounts whose links are to stay without hops
 */
export function listPipeline(
  view: EstateView,
  pipelineArn: string,
  definition: PipelineDefinition,
  emptied?: ReadonlySet<string>,
): Listing {
  const lookups: Lookup[] = [];
  const listed = listLinks(definition, {
    pipelineArn,
    resources: recordedResources(view, lookups),
    emptied,
  });
  const links = withDeployerHops(listed, view.estate, pipelineArn);
  return { pipelineArn, lookups, links };
}

function recordedResources(
  view: EstateView,
  lookups: Lookup[],
): PipelineResources {
  const recorded =
    <K extends Lookup['what']>(what: K) =>
    (about: Extract<Lookup, { what: K }>['about']) => {
      const lookup = { what, about } as Pick<Lookup, 'what' | 'about'>;
      const answer = lookUp(view, lookup);
      lookups.push({ ...lookup, answer } as Lookup);
      return answer as Extract<Lookup, { what: K }>['answer'];
    };
  return {
    project: recorded('project'),
    deploymentGroup: recorded('deploymentGroup'),
    functionRole: recorded('functionRole'),
    assumableRoles: recorded('assumableRoles'),
    // No change that is tried on the estate finds a policy.
    doubtfulPolicies: arn => view.doubtfulPolicies(arn),
    bucketOwner: recorded('bucketOwner'),
    bucketKey: recorded('bucketKey'),
    usesBucketKey: recorded('usesBucketKey'),
    stackArn: recorded('stackArn'),
  };
}
