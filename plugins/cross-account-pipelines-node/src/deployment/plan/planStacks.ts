import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Stack } from '@aws-sdk/client-cloudformation';
import type {
  ManifestStack,
  StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  compareTemplates,
  describePlace,
  formatTemplateProblem,
  type ParsedTemplate,
  type parseTemplate,
  placeKey,
  type ResolvedStack,
  resolveTemplate,
  type StackSetInstance,
  stackSetInstances,
  type TemplateBody,
  type TemplateState,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { phases } from './checkManifest';
import type { DeployedStack, DeployedStacks } from '../stack/DeployedStack';
import { bridgeStackSets, retagsRoles } from '../stackSet/bridgeStackSets';
import { instancesLeft } from '../stackSet/keepInstances';
import { hasSameInputs, parametersOf } from '../stack/hasSameInputs';
import { outputsOf } from '../stack/StackDeployment';
import { isReference } from '../stack/stackOutputs';
import type { StackPlan } from './StackPlan';
import { TemplateMemory } from './TemplateMemory';
import { stackCondition, wayOut } from '../stack/StackStatus';

type Values = Record<string, string>;

/** What a stack gives to others: once it is planned, as it will. */
interface Given {
  outputs: Values;
  exports: Values;
  /** What it will give is not known for certain. */
  doubtful?: boolean;
}

type Compared = Pick<StackPlan, 'outcome' | 'reason' | 'changes' | 'uncertain'>;

/** What of a plan is not in the manifest, and what other stacks build on. */
type Comparison = Compared &
  Given & {
    /** Of what StackSets of the stack make. */
    instances?: StackPlan[];
  };

class ManifestComparison {
  private readonly given = new Map<string, Given>();
  /** By `placeKey`: what a stack is between what it is and what it will be. */
  readonly bridges = new Map<string, TemplateBody>();
  /**
   * By `placeKey`: what a stack is after that, when its roles get the values of
   * their tags. Undefined where it has nothing more to lose.
   */
  readonly retaggings = new Map<string, TemplateBody | undefined>();
  private readonly askedTags: ReadonlySet<string>;

  constructor(
    private readonly templates: Record<string, string>,
    private readonly deployed: DeployedStacks,
    private readonly parse: typeof parseTemplate,
  ) {
    this.askedTags = tagsAskedIn([
      ...Object.values(templates),
      ...[...deployed.values()].flatMap(({ template = [] }) => template),
    ]);
    for (const [key, { stack, error }] of deployed) {
      this.given.set(key, {
        outputs: outputsOf(stack),
        exports: exportsOf(stack),
        doubtful: error !== undefined,
      });
    }
  }

  /**
   * In the order of deployment: each stack builds on those before it. After it
   * comes what its StackSets make.
   */
  plan(stack: ManifestStack): StackPlan[] {
    const { phase, account, region, stackName, template } = stack;
    const found = this.deployed.get(placeKey(stack))!;
    const { outputs, exports, doubtful, instances, ...compared } = this.compare(
      stack,
      found,
    );
    this.given.set(placeKey(stack), { outputs, exports, doubtful });
    return [
      { phase, account, region, stackName, template, ...compared },
      ...(instances ?? []),
    ];
  }

  private compare(stack: ManifestStack, found: DeployedStack): Comparison {
    const reason = reasonNotToCompare(found);
    if (reason !== undefined) {
      return unknown(found, reason);
    }
    try {
      return found.template === undefined
        ? this.compareNew(stack)
        : this.compareExisting(stack, found.stack!, found.template);
    } catch (error) {
      // Whoever deployed what is there may have used anything.
      return unknown(found, (error as Error).message);
    }
  }

  private compareNew(stack: ManifestStack): Comparison {
    const { parameters, uncertain } = this.parametersFor(stack, {});
    const after = this.resolve(stack, this.wanted(stack), parameters);
    return {
      outcome: 'created',
      changes: compareTemplates({ after }).map(change => ({
        ...change,
        widened: [],
      })),
      uncertain: [...uncertain, ...problemsOf(after)],
      outputs: toText(after.outputs),
      exports: toText(after.exports),
      instances: this.compareInstances(stack, { after }),
    };
  }

  private compareExisting(
    stack: ManifestStack,
    current: Stack,
    text: string,
  ): Comparison {
    const old = parametersOf(current);
    const { parameters, uncertain } = this.parametersFor(stack, old);
    const wanted = this.wanted(stack);
    if (
      text === this.templates[stack.template] &&
      hasSameInputs(current, { ...stack, parameters, template: wanted })
    ) {
      return {
        outcome: 'unchanged',
        changes: [],
        uncertain,
        outputs: outputsOf(current),
        exports: exportsOf(current),
      };
    }
    const file = `deployed template of ${stack.stackName}`;
    const deployed = this.parse({ file, text });
    const hidden = Object.keys(old).filter(name => isHidden(deployed, name));
    const before = this.resolve(stack, deployed, {
      ...old,
      ...Object.fromEntries(
        hidden.map(name => [name, parameters[name] ?? old[name]]),
      ),
    });
    const after = this.resolve(stack, wanted, parameters);
    const real = realValues(before, current);
    const states: Record<'before' | 'after', TemplateState> = {
      before: { template: deployed, parameters: old, resolved: before },
      after: { template: wanted, parameters, resolved: after },
    };
    const parse = (at: { file: string; text: string }) =>
      this.parse({ ...at, file: this.fileOf(at.file, at.text) });
    const bridge = bridgeStackSets({
      ...states,
      keptTags: this.askedTags,
      parse,
    });
    if (bridge) {
      this.bridges.set(placeKey(stack), bridge);
    }
    if (retagsRoles(states, { keys: this.askedTags, parse })) {
      this.retaggings.set(
        placeKey(stack),
        bridgeStackSets({ ...states, parse }),
      );
    }
    return {
      outcome: 'updated',
      changes: compareTemplates({ before, after }),
      uncertain: [
        ...new Set([
          ...uncertain,
          ...hidden.map(
            name => `parameter ${name} is not shown by CloudFormation`,
          ),
          ...elsewhere(current).map(
            name =>
              `parameter ${name} is a value of Parameter Store, which may be another one by now`,
          ),
          ...problemsOf(before),
          ...problemsOf(after),
        ]),
      ],
      outputs: real(toText(after.outputs)),
      exports: real(toText(after.exports)),
      instances: this.compareInstances(stack, { before, after }),
    };
  }

  /** What StackSets make, account by account. */
  private compareInstances(
    { phase, template }: ManifestStack,
    states: { before?: ResolvedStack; after: ResolvedStack },
  ): StackPlan[] {
    const was = states.before ? stackSetInstances(states.before) : [];
    const will = stackSetInstances(states.after);
    const old = new Map(was.map(each => [placeKey(each), each]));
    const kept = new Set(will.map(placeKey));
    const planned = (
      instance: StackSetInstance,
      compared: Pick<StackPlan, 'outcome' | 'changes'>,
    ): StackPlan => {
      const { account, region, stackName, logicalId } = instance;
      return {
        phase,
        account,
        region,
        stackName,
        template: this.fileOf(`${template}#${logicalId}`, instance.template),
        uncertain: [],
        ...compared,
      };
    };
    return [
      ...will.map(instance => {
        const before = old.get(placeKey(instance));
        const after = this.resolveInstance(instance);
        const changes = compareTemplates({
          before: before && this.resolveInstance(before),
          after,
        });
        return planned(
          instance,
          before
            ? { outcome: changes.length > 0 ? 'updated' : 'unchanged', changes }
            : {
                outcome: 'created',
                changes: changes.map(change => ({ ...change, widened: [] })),
              },
        );
      }),
      ...was
        .filter(
          ({ ofUnits, ...instance }) =>
            !kept.has(placeKey(instance)) &&
            // It goes with its account, or with the StackSet.
            !(ofUnits && states.after.resources[instance.logicalId]),
        )
        .map(instance => {
          const before = this.resolveInstance(instance);
          const changes = compareTemplates({
            before,
            after: { ...before, resources: {} },
          });
          return planned(instance, {
            outcome: 'deleted',
            changes: changes.map(change => ({ ...change, widened: [] })),
          });
        }),
    ];
  }

  private resolveInstance(instance: StackSetInstance): ResolvedStack {
    const { account, region, stackName, logicalId, parameters } = instance;
    return resolveTemplate({
      template: this.parse({
        file: this.fileOf(logicalId, instance.template),
        text: instance.template,
      }),
      account,
      region,
      stackName,
      parameters,
    });
  }

  /** The file that has a text; else the place where it stands. */
  private fileOf(place: string, text: string): string {
    const [file = place] =
      Object.entries(this.templates).find(([, each]) => each === text) ?? [];
    return file;
  }

  /**
   * A stack's parameters with the outputs of others as they will be. What nobody
   * knows is taken to stay as it is.
   */
  private parametersFor(
    stack: ManifestStack,
    old: Values,
  ): { parameters: Values; uncertain: string[] } {
    const parameters: Values = {};
    const uncertain: string[] = [];
    for (const [name, value] of Object.entries(stack.parameters ?? {})) {
      if (!isReference(value)) {
        parameters[name] = value;
        continue;
      }
      const { fromStack, output } = value;
      const source = this.given.get(placeKey(fromStack));
      const known = source?.outputs[output];
      const taken = known ?? old[name];
      if (taken !== undefined) {
        parameters[name] = taken;
      }
      if (source?.doubtful || known === undefined) {
        uncertain.push(
          `parameter ${name} takes output ${output} of ${describePlace(
            fromStack,
          )}, which is not known`,
        );
      }
    }
    return { parameters, uncertain };
  }

  private resolve(
    { account, region, stackName }: ManifestStack,
    template: ParsedTemplate,
    parameters: Values,
  ): ResolvedStack {
    return resolveTemplate({
      template,
      account,
      region,
      stackName,
      parameters,
      imports: this.importsOf(account, region),
    });
  }

  /**
   * What all stacks of an account and Region that are known export, the same
   * before and after: CloudFormation lets no export change that is imported.
   */
  private importsOf(account: string, region: string): Values {
    const place = placeKey({ account, region, stackName: '' });
    return Object.assign(
      {},
      ...[...this.given].map(([key, { exports }]) =>
        key.startsWith(place) ? exports : {},
      ),
    );
  }

  private wanted({ template }: ManifestStack): ParsedTemplate {
    return this.parse({ file: template, text: this.templates[template] });
  }
}

/** Keys of tags, in lower case, by which policies tell roles. */
function tagsAskedIn(texts: string[]): ReadonlySet<string> {
  const asked = /(?:Principal|Resource)Tag\/([^"'\s:}]+)/gi;
  return new Set(
    texts.flatMap(text =>
      [...text.matchAll(asked)].map(([, key]) => key.toLowerCase()),
    ),
  );
}

/** A stack that nobody can compare now; what it gives stays, perhaps. */
function unknown({ stack }: DeployedStack, reason: string): Comparison {
  return {
    outcome: 'unknown',
    reason,
    changes: [],
    uncertain: [],
    outputs: outputsOf(stack),
    exports: exportsOf(stack),
    doubtful: true,
  };
}

function reasonNotToCompare({
  stack,
  template,
  error,
}: DeployedStack): string | undefined {
  if (error) {
    return error.message;
  }
  const status = stack?.StackStatus;
  switch (status && stackCondition(status)) {
    case 'busy':
      return `something is being done to it (${status})`;
    case 'stuck':
      return `it is ${status}: ${wayOut(status!)}`;
    case 'ready':
      return template === undefined
        ? 'CloudFormation gives no template of it'
        : undefined;
    default:
      return undefined;
  }
}

/**
 * Puts what AWS chose in the place of what was foretold, as far as the outputs
 * of the stack as it is tell: a key that stays keeps its id.
 */
function realValues(before: ResolvedStack, current: Stack) {
  const outputs = outputsOf(current);
  const real = new Map(
    Object.entries(toText(before.outputs)).map(([name, foretold]) => [
      foretold,
      outputs[name] ?? foretold,
    ]),
  );
  return (values: Values): Values =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        real.get(value) ?? value,
      ]),
    );
}

function exportsOf(stack: Stack | undefined): Values {
  return Object.fromEntries(
    (stack?.Outputs ?? []).flatMap(({ ExportName, OutputValue }) =>
      ExportName === undefined ? [] : [[ExportName, OutputValue!]],
    ),
  );
}

function elsewhere({ Parameters = [] }: Stack): string[] {
  return Parameters.flatMap(({ ParameterKey, ResolvedValue }) =>
    ResolvedValue === undefined ? [] : [ParameterKey!],
  );
}

function isHidden({ body }: ParsedTemplate, parameter: string): boolean {
  return String(body.Parameters?.[parameter]?.NoEcho) === 'true';
}

function problemsOf({ problems }: ResolvedStack): string[] {
  return problems.map(formatTemplateProblem);
}

function toText(values: Record<string, unknown>): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, String(value)]),
  );
}

/**
 * Compares the stacks of a manifest with what is deployed, each resolved with
 * its own parameters: which would be created or updated, what of them changes,
 * and which permissions get wider. Outputs are carried forward; an id that AWS
 * chose stays what it is.
 *
 * @param options - `deployed` holds all stacks of the manifest
 * @returns in the order in which they are deployed
 */
export async function planStacks(options: {
  manifest: StackManifest;
  /** Template texts by the path that the manifest names. */
  templates: Record<string, string>;
  deployed: DeployedStacks;
  /** Remembers what was parsed. Default: of this plan alone. */
  parse?: typeof parseTemplate;
}): Promise<StackPlan[]> {
  return (await planWithBridges(options)).plan;
}

/**
 * The same, with what stacks have to be meanwhile so that a pipeline which works
 * goes on working until it is switched: those that take something away from what
 * the pipeline, as it is, may need.
 *
 * A role has one value of a tag: where another one is asked for, all stacks
 * accept both first, then roles get the new one (`retaggings`).
 *
 * @returns template bodies by `placeKey`
 */
export async function planWithBridges(
  options: Parameters<typeof planStacks>[0],
): Promise<{
  plan: StackPlan[];
  bridges: ReadonlyMap<string, TemplateBody>;
  retaggings: ReadonlyMap<string, TemplateBody | undefined>;
}> {
  const { manifest, templates, deployed } = options;
  const { parse = new TemplateMemory().parse } = options;
  const comparison = new ManifestComparison(templates, deployed, parse);
  const plan: StackPlan[] = [];
  for (const phase of phases) {
    for (const stack of manifest.stacks) {
      if (stack.phase === phase) {
        plan.push(...comparison.plan(stack));
        // Others are to have their turn.
        await nextTurn();
      }
    }
  }
  const switches = plan.some(
    stack =>
      stack.phase === 'pipeline' &&
      (stack.outcome === 'updated' || stack.outcome === 'unknown'),
  );
  const keys = plan.filter(({ phase }) => phase !== 'pipeline').map(placeKey);
  // What was deployed with the roles of an account goes before they do.
  const losing = new Set(
    instancesLeft(options).map(({ ofStackSetIn }) => placeKey(ofStackSetIn)),
  );
  const needed = <T>(bodies: ReadonlyMap<string, T>) =>
    new Map(
      [...bodies].filter(
        ([key]) => keys.includes(key) && (switches || losing.has(key)),
      ),
    );
  return {
    plan,
    bridges: needed(comparison.bridges),
    retaggings: needed(comparison.retaggings),
  };
}

/** The stacks that could not be compared, as sentences without a full stop. */
export function unknownsOfPlan(plan: StackPlan[]): string[] {
  return plan
    .filter(({ outcome }) => outcome === 'unknown')
    .map(
      stack => `what would change of ${describePlace(stack)}: ${stack.reason}`,
    );
}
