import {
  bridgeTemplate,
  type parseTemplate,
  resolveTemplate,
  retagsRole,
  samePlace,
  stackSetInstances,
  type StackSetInstance,
  type TemplateBody,
  type TemplateResource,
  type TemplateState,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { withInstances } from './instanceGroups';
import { mergeByRegion } from './mergeByRegion';

type Parse = typeof parseTemplate;

interface States {
  before: TemplateState;
  after: TemplateState;
}

interface Instances {
  was: StackSetInstance[];
  will: StackSetInstance[];
}

/**
 * A template between two others, as `bridgeTemplate` makes it, whose StackSets
 * take nothing away either: they make what allows both, and go on making it in all
 * accounts.
 *
 * @param options - `keptTags` as for `bridgeTemplate`
 * @returns undefined where neither takes anything away
 */
export function bridgeStackSets(
  options: States & { keptTags?: ReadonlySet<string>; parse: Parse },
): TemplateBody | undefined {
  const bridge = bridgeTemplate(options);
  const body = bridge ?? options.after.template.body;
  const bridged = Object.entries(body.Resources).flatMap(([id, resource]) => {
    const { was, will } = instancesOf(options, id);
    const changed =
      was.length > 0 && will.length > 0
        ? bridgeStackSet(resource, { ...options, was, will })
        : undefined;
    return changed ? [[id, changed]] : [];
  });
  return bridged.length > 0
    ? {
        ...body,
        Resources: { ...body.Resources, ...Object.fromEntries(bridged) },
      }
    : bridge;
}

/** Whether a role of a template, or of its StackSets, gets another value of a tag. */
export function retagsRoles(
  states: States,
  options: { keys: ReadonlySet<string>; parse: Parse },
): boolean {
  const { keys, parse } = options;
  return (
    retagsRole(states, keys) ||
    Object.keys(states.before.resolved.resources).some(id => {
      const { was, will } = instancesOf(states, id);
      return instanceStates({ was, will, parse }).some(each =>
        retagsRole(each, keys),
      );
    })
  );
}

function instancesOf({ before, after }: States, logicalId: string): Instances {
  const of = ({ resolved: { resources } }: TemplateState) =>
    Object.hasOwn(resources, logicalId)
      ? stackSetInstances({ resources: { [logicalId]: resources[logicalId] } })
      : [];
  return { was: of(before), will: of(after) };
}

function bridgeStackSet(
  resource: TemplateResource,
  options: Instances & { keptTags?: ReadonlySet<string>; parse: Parse },
): TemplateResource | undefined {
  const { was, will, keptTags, parse } = options;
  const [next] = will;
  const lost = was.filter(old => !will.some(each => samePlace(each, old)));
  const bodies = new Map<string, TemplateBody>();
  let isNarrowed = false;
  for (const { region, ...states } of instanceStates(options)) {
    const bridge = bridgeTemplate({ ...states, keptTags });
    isNarrowed ||= bridge !== undefined;
    const body =
      bridge ?? parse({ file: next.logicalId, text: next.template }).body;
    const known = bodies.get(region);
    if (known && JSON.stringify(known) !== JSON.stringify(body)) {
      throw new Error(
        `StackSet ${next.logicalId} gives accounts of ${region} different parameters, and takes something away from them`,
      );
    }
    bodies.set(region, body);
  }
  if (!isNarrowed && lost.length === 0) {
    return undefined;
  }
  const kept = withInstances(resource, lost);
  return isNarrowed
    ? {
        ...kept,
        Properties: {
          ...kept.Properties,
          Capabilities: ['CAPABILITY_NAMED_IAM'],
          TemplateBody: JSON.stringify(mergeByRegion(bodies)),
        },
      }
    : kept;
}

/**
 * What instances are and will be, once for all accounts of a Region that have the
 * same parameters. One that goes is taken to become what others of its Region do.
 */
function instanceStates({
  was,
  will,
  parse,
}: Instances & { parse: Parse }): Array<States & { region: string }> {
  if (will.length === 0) {
    return [];
  }
  const [next] = will;
  const seen = new Set<string>();
  return was.flatMap(old => {
    const after = will.find(each => samePlace(each, old)) ??
      will.find(({ region }) => region === old.region) ?? {
        ...next,
        parameters: { ...next.parameters, ...old.parameters },
      };
    const key = JSON.stringify([old.region, old.parameters, after.parameters]);
    if (seen.has(key)) {
      return [];
    }
    seen.add(key);
    return [
      {
        region: old.region,
        before: stateOf(old, old, parse),
        after: stateOf(after, old, parse),
      },
    ];
  });
}

function stateOf(
  { logicalId, template: text, parameters }: StackSetInstance,
  { account, region, stackName }: StackSetInstance,
  parse: Parse,
): TemplateState {
  const template = parse({ file: logicalId, text });
  return {
    template,
    parameters,
    resolved: resolveTemplate({
      template,
      account,
      region,
      stackName,
      parameters,
    }),
  };
}
