import {
  bridgeTemplate,
  type parseTemplate,
  resolveTemplate,
  retagsRole,
  samePlace,
  type StackSetInstance,
  stackSetInstances,
  type TemplateBody,
  type TemplateResource,
  type TemplateState,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { withInstances } from './instanceGroups';
import { mergeByPlace } from './mergeByPlace';

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
        ? bridgeStackSet(resource, {
            ...options,
            was,
            will,
            old: options.before.template.body.Resources[id],
          })
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
  options: Instances & {
    /** The StackSet as it is. */
    old: TemplateResource;
    keptTags?: ReadonlySet<string>;
    parse: Parse;
  },
): TemplateResource | undefined {
  const { was, will, old, keptTags, parse } = options;
  const [next] = will;
  const lost = was.filter(
    each => !each.ofUnits && !will.some(other => samePlace(other, each)),
  );
  let isNarrowed = false;
  const bridged = instanceStates(options).map(
    ({ region, accounts, ...states }) => {
      const bridge = bridgeTemplate({ ...states, keptTags });
      isNarrowed ||= bridge !== undefined;
      const body =
        bridge ?? parse({ file: next.logicalId, text: next.template }).body;
      return { region, accounts, body };
    },
  );
  if (!isNarrowed && lost.length === 0) {
    return undefined;
  }
  const kept = withInstances(resource, lost, old);
  return isNarrowed
    ? {
        ...kept,
        Properties: {
          ...kept.Properties,
          Capabilities: ['CAPABILITY_NAMED_IAM'],
          TemplateBody: JSON.stringify(mergeByPlace(placesOf(bridged))),
        },
      }
    : kept;
}

/** A Region, or where its accounts get different things, those that get the same. */
function placesOf(
  bridged: Array<{ region: string; accounts: string[]; body: TemplateBody }>,
): Parameters<typeof mergeByPlace>[0] {
  const inRegions = Map.groupBy(bridged, ({ region }) => region);
  return new Map(
    [...inRegions].flatMap(([region, all]) => {
      const alike = [
        ...Map.groupBy(all, ({ body }) => JSON.stringify(body)).values(),
      ];
      return alike.map((same, index) => [
        index === 0 ? region : `${region}-${index}`,
        {
          region,
          body: same[0].body,
          // One that is new gets what the last ones do.
          ...(index < alike.length - 1 && {
            accounts: same.flatMap(({ accounts }) => accounts),
          }),
        },
      ]);
    }),
  );
}

/**
 * What instances are and will be, once for all accounts of a Region that have the
 * same parameters. One that goes is taken to become what others of its Region do.
 */
function instanceStates({
  was,
  will,
  parse,
}: Instances & { parse: Parse }): Array<
  States & { region: string; accounts: string[] }
> {
  if (will.length === 0) {
    return [];
  }
  const [next] = will;
  const pairs = was.map(old => ({
    old,
    after: will.find(each => samePlace(each, old)) ??
      will.find(({ region }) => region === old.region) ?? {
        ...next,
        parameters: { ...next.parameters, ...old.parameters },
      },
  }));
  const alike = Map.groupBy(pairs, ({ old, after }) =>
    JSON.stringify([old.region, old.parameters, after.parameters]),
  );
  return [...alike.values()].map(same => {
    const [{ old, after }] = same;
    return {
      region: old.region,
      accounts: same.map(each => each.old.account),
      before: stateOf(old, old, parse),
      after: stateOf(after, old, parse),
    };
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
