import { unforeseen } from '../../policy';
import { isJsonObject } from '../../policy/isJsonObject';
import { generatedName } from './generatedName';
import { IntrinsicError, type IntrinsicScope } from './IntrinsicScope';
import type {
  ParsedTemplate,
  TemplateResource,
} from '../parsing/ParsedTemplate';
import { partitionOf } from '../partitions';
import { predictedId } from './predictedId';
import { pseudoParameters } from './pseudoParameters';
import type { ResolvedResource, ResolvedStack } from './ResolvedStack';
import { resolveCondition, resolveIntrinsics } from './resolveIntrinsics';
import { resolveParameters } from './resolveParameters';
import { isMacro } from '../parsing/isMacro';
import {
  isKnownKind,
  kindOf,
  type ResourceKind,
  type ResourcePlace,
} from './resourceKinds';
import { recordOf } from '../templateValues';
import type { TemplateProblem } from '../parsing/TemplateProblem';
import { undisclosedParts } from './undisclosedParts';

type Path = Array<string | number>;

/**
 * A nested stack that a template makes.
 */
export interface NestedStackRequest {
  resource: TemplateResource;
  /** As CloudFormation will call it. */
  stackName: string;
  parameters: Record<string, string>;
}

/**
 * Resolves a nested stack; nothing where its template is not there to read.
 */
export type ResolveNested = (
  request: NestedStackRequest,
) => ResolvedStack | undefined;

class StackResolver {
  private readonly problems: TemplateProblem[] = [];
  private readonly stackId: string;
  private readonly scope: IntrinsicScope;
  private readonly conditions = new Map<string, boolean | undefined>();
  private readonly predictions = new Map<
    string,
    { kind: ResourceKind; place: ResourcePlace } | undefined
  >();
  private readonly nested = new Map<string, ResolvedStack | undefined>();
  private parameters: Record<string, unknown> = {};
  /** What is being resolved. */
  private at: Path = [];

  constructor(
    private readonly options: {
      template: ParsedTemplate;
      account: string;
      region: string;
      stackName: string;
      parameters: Record<string, string>;
      imports: Record<string, unknown>;
      storedParameters: Record<string, string>;
      nested?: ResolveNested;
    },
  ) {
    const { account, region, stackName, template, imports, storedParameters } =
      options;
    const partition = partitionOf(region).id;
    this.stackId = `arn:${partition}:cloudformation:${region}:${account}:stack/${stackName}/${predictedId(
      account,
      region,
      stackName,
    )}`;
    this.scope = {
      pseudoParameters: pseudoParameters({
        account,
        region,
        stackName,
        stackId: this.stackId,
      }),
      reference: name => this.reference(name),
      attribute: (logicalId, attribute) => this.attribute(logicalId, attribute),
      condition: name => this.condition(name),
      mapping: (map, top, second) =>
        template.body.Mappings?.[map]?.[top]?.[second],
      importValue: name => imports[name],
      storedParameter: name => storedParameters[name],
      unresolved: error => {
        this.note(this.at, error);
        return unforeseen(error.message);
      },
    };
  }

  resolve(): ResolvedStack {
    const { template, account, region, stackName } = this.options;
    this.resolveParameters();
    const resources: Record<string, ResolvedResource> = {};
    for (const [logicalId, resource] of Object.entries(
      template.body.Resources,
    )) {
      if (!isMacro(logicalId) && this.isCreated(logicalId, resource)) {
        resources[logicalId] = this.resolveResource(logicalId, resource);
        this.nestedStack(logicalId, resource);
      }
    }
    const { outputs, exports } = this.resolveOutputs();
    return {
      file: template.file,
      account,
      region,
      stackName,
      stackId: this.stackId,
      conditions: this.decideConditions(),
      resources,
      outputs,
      exports,
      undisclosed: this.undisclosed(),
      problems: this.problems,
    };
  }

  private resolveParameters() {
    const { template, parameters } = this.options;
    const { values, problems } = resolveParameters(
      template.body,
      parameters,
      name => this.options.storedParameters[name],
    );
    this.parameters = values;
    for (const { name, ...problem } of problems) {
      this.addProblem(['Parameters', name], problem);
    }
  }

  private decideConditions(): Record<string, boolean> {
    const names = Object.keys(this.options.template.body.Conditions ?? {});
    return Object.fromEntries(
      names.flatMap(name => {
        try {
          return [[name, this.condition(name)]];
        } catch (error) {
          // Said where it is used.
          if (error instanceof IntrinsicError) {
            return [];
          }
          throw error;
        }
      }),
    );
  }

  private resolveResource(
    logicalId: string,
    resource: TemplateResource,
  ): ResolvedResource {
    const { kind, place } = this.predict(logicalId, resource);
    const [DeletionPolicy, UpdateReplacePolicy] = [
      'DeletionPolicy',
      'UpdateReplacePolicy',
    ].map(attribute => this.policyAttribute(logicalId, resource, attribute));
    const properties: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(resource.Properties ?? {})) {
      const path = ['Resources', logicalId, 'Properties', name];
      const resolved = this.attempt(path, () =>
        resolveIntrinsics(value, this.scope),
      );
      if (resolved !== undefined) {
        properties[name] = resolved;
      }
    }
    return {
      type: resource.Type,
      physicalId: kind.ref?.(place) ?? place.name,
      arn: kind.arn?.(place),
      properties,
      ...(isJsonObject(resource.Metadata) && { metadata: resource.Metadata }),
      ...(DeletionPolicy && { deletionPolicy: DeletionPolicy }),
      ...(UpdateReplacePolicy && { updateReplacePolicy: UpdateReplacePolicy }),
    };
  }

  /** With `AWS::LanguageExtensions` these may be functions. */
  private policyAttribute(
    logicalId: string,
    resource: TemplateResource,
    name: string,
  ): string | undefined {
    const value = resource[name];
    const resolved =
      typeof value === 'object'
        ? this.attempt(['Resources', logicalId, name], () =>
            resolveIntrinsics(value, this.scope),
          )
        : value;
    return typeof resolved === 'string' ? resolved : undefined;
  }

  private undisclosed(): string[] {
    return undisclosedParts(
      this.options.template.body,
      name => this.nested.get(name) !== undefined,
    );
  }

  /** A nested stack, where its template can be read. */
  private nestedStack(
    logicalId: string,
    resource: TemplateResource,
  ): ResolvedStack | undefined {
    const { nested, stackName } = this.options;
    if (!nested || resource.Type !== 'AWS::CloudFormation::Stack') {
      return undefined;
    }
    if (!this.nested.has(logicalId)) {
      // What it takes may rest on what it gives.
      this.nested.set(logicalId, undefined);
      const path = ['Resources', logicalId, 'Properties', 'Parameters'];
      const given = this.attempt(path, () =>
        resolveIntrinsics(resource.Properties?.Parameters ?? {}, this.scope),
      );
      const stack = nested({
        resource,
        stackName: generatedName(stackName, logicalId, {
          generated: { max: 128 },
        }),
        parameters: Object.fromEntries(
          Object.entries(recordOf(given)).map(([name, value]) => [
            name,
            [value].flat().map(String).join(','),
          ]),
        ),
      });
      this.nested.set(logicalId, stack);
    }
    return this.nested.get(logicalId);
  }

  private resolveOutputs() {
    const outputs: Record<string, unknown> = {};
    const exports: Record<string, unknown> = {};
    for (const [name, output] of Object.entries(
      this.options.template.body.Outputs ?? {},
    )) {
      if (isMacro(name)) {
        continue;
      }
      const path = ['Outputs', name];
      this.attempt(path, () => {
        if (output.Condition && !this.condition(output.Condition)) {
          return;
        }
        outputs[name] = resolveIntrinsics(output.Value, this.scope);
        if (output.Export) {
          exports[String(resolveIntrinsics(output.Export.Name, this.scope))] =
            outputs[name];
        }
      });
    }
    return { outputs, exports };
  }

  private isCreated(logicalId: string, resource: TemplateResource): boolean {
    if (!resource.Condition) {
      return true;
    }
    const { Condition: name } = resource;
    return (
      this.attempt(['Resources', logicalId, 'Condition'], () =>
        this.condition(name),
      ) ?? true
    );
  }

  private reference(name: string): unknown {
    if (Object.hasOwn(this.parameters, name)) {
      return this.parameters[name];
    }
    if (Object.hasOwn(this.options.template.body.Parameters ?? {}, name)) {
      return unforeseen(`parameter ${name} has no value`);
    }
    const resource = this.resource(name);
    if (!isKnownKind(resource.Type)) {
      return unforeseen(`only AWS knows how it will call ${name}`);
    }
    const { kind, place } = this.predict(name, resource);
    return kind.ref?.(place) ?? place.name;
  }

  private attribute(logicalId: string, attribute: string): unknown {
    const resource = this.resource(logicalId);
    const outputs = attribute.startsWith('Outputs.')
      ? this.nestedStack(logicalId, resource)?.outputs
      : undefined;
    const output = attribute.slice('Outputs.'.length);
    if (outputs && Object.hasOwn(outputs, output)) {
      return outputs[output];
    }
    const { kind, place } = this.predict(logicalId, resource);
    const own = kind.attributes?.[attribute];
    if (own) {
      return own(place);
    }
    return attribute === 'Arn' && kind.arn
      ? kind.arn(place)
      : unforeseen(`only AWS knows ${attribute} of ${logicalId}`);
  }

  private resource(logicalId: string): TemplateResource {
    const { Resources } = this.options.template.body;
    if (!Object.hasOwn(Resources, logicalId)) {
      throw new IntrinsicError(
        `the template has no parameter or resource ${logicalId}`,
        [],
        undisclosedParts(this.options.template.body).length > 0
          ? 'warning'
          : undefined,
      );
    }
    const resource = Resources[logicalId];
    if (resource.Condition && !this.condition(resource.Condition)) {
      throw new IntrinsicError(
        `${logicalId} is not created, since condition ${resource.Condition} does not hold`,
        [],
      );
    }
    return resource;
  }

  private condition(name: string): boolean {
    const conditions = this.options.template.body.Conditions ?? {};
    if (!Object.hasOwn(conditions, name)) {
      throw new IntrinsicError(`the template has no condition ${name}`, []);
    }
    if (this.conditions.has(name)) {
      const known = this.conditions.get(name);
      if (known === undefined) {
        throw new IntrinsicError(`condition ${name} rests on itself`, []);
      }
      return known;
    }
    this.conditions.set(name, undefined);
    const holds = this.decide(name, conditions[name]);
    this.conditions.set(name, holds);
    return holds;
  }

  private decide(name: string, condition: unknown): boolean {
    try {
      // Nothing is decided by what is not known.
      return resolveCondition(condition, {
        ...this.scope,
        unresolved: undefined,
      });
    } catch (error) {
      throw error instanceof IntrinsicError && error.severity
        ? new IntrinsicError(
            `condition ${name} cannot be decided: ${error.message}`,
            [],
            error.severity,
          )
        : error;
    }
  }

  /** Foretells a resource from its naming properties alone, so that resources can name each other. */
  private predict(logicalId: string, resource: TemplateResource) {
    if (this.predictions.has(logicalId)) {
      const known = this.predictions.get(logicalId);
      if (!known) {
        throw new IntrinsicError(
          `the name of ${logicalId} rests on itself`,
          [],
        );
      }
      return known;
    }
    this.predictions.set(logicalId, undefined);
    const kind = kindOf(resource.Type);
    const { account, region, stackName } = this.options;
    const property = (name: string) =>
      this.textProperty(logicalId, resource, name);
    const place: ResourcePlace = {
      partition: String(this.scope.pseudoParameters['AWS::Partition']),
      urlSuffix: String(this.scope.pseudoParameters['AWS::URLSuffix']),
      account,
      region,
      path: [account, region, stackName, logicalId],
      name:
        (kind.name && property(kind.name)) ??
        generatedName(stackName, logicalId, kind),
      property,
    };
    const prediction = { kind, place };
    this.predictions.set(logicalId, prediction);
    return prediction;
  }

  private textProperty(
    logicalId: string,
    resource: TemplateResource,
    name: string,
  ): string | undefined {
    const value = resource.Properties?.[name];
    if (value === undefined) {
      return undefined;
    }
    const resolved = this.attempt(
      ['Resources', logicalId, 'Properties', name],
      () => resolveIntrinsics(value, this.scope),
    );
    return resolved === undefined ? undefined : String(resolved);
  }

  /** Notes what cannot be resolved and goes on, so that all problems are named. */
  private attempt<T>(path: Path, action: () => T): T | undefined {
    const outer = this.at;
    this.at = path;
    try {
      return action();
    } catch (error) {
      if (!(error instanceof IntrinsicError)) {
        throw error;
      }
      this.note(path, error);
      return undefined;
    } finally {
      this.at = outer;
    }
  }

  private note(path: Path, { message, severity, path: inner }: IntrinsicError) {
    this.addProblem([...path, ...inner], { message, severity });
  }

  private addProblem(
    path: Path,
    { message, severity }: Pick<TemplateProblem, 'message' | 'severity'>,
  ) {
    const { file, locate } = this.options.template;
    const problem: TemplateProblem = {
      file,
      ...locate(path),
      message,
      ...(severity && { severity }),
    };
    const isKnown = this.problems.some(
      known => known.line === problem.line && known.message === message,
    );
    if (!isKnown) {
      this.problems.push(problem);
    }
  }
}

/**
 * Says what a template comes to in one account and Region, without AWS: which
 * resources are made, what their functions resolve to, and how they will be
 * named. An id that AWS chooses, such as a key's, is a made-up one that is the
 * same wherever the stack is resolved.
 *
 * What does not fit is in the result's `problems`; the rest is resolved all the
 * same.
 *
 * @param options - `imports` are exports of other stacks of the same account
 * and Region, `storedParameters` what its Parameter Store holds, by name; `nested`
 * resolves nested stacks, which nobody can tell of without
 *
 * @alpha
 */
export function resolveTemplate(options: {
  template: ParsedTemplate;
  /** Twelve digits. */
  account: string;
  region: string;
  stackName: string;
  parameters?: Record<string, string>;
  imports?: Record<string, unknown>;
  storedParameters?: Record<string, string>;
  nested?: ResolveNested;
}): ResolvedStack {
  return new StackResolver({
    ...options,
    parameters: options.parameters ?? {},
    imports: options.imports ?? {},
    storedParameters: options.storedParameters ?? {},
  }).resolve();
}
