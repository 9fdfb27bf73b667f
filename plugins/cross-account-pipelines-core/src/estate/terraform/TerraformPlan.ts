import { recordOf, records, textOf } from '../../template/templateValues';

export type Json = Record<string, unknown>;

/** A module as often as the plan makes it. */
export interface PlanModule {
  /** `module.target["a"]`; empty for the root. */
  address: string;
  /** What tells it from others of the same call. */
  index?: string | number;
  parent?: PlanModule;
  /** Its part of the plan's configuration. */
  configuration: Json;
  /** How its parent calls it. */
  call: Json;
}

/** A resource or a data source as it will be. */
export interface PlanResource {
  address: string;
  mode: 'managed' | 'data';
  type: string;
  index?: string | number;
  module: PlanModule;
  /** What is known of it. */
  values: Json;
  /** `true` where a value is known only after it was applied. */
  unknown: Json;
  /** Its part of the configuration. */
  configuration: Json;
}

/** A block of which a plan has nothing. */
export interface LeftOutBlock {
  /** Without the brackets of `count` and `for_each`. */
  address: string;
  /** Address of its module, likewise. */
  module: string;
  block: Json;
}

/** The address of a block, of whatever comes of it. */
export function blockOf(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '');
}

/**
 * What a plan of Terraform says, as `terraform show -json` writes it, in an order
 * that is easy to ask.
 *
 * See `developer.hashicorp.com/terraform/internals/json-format`.
 */
export class TerraformPlan {
  readonly resources = new Map<string, PlanResource>();
  readonly modules = new Map<string, PlanModule>();
  /** By the names by which resources know their provider. */
  readonly providers: Json;
  readonly variables: Json;
  /** Terraform keeps what it planned before an error. */
  readonly isErrored: boolean;
  /**
   * Blocks of the configuration that an incomplete plan has nothing of, as one
   * for a `-target`. Terraform says so from version 1.8.
   */
  readonly leftOut: LeftOutBlock[] = [];
  private readonly instances = new Map<string, PlanResource[]>();
  private readonly calls = new Map<string, PlanModule[]>();

  constructor(value: unknown) {
    const plan = recordOf(value);
    const configuration = recordOf(plan.configuration);
    this.providers = recordOf(configuration.provider_config);
    this.variables = recordOf(plan.variables);
    const unknown = new Map(
      records(plan.resource_changes)
        // What an earlier run could not delete has the address of what is new.
        .filter(({ deposed }) => deposed === undefined)
        .map(({ address, change }) => [
          address,
          recordOf(recordOf(change).after_unknown),
        ]),
    );
    this.isErrored = plan.errored === true;
    const root = recordOf(configuration.root_module);
    const read = (state: unknown, modes: readonly unknown[]) =>
      this.readModules(recordOf(state).root_module, {
        root,
        unknown,
        modes,
      });
    // What was read while planning is only in the state before.
    read(recordOf(plan.prior_state).values, ['data']);
    read(plan.planned_values, ['managed', 'data']);
    if (plan.complete === false) {
      const planned = new Set([...this.resources.keys()].map(blockOf));
      const waiting = [{ path: '', module: root }];
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const { path, module } = next;
        for (const block of records(module.resources)) {
          const address = within(path, String(block.address));
          if (block.mode === 'managed' && !planned.has(address)) {
            this.leftOut.push({ address, module: path, block });
          }
        }
        for (const [name, call] of Object.entries(
          recordOf(module.module_calls),
        )) {
          waiting.push({
            path: within(path, `module.${name}`),
            module: recordOf(recordOf(call).module),
          });
        }
      }
    }
  }

  /** Resources of one block, whatever `count` or `for_each` make of it. */
  instancesOf(block: string): PlanResource[] {
    return this.instances.get(block) ?? [];
  }

  /** Modules of one call. */
  modulesOf(call: string): PlanModule[] {
    return this.calls.get(call) ?? [];
  }

  private readModules(
    rootModule: unknown,
    scope: {
      root: Json;
      unknown: Map<unknown, Json>;
      modes: readonly unknown[];
    },
  ): void {
    const waiting = [
      { state: recordOf(rootModule), module: this.module('', scope.root) },
    ];
    // Nested calls are no deeper than the stack here.
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { state, module } = next;
      this.readResources(state, module, scope);
      for (const child of records(state.child_modules)) {
        waiting.push({
          state: child,
          module: this.childModule(textOf(child.address) ?? '', module),
        });
      }
    }
  }

  private readResources(
    state: Json,
    module: PlanModule,
    {
      unknown,
      modes,
    }: { unknown: Map<unknown, Json>; modes: readonly unknown[] },
  ): void {
    const blocks = blocksOf(module.configuration);
    for (const { address, mode, type, name, index, values } of records(
      state.resources,
    )) {
      if (typeof address !== 'string' || !modes.includes(mode)) {
        continue;
      }
      const prefix = mode === 'data' ? 'data.' : '';
      const local = `${prefix}${type}.${name}`;
      const resource: PlanResource = {
        address,
        mode: mode as PlanResource['mode'],
        type: String(type),
        ...(isIndex(index) && { index }),
        module,
        values: recordOf(values),
        unknown: unknown.get(address) ?? {},
        configuration: blocks.get(local) ?? {},
      };
      const isNew = !this.resources.has(address);
      this.resources.set(address, resource);
      if (isNew) {
        addTo(this.instances, within(module.address, local), resource);
      }
    }
  }

  private childModule(address: string, parent: PlanModule): PlanModule {
    const own = address.slice(parent.address ? parent.address.length + 1 : 0);
    const [, name = '', key] =
      /^module\.([^.[]+)(?:\[(.*)\])?$/s.exec(own) ?? [];
    const calls = recordOf(parent.configuration.module_calls);
    const call = recordOf(Object.hasOwn(calls, name) ? calls[name] : undefined);
    return this.module(address, recordOf(call.module), {
      parent,
      call,
      index: indexOf(key),
      block: within(parent.address, `module.${name}`),
    });
  }

  private module(
    address: string,
    configuration: Json,
    place?: {
      parent: PlanModule;
      call: Json;
      index?: string | number;
      block: string;
    },
  ): PlanModule {
    const known = this.modules.get(address);
    if (known) {
      return known;
    }
    const { block, ...more } = place ?? { call: {}, block: undefined };
    const module: PlanModule = { address, configuration, ...more };
    this.modules.set(address, module);
    if (block !== undefined) {
      addTo(this.calls, block, module);
    }
    return module;
  }
}

const blocks = new WeakMap<Json, Map<string, Json>>();

function blocksOf(configuration: Json): Map<string, Json> {
  let known = blocks.get(configuration);
  if (!known) {
    known = new Map(
      records(configuration.resources).map(block => [
        String(block.address),
        block,
      ]),
    );
    blocks.set(configuration, known);
  }
  return known;
}

/** Adds to a list of several, by what they have alike. */
export function addTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  if (values) {
    values.push(value);
  } else {
    map.set(key, [value]);
  }
}

/** The address of something in a module. */
export function within(module: string, local: string): string {
  return module ? `${module}.${local}` : local;
}

function isIndex(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** What stands in the brackets of an address. */
export function indexOf(key: string | undefined): string | number | undefined {
  if (key === undefined) {
    return undefined;
  }
  try {
    const index: unknown = JSON.parse(key);
    return isIndex(index) ? index : undefined;
  } catch {
    return undefined;
  }
}
