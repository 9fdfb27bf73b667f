import { unforeseen } from '../../policy';
import { isJsonObject } from '../../policy/isJsonObject';
import { partitionOf } from '../../template/partitions';
import { predictedId } from '../../template/resolving/predictedId';
import {
  kindOf,
  type ResourcePlace,
} from '../../template/resolving/resourceKinds';
import { items, recordOf, texts } from '../../template/templateValues';
import { documentType, policyDocumentOf } from './planPolicyDocument';
import { planKindOf } from './planKinds';
import type { PlanProviders } from './PlanProviders';
import type { PlanReferences, Reached } from './PlanReferences';
import type { Json, PlanResource } from './TerraformPlan';

/** What is known of a resource before it is made. */
export interface Foretold {
  account: string;
  region: string;
  name: string;
  arn?: string;
  id: string;
}

/** A place among the arguments of a resource. */
interface ArgumentPlace {
  resource: PlanResource;
  /** Of the configuration; absent where a dynamic block made it. */
  written: unknown;
  path: Array<string | number>;
}

/** Deeper than the arguments of any resource. */
const maxDepth = 40;

/** Lists of a policy document where something may follow an ARN. */
const patternLists = new Set(['resources', 'not_resources', 'values']);

/** Arguments that hold a whole policy. */
const documentArguments = new Set([
  'policy',
  'assume_role_policy',
  'source_policy_documents',
  'override_policy_documents',
]);

/**
 * Arguments that hold nothing but the name, the id or the ARN of something else,
 * so that an expression can hardly be more than what it refers to. Of all others
 * nobody can tell: the configuration of a plan has no texts around references.
 */
const referringArguments = new Set([
  ...patternLists,
  'app_name',
  'arn',
  'bucket',
  'cluster',
  'cluster_name',
  'encryption_key',
  'event_bus_name',
  'grantee_principal',
  'id',
  'identifiers',
  'key_id',
  'kms_master_key_id',
  'location',
  'managed_policy_arns',
  'permissions_boundary',
  'policy_arn',
  'principal_arn',
  'repository',
  'role',
  'role_arn',
  'roles',
  'rule',
  'service_role',
  'service_role_arn',
  'target_key_id',
]);

/** Of these the whole is unknown where one part is. */
const lists = new Set(['managed_policy_arns', 'roles']);

/** Arguments inside blocks that are left to AWS as often as not. */
const chosenByAws = new Set(['region', 'run_order', 'arn', 'id']);

/**
 * The values of a plan's resources with what is known only after it was applied
 * put in from what the configuration refers to, where that leaves no doubt; else
 * with a text that says why it is not known.
 */
export class PlanValues {
  private readonly values = new Map<PlanResource, Json>();
  private readonly foretold = new Map<PlanResource, Foretold | undefined>();
  private readonly documents = new Map<PlanResource, unknown>();

  constructor(
    private readonly providers: PlanProviders,
    private readonly references: PlanReferences,
  ) {}

  /** All arguments and attributes. */
  of(resource: PlanResource): Json {
    let values = this.values.get(resource);
    if (!values) {
      values = recordOf(
        this.merge(resource.values, resource.unknown, {
          resource,
          written: recordOf(resource.configuration.expressions),
          path: [],
        }),
      );
      this.values.set(resource, values);
    }
    return values;
  }

  /** Account, Region, name and ARN of a resource of a type that is read. */
  foretell(resource: PlanResource): Foretold | undefined {
    if (!this.foretold.has(resource)) {
      // Until it is known, names that rest on themselves are not.
      this.foretold.set(resource, undefined);
      this.foretold.set(resource, this.predict(resource));
    }
    return this.foretold.get(resource);
  }

  private predict(resource: PlanResource): Foretold | undefined {
    const kind = planKindOf(resource.type);
    const { account, region } = this.providers.placeOf(resource);
    if (!kind || account === undefined || region === undefined) {
      return undefined;
    }
    const { values, address } = resource;
    const partition = partitionOf(region);
    const own = this.ownName(resource, kind.name);
    const place: ResourcePlace = {
      partition: partition.id,
      urlSuffix: partition.urlSuffix,
      account,
      region,
      path: [account, region, 'terraform', address],
      name: own,
      property: property => {
        const argument = kind.properties?.[property];
        const value =
          argument === undefined ? undefined : this.of(resource)[argument];
        return typeof value === 'string' ? value : undefined;
      },
    };
    const known = (attribute: string) => {
      const value = values[attribute];
      return typeof value === 'string' ? value : undefined;
    };
    const arn = known('arn') ?? (kind.arn ?? kindOf(kind.type).arn)?.(place);
    const key = known('key_id') ?? predictedId(...place.path);
    const ids = { name: own, arn: arn ?? own, key };
    return { account, region, name: own, arn, id: ids[kind.id] };
  }

  /** The name, or the one that Terraform makes up. */
  private ownName(
    resource: PlanResource,
    argument: string | undefined,
  ): string {
    const { values, address, configuration } = resource;
    if (argument === undefined) {
      return address;
    }
    const name = values[argument];
    if (typeof name === 'string' && name !== '') {
      return name;
    }
    const written = recordOf(configuration.expressions)[argument];
    if (written !== undefined && this.isOpen(resource, written)) {
      return unforeseen(`only applying the plan gives ${address} its name`);
    }
    const prefix = values[`${argument}_prefix`];
    return `${typeof prefix === 'string' ? prefix : 'terraform-'}${plainName(
      address,
    )}`;
  }

  /** What a policy document says, where it is known only after it was applied. */
  private document(resource: PlanResource): unknown {
    const { json } = resource.values;
    if (typeof json === 'string') {
      return json;
    }
    if (!this.documents.has(resource)) {
      this.documents.set(
        resource,
        unforeseen(`${resource.address} rests on itself`),
      );
      this.documents.set(resource, policyDocumentOf(this.of(resource)));
    }
    return this.documents.get(resource);
  }

  private merge(value: unknown, unknown: unknown, at: ArgumentPlace): unknown {
    const { resource, written, path } = at;
    if (unknown === true) {
      return this.resolve(at);
    }
    if (!isJsonObject(unknown) && !Array.isArray(unknown)) {
      return value;
    }
    if (path.length > maxDepth) {
      return unforeseen(`${resource.address} is nested too deeply`);
    }
    if (Array.isArray(unknown)) {
      return this.mergeList(items(value), unknown, at);
    }
    const known = recordOf(value);
    const names = new Set([...Object.keys(known), ...Object.keys(unknown)]);
    return Object.fromEntries(
      [...names].flatMap(name => {
        const inner = this.merge(known[name], unknown[name], {
          resource,
          written: isJsonObject(written) ? written[name] : undefined,
          path: [...path, name],
        });
        return inner === undefined || inner === null ? [] : [[name, inner]];
      }),
    );
  }

  private mergeList(
    known: unknown[],
    unknown: unknown[],
    at: ArgumentPlace,
  ): unknown[] {
    const { resource, written, path } = at;
    const length = Math.max(known.length, unknown.length);
    const places = Array.from({ length }, (_, index) => index);
    const open = places.filter(index => unknown[index] === true);
    if (open.length > 0) {
      const found = this.resolveAll(open.length, at);
      return places.map(index =>
        unknown[index] === true ? found[open.indexOf(index)] : known[index],
      );
    }
    const blocks = Array.isArray(written)
      ? matchBlocks(known, written)
      : undefined;
    return places.map(index =>
      this.merge(known[index], unknown[index], {
        resource,
        written: blocks?.[index],
        path: [...path, index],
      }),
    );
  }

  /** One value. What nobody wrote AWS chooses, and it is as if it was not there. */
  private resolve(at: ArgumentPlace): unknown {
    const { resource, written, path } = at;
    if (written === undefined) {
      return path.length === 1 || chosenByAws.has(String(path.at(-1)))
        ? undefined
        : doubt(at);
    }
    if (path.length === 1 && !this.isOpen(resource, written)) {
      return undefined;
    }
    const reached = this.openOnes(resource, written);
    const value =
      (reached.length === 1 ? this.valueOf(reached[0], at) : undefined) ??
      doubt(at);
    // Texts and what is known may stand beside it.
    return lists.has(String(path.at(-1))) && value !== doubt(at)
      ? [value, doubt(at)]
      : value;
  }

  /** As many values of one list, where each is one that the list refers to. */
  private resolveAll(count: number, at: ArgumentPlace): unknown[] {
    const reached =
      at.written === undefined ? [] : this.openOnes(at.resource, at.written);
    return Array.from({ length: count }, (_, index) =>
      reached.length === count
        ? this.valueOf(reached[index], at) ?? doubt(at)
        : doubt(at),
    );
  }

  /**
   * Whether anything is not known of what an expression refers to. If nothing
   * is, it came out as `null`, which leaves the argument to AWS: unless it
   * refers to resources alone, of which it chooses nothing.
   */
  private isOpen(resource: PlanResource, written: unknown): boolean {
    const { for_each_expression: all } = resource.configuration;
    const reached = this.reach(resource, written);
    return (
      this.openOnes(resource, written).length > 0 ||
      (reached.length > 0 &&
        reached.every(({ from }) => from === 'resource')) ||
      (texts(recordOf(written).references).includes('each.value') &&
        this.openOnes(resource, all).length > 0)
    );
  }

  private reach(resource: PlanResource, written: unknown): Reached[] {
    const { module, index, configuration: block } = resource;
    return this.references.reach(written, { module, index, block });
  }

  /** What is not known of what an expression refers to: it makes it unknown. */
  private openOnes(resource: PlanResource, written: unknown): Reached[] {
    return this.reach(resource, written).filter(reached => {
      if (reached.from !== 'resource') {
        return reached.from === 'elsewhere';
      }
      const { attribute, resource: other } = reached;
      return (
        attribute === undefined || typeof other.values[attribute] !== 'string'
      );
    });
  }

  private valueOf(reached: Reached, { path }: ArgumentPlace): unknown {
    if (reached.from !== 'resource') {
      return undefined;
    }
    const { resource } = reached;
    const argument = String(
      path.filter(part => typeof part === 'string').at(-1),
    );
    const attribute = reached.attribute ?? usualAttribute(argument, resource);
    if (documentArguments.has(argument)) {
      return resource.type === documentType &&
        /^(?:minified_)?json$/.test(attribute)
        ? this.document(resource)
        : undefined;
    }
    if (!referringArguments.has(argument)) {
      return undefined;
    }
    const value =
      typeof resource.values[attribute] === 'string'
        ? resource.values[attribute]
        : this.attributeOf(resource, attribute);
    const mayGoOn =
      patternLists.has(argument) &&
      attribute === 'arn' &&
      !planKindOf(resource.type)?.isWhole;
    return mayGoOn && typeof value === 'string'
      ? value +
          unforeseen(
            `the plan does not say whether something follows ${resource.address}.arn`,
          )
      : value;
  }

  /** What an alias is of. */
  private keyOf(alias: PlanResource): Foretold | undefined {
    const { target_key_id: target } = recordOf(alias.configuration.expressions);
    const [reached, ...more] = this.openOnes(alias, target);
    return reached?.from === 'resource' &&
      more.length === 0 &&
      planKindOf(reached.resource.type)?.id === 'key'
      ? this.foretell(reached.resource)
      : undefined;
  }

  private attributeOf(
    resource: PlanResource,
    attribute: string,
  ): string | undefined {
    const kind = planKindOf(resource.type);
    const known = this.foretell(resource);
    switch (attribute) {
      case 'arn':
        return known?.arn;
      case 'id':
        return known?.id;
      case 'target_key_arn':
        return this.keyOf(resource)?.arn;
      case 'target_key_id':
        return this.keyOf(resource)?.id;
      case 'key_id':
        return kind?.id === 'key' ? known?.id : undefined;
      default:
        return attribute === kind?.name ? known?.name : undefined;
    }
  }
}

/** What an argument takes of a resource that is chosen by its index. */
function usualAttribute(argument: string, { type }: PlanResource): string {
  if (type === documentType) {
    return 'json';
  }
  return argument === 'role' || argument === 'roles' || argument === 'bucket'
    ? 'id'
    : 'arn';
}

function doubt({ resource, written, path }: ArgumentPlace): string {
  const names = path.filter(part => typeof part === 'string');
  const argument = String(names.at(-1));
  const references = texts(recordOf(written).references);
  const isWrittenHere =
    documentArguments.has(argument) &&
    !references.some(each => each.startsWith(`data.${documentType}.`));
  const better = isWrittenHere
    ? ', unless an aws_iam_policy_document writes it'
    : '';
  return unforeseen(
    `only applying the plan gives ${resource.address} its ${names.join(
      '.',
    )}${better}`,
  );
}

/** In the place of the number that Terraform puts behind a prefix. */
function plainName(address: string): string {
  const plain = address.replace(/[^\w.-]+/g, '-').replace(/-$/, '');
  return plain === address
    ? plain
    : `${plain}-${predictedId(address).slice(-6)}`;
}

/**
 * The block of the configuration that each block of the plan comes from. Blocks
 * that `dynamic` makes are in none, so that what is written has to agree, and
 * with one alone.
 */
function matchBlocks(known: unknown[], written: unknown[]): unknown[] {
  if (known.length === written.length) {
    const inOrder = known.every((value, index) =>
      agrees(value, written[index]),
    );
    if (inOrder) {
      return written;
    }
  }
  return known.map(value => {
    const candidates = written.filter(block => agrees(value, block));
    const rivals = known.filter(other => agrees(other, candidates[0]));
    return candidates.length === 1 && rivals.length === 1
      ? candidates[0]
      : undefined;
  });
}

/** Whether a block can come from what is written. */
function agrees(value: unknown, written: unknown): boolean {
  return Object.entries(recordOf(written)).every(([name, expression]) => {
    const { constant_value: constant } = recordOf(expression);
    return (
      constant === undefined ||
      canonical(recordOf(value)[name]) === canonical(constant)
    );
  });
}

/** Terraform sorts sets. */
function canonical(value: unknown): string {
  return Array.isArray(value)
    ? JSON.stringify(value.map(each => JSON.stringify(each)).sort())
    : String(value);
}
