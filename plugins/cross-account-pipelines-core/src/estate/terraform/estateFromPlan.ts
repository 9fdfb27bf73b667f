import { unforeseenPart, unforeseenReason } from '../../policy';
import { isJsonObject } from '../../policy/isJsonObject';
import { partitionOf } from '../../template/partitions';
import { recordOf, texts } from '../../template/templateValues';
import type { Estate } from '../Estate';
import { EstateBuilder } from '../EstateBuilder';
import { attachers, makers, type PlacedResource } from '../resourceReaders';
import { additions, hiding, type Addition } from './planAdditions';
import { planKindOf } from './planKinds';
import { PlanProviders, providerOf, type ProviderPlace } from './PlanProviders';
import { PlanReferences } from './PlanReferences';
import { translations } from './planResources';
import { PlanValues } from './PlanValues';
import {
  blockOf,
  TerraformPlan,
  within,
  type LeftOutBlock,
  type PlanResource,
} from './TerraformPlan';

/**
 * Whether plain data is a plan as `terraform show -json` writes it.
 *
 * @alpha
 */
export function isTerraformPlan(value: unknown): boolean {
  const { format_version: version, planned_values: planned } = recordOf(value);
  return typeof version === 'string' && isJsonObject(planned);
}

/**
 * Why a plan cannot be read, or not all of it.
 *
 * @public
 */
export interface PlanProblem {
  /** A sentence. */
  message: string;
  /** Of which nobody knows where it works. */
  provider?: string;
}

/** Reads the resources of a plan into accounts. */
class PlanReader {
  readonly problems = new Map<string, PlanProblem>();
  private readonly builder = new EstateBuilder('it is not in the plan');
  private readonly placed = new Map<string, PlacedResource>();
  private readonly attached: PlacedResource[] = [];
  private readonly added: Addition[] = [];
  private readonly plan: TerraformPlan;
  private readonly providers: PlanProviders;
  private readonly values: PlanValues;

  constructor(
    value: unknown,
    private readonly file: string,
    given: Record<string, ProviderPlace>,
  ) {
    this.plan = new TerraformPlan(value);
    const references = new PlanReferences(this.plan);
    this.providers = new PlanProviders(this.plan, references, given);
    this.values = new PlanValues(this.providers, references);
    if (!isTerraformPlan(value)) {
      this.problems.set('', {
        message:
          'It is not a plan as `terraform show -json` writes it, with a format_version and planned_values: run `terraform plan -out=plan`, then `terraform show -json plan`.',
      });
    } else if (this.plan.isErrored) {
      this.problems.set('', {
        message:
          'Terraform ended with an error before the plan was whole, so that resources are missing in it: plan again until it ends without one.',
      });
    }
    for (const name of Object.keys(given)) {
      if (!Object.hasOwn(this.plan.providers, name)) {
        this.problems.set(name, {
          message: `The plan has no provider ${name}.`,
        });
      }
    }
  }

  read(): Estate {
    for (const resource of this.plan.resources.values()) {
      if (resource.mode === 'managed') {
        this.place(resource);
      }
    }
    const made = [...new Set(this.placed.values())];
    const find = (account: string, type: string, named: unknown) =>
      this.placed.get([account, type, String(named)].join('\n'));
    for (const addition of this.added) {
      addition.before?.({ ...addition.place, find, made });
    }
    for (const each of made) {
      makers[each.resource.type]?.(each, this.builder);
    }
    for (const each of [...made, ...this.attached]) {
      attachers[each.resource.type]?.(each, this.builder);
    }
    for (const addition of this.added) {
      addition.after?.({ ...addition.place, find, made }, this.builder);
    }
    this.plan.leftOut.forEach(left => this.noteLeftOut(left, made));
    return this.builder.build();
  }

  /** What an incomplete plan leaves out may say something about what it makes. */
  private noteLeftOut(
    { address, module, block }: LeftOutBlock,
    made: PlacedResource[],
  ): void {
    const hides = Object.hasOwn(hiding, String(block.type))
      ? hiding[String(block.type)]
      : undefined;
    if (!hides) {
      return;
    }
    const { references, constant_value: name } = recordOf(
      recordOf(block.expressions)[hides.argument],
    );
    const named = texts(references).map(blockOf);
    // What comes from elsewhere than a resource of the module may be any.
    const isAny = named.some(each => /^(?:var|local|module|each)\b/.test(each));
    for (const placed of made.filter(
      ({ resource }) => resource.type === hides.type,
    )) {
      const own = blockOf(placed.sourceOf().logicalId ?? '');
      if (
        isAny ||
        name === placed.resource.physicalId ||
        named.some(each => `${within(module, each)}.`.startsWith(`${own}.`))
      ) {
        hides.mark(
          placed,
          `${address} may belong to it: the plan is incomplete and leaves it out`,
          address,
        );
      }
    }
  }

  private place(resource: PlanResource): void {
    const translate = Object.hasOwn(translations, resource.type)
      ? translations[resource.type]
      : undefined;
    const add = Object.hasOwn(additions, resource.type)
      ? additions[resource.type]
      : undefined;
    if (!translate && !add) {
      return;
    }
    const { account, region } = this.providers.placeOf(resource);
    if (account === undefined || region === undefined) {
      const missing = [
        ...(account === undefined ? ['account'] : []),
        ...(region === undefined ? ['Region'] : []),
      ].join(' and ');
      const provider = providerOf(resource);
      this.problems.set(provider, {
        message: `The plan does not say in which ${missing} the provider ${provider} works.`,
        provider,
      });
      return;
    }
    const values = this.values.of(resource);
    const source = { file: this.file, logicalId: resource.address };
    const around = {
      account: this.builder.partialAccount(account),
      region,
      stackId: `arn:${partitionOf(region).id}:terraform:${region}:${account}:`,
      tags: {},
      sourceOf: () => source,
    };
    if (translate) {
      this.make(resource, {
        ...around,
        properties: translate(values),
        tags: textRecord(values.tags_all ?? values.tags),
      });
    }
    if (add) {
      const argument = planKindOf(resource.type)?.name;
      const addition = add({
        ...around,
        values: argument
          ? { ...values, [argument]: this.values.foretell(resource)?.name }
          : values,
        source,
      });
      this.attached.push(...(addition.attached ?? []));
      this.added.push(addition);
    }
  }

  private make(
    resource: PlanResource,
    placed: Omit<PlacedResource, 'resource'>,
  ): void {
    const foretold = this.values.foretell(resource);
    const kind = planKindOf(resource.type);
    if (!foretold?.arn || !kind) {
      return;
    }
    const { name, arn, id } = foretold;
    const open = unforeseenPart(name);
    if (open) {
      placed.account.unread.push({
        id: placed.account.id,
        reason: `${unforeseenReason(open)}, so that nobody can tell what it is`,
      });
      return;
    }
    const each: PlacedResource = {
      ...placed,
      resource: {
        type: kind.type,
        physicalId: name,
        arn,
        properties: placed.properties,
      },
    };
    for (const named of [name, arn, id]) {
      this.placed.set(
        [placed.account.id, resource.type, named].join('\n'),
        each,
      );
    }
  }
}

function textRecord(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(recordOf(value)).map(([name, each]) => [name, String(each)]),
  );
}

/**
 * Foretells the accounts that a plan of Terraform makes or keeps, without AWS:
 * in JSON, as `terraform show -json` writes it. A plan says nothing of what else
 * is in an account, so that no account is complete.
 *
 * What is known only after the plan was applied is taken from what the
 * configuration refers to, where that leaves no doubt, and is unresolved
 * otherwise.
 *
 * See `developer.hashicorp.com/terraform/internals/json-format`.
 *
 * @param options - `file` names the plan in findings; `providers` say where
 *   providers work of which the plan does not, by their names in the plan's
 *   configuration, such as `aws` and `aws.production`
 * @returns the estate, and why not all of it can be told, or nothing where it is
 *   not a plan
 *
 * @public
 */
export function estateFromPlan(options: {
  plan: unknown;
  file: string;
  providers?: Record<string, ProviderPlace>;
}): { estate: Estate; problems: PlanProblem[] } {
  const { plan, file, providers = {} } = options;
  const reader = new PlanReader(plan, file, providers);
  const estate = reader.read();
  return { estate, problems: [...reader.problems.values()] };
}
