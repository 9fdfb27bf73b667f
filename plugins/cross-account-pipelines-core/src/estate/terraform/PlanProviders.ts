import { isRegion } from '../../template/partitions';
import { items, recordOf, records, texts } from '../../template/templateValues';
import { parseArn } from '../../pipeline';
import type { PlanReferences } from './PlanReferences';
import {
  addTo,
  type Json,
  type PlanResource,
  type TerraformPlan,
} from './TerraformPlan';

/**
 * Where a provider of a plan works.
 *
 * @public
 */
export interface ProviderPlace {
  /** Twelve digits. */
  account?: string;
  /** E.g. `eu-west-1`. */
  region?: string;
}

const accountId = /^\d{12}$/;

/**
 * The accounts and Regions that the AWS providers of a plan work in: what the
 * person says; what the provider was told by STS while planning; the role that it
 * assumes; the only account that it may work in; and the ARNs of what is there
 * already.
 */
export class PlanProviders {
  private readonly places = new Map<string, ProviderPlace>();
  private readonly byProvider = new Map<string, PlanResource[]>();

  constructor(
    private readonly plan: TerraformPlan,
    private readonly references: PlanReferences,
    private readonly given: Record<string, ProviderPlace>,
  ) {
    for (const resource of plan.resources.values()) {
      addTo(this.byProvider, providerOf(resource), resource);
    }
  }

  /** Where a resource is or will be. */
  placeOf(resource: PlanResource): ProviderPlace {
    const place = this.place(providerOf(resource));
    const { region } = resource.values;
    // Since version 6 of the provider each resource may have one of its own.
    return typeof region === 'string' && isRegion(region)
      ? { ...place, region }
      : place;
  }

  private place(key: string): ProviderPlace {
    let place = this.places.get(key);
    if (!place) {
      place = this.find(key);
      this.places.set(key, place);
    }
    return place;
  }

  private find(key: string): ProviderPlace {
    const given = Object.hasOwn(this.given, key) ? this.given[key] : undefined;
    const { providers } = this.plan;
    const { expressions } = recordOf(
      Object.hasOwn(providers, key) ? providers[key] : undefined,
    );
    const written = recordOf(expressions);
    const arns = this.arnsOf(key);
    return {
      account:
        given?.account ??
        this.identity(key) ??
        this.assumed(written, key) ??
        only(this.valuesOf(written.allowed_account_ids, key, accountId)) ??
        only(arns.map(({ account }) => account)),
      region:
        given?.region ??
        only(this.textsOf(written.region, key).filter(isRegion)) ??
        only(arns.map(({ region }) => region)),
    };
  }

  /** What STS said whose credentials these are. */
  private identity(key: string): string | undefined {
    return only(
      (this.byProvider.get(key) ?? [])
        .filter(({ type }) => type === 'aws_caller_identity')
        .map(({ values }) => String(values.account_id))
        .filter(account => accountId.test(account)),
    );
  }

  /** Whatever makes up the ARN of a role, twelve digits in it are its account. */
  private assumed(written: Json, key: string): string | undefined {
    const roles = [
      ...records(written.assume_role),
      ...records(written.assume_role_with_web_identity),
    ];
    const last = roles.at(-1)?.role_arn;
    return only([
      ...this.textsOf(last, key).flatMap(text => parseArn(text)?.account ?? []),
      ...this.valuesOf(last, key, accountId),
    ]);
  }

  private valuesOf(expression: unknown, key: string, form: RegExp): string[] {
    return this.textsOf(expression, key).filter(text => form.test(text));
  }

  private textsOf(expression: unknown, key: string): string[] {
    const colon = key.indexOf(':');
    const module = this.plan.modules.get(key.slice(0, Math.max(colon, 0)));
    return module === undefined
      ? []
      : this.references
          .reach(expression, { module, block: {} })
          .flatMap(reached => {
            if (reached.from === 'value') {
              return texts(items([reached.value].flat()));
            }
            const value =
              reached.from === 'resource' && reached.attribute
                ? reached.resource.values[reached.attribute]
                : undefined;
            return typeof value === 'string' ? [value] : [];
          });
  }

  /** Of what is there already; AWS's own policies have no account. */
  private arnsOf(key: string) {
    return (this.byProvider.get(key) ?? [])
      .filter(({ mode }) => mode === 'managed')
      .flatMap(({ values }) =>
        typeof values.arn === 'string' ? parseArn(values.arn) ?? [] : [],
      );
  }
}

/** What the plan calls the provider of a resource. */
export function providerOf({ configuration }: PlanResource): string {
  return typeof configuration.provider_config_key === 'string'
    ? configuration.provider_config_key
    : 'aws';
}

function only(values: string[]): string | undefined {
  const different = [...new Set(values.filter(Boolean))];
  return different.length === 1 ? different[0] : undefined;
}
