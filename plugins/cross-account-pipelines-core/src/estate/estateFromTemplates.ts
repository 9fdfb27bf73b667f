import {
  isStandIn,
  resolveManifest,
  type ParsedTemplate,
  type ResolvedManifestStack,
  type StackManifest,
  type TemplateProblem,
} from '../template';
import { recordOf } from '../template/templateValues';
import { addExisting } from './addExisting';
import { attachInstances } from './attachInstances';
import type { DocumentSource, Estate } from './Estate';
import { EstateBuilder } from './EstateBuilder';
import { attachers, makers, type PlacedResource } from './resourceReaders';

function placeResources(
  { stack, template, resolved, order, madeAt }: ResolvedManifestStack,
  builder: EstateBuilder,
  places: Places,
): PlacedResource[] {
  const account = builder.account(stack.account);
  for (const reason of resolved.undisclosed) {
    account.unread.push({
      id: account.id,
      reason: `${template.file}: ${reason}, so that there may be more than is known`,
    });
  }
  account.stacks![resolved.stackId] = {
    arn: resolved.stackId,
    name: stack.stackName,
    region: stack.region,
    status: 'CREATE_COMPLETE',
  };
  return Object.entries(resolved.resources).map(([logicalId, resource]) => ({
    account,
    region: stack.region,
    stackId: resolved.stackId,
    resource,
    properties: resource.properties,
    tags: { ...stack.tags, ...readTags(resource.properties.Tags) },
    sourceOf: (...path) => ({
      ...locate(places, template, logicalId, path),
      stackIndex: madeAt[logicalId] ?? order,
    }),
  }));
}

/** By template: many stacks share one, so its places are found once. */
type Places = Map<ParsedTemplate, Map<string, DocumentSource>>;

function locate(
  places: Places,
  template: ParsedTemplate,
  logicalId: string,
  path: Array<string | number>,
): DocumentSource {
  const known = places.get(template) ?? new Map<string, DocumentSource>();
  places.set(template, known);
  const key = [logicalId, ...path].join('/');
  const place = known.get(key) ?? {
    file: template.file,
    line: template.locate(['Resources', logicalId, 'Properties', ...path]).line,
    logicalId,
  };
  known.set(key, place);
  return place;
}

function readTags(value: unknown): Record<string, string> {
  return Object.fromEntries(
    (Array.isArray(value) ? value : [])
      .filter(tag => tag?.Key !== undefined)
      .map(({ Key, Value }) => [String(Key), String(Value)]),
  );
}

function standInsOf(stacks: ResolvedManifestStack[]): Record<string, string> {
  const found = stacks.flatMap(({ resolved }) =>
    Object.entries(resolved.resources).flatMap(
      ([logicalId, { type, physicalId, arn }]) =>
        [physicalId, arn ?? '']
          .map(id =>
            id.slice(Math.max(...['/', ':'].map(at => id.lastIndexOf(at))) + 1),
          )
          // Keys are known by their aliases, too.
          .filter(name => isStandIn(name) && type !== 'AWS::KMS::Key')
          .map(name => [name, logicalId] as const),
    ),
  );
  return Object.fromEntries(found);
}

/** ARNs of roles and names of buckets, as parameters give them or by default. */
function givenNamesOf(stacks: ResolvedManifestStack[]): string[] {
  const values = stacks.flatMap(({ stack: { parameters = {} }, template }) => [
    ...Object.values(parameters),
    ...Object.entries(recordOf(template.body.Parameters))
      .filter(([name]) => !Object.hasOwn(parameters, name))
      .map(([, declared]) => recordOf(declared).Default),
  ]);
  const names = values.filter(
    (value): value is string =>
      typeof value === 'string' &&
      /^(?:arn:[^:]+:iam::\d{12}:role\/.+|[a-z0-9][a-z0-9.-]{2,62})$/.test(
        value,
      ),
  );
  return [...new Set(names)];
}

/**
 * Foretells the accounts that the stacks of a manifest make, from stacks that
 * are resolved already.
 *
 * @alpha
 */
export function estateFromStacks(options: {
  manifest: StackManifest;
  stacks: ResolvedManifestStack[];
}): Estate {
  const { manifest, stacks } = options;
  const builder = new EstateBuilder();
  const places: Places = new Map();
  const placed = stacks.flatMap(stack =>
    placeResources(stack, builder, places),
  );
  const readBy = (readers: typeof makers) => {
    for (const each of placed) {
      const { type } = each.resource;
      const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
      read?.(each, builder);
    }
  };
  // Roles, keys and buckets first, also those that are there already: what is
  // attached to them may stand anywhere.
  readBy(makers);
  addExisting(manifest, builder);
  readBy(attachers);
  attachInstances(placed, builder);
  const estate: Estate = {
    ...builder.build(),
    standIns: standInsOf(stacks),
    givenNames: givenNamesOf(stacks),
    ...(manifest.namesWhatIsThere && { namesWhatIsThere: true }),
  };
  if (manifest.organization) {
    for (const account of Object.values(estate.accounts)) {
      account.organizationId = manifest.organization.id;
    }
  }
  return estate;
}

/**
 * Foretells the accounts that a manifest's stacks make, without AWS. Any
 * CloudFormation will do: policies may be inline, attached, in another stack,
 * or in a stack of their own.
 *
 * Accounts that the manifest names are `complete`: what none of its templates
 * makes does not exist, unless the manifest says that it is `existing`, or gives
 * its name as a parameter.
 *
 * @param options - `templates` are texts by path, as the manifest names them
 * @returns the estate, and what is wrong in the templates with its place
 *
 * @public
 */
export function estateFromTemplates(options: {
  manifest: StackManifest;
  templates: Record<string, string>;
}): {
  estate: Estate;
  problems: TemplateProblem[];
  warnings: TemplateProblem[];
} {
  const { stacks, problems, warnings } = resolveManifest(options);
  const estate = estateFromStacks({ manifest: options.manifest, stacks });
  return { estate, problems, warnings };
}
