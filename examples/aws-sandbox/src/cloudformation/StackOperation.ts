import { resourceTypes } from '../resources/resourceTypes';
import type { Call } from '../world/Call';
import type { World } from '../world/World';
import { findExport, findImporter } from './exports';
import { handlerMessage } from './handlerMessage';
import { changedProperties } from './planChanges';
import { driftedProperties, ResourceDrift } from './drift/resourceDrift';
import { GraphNode, resourceGraph } from './resourceGraph';
import { ResourceWorker } from './ResourceWorker';
import type { Deployment, Stack, StackResource } from './Stack';
import { stackOutputs } from './stackOutputs';
import { StackScope } from './StackScope';

/** What to do with a stack whose creation failed. */
export type OnFailure = 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';

/** A change that was made and how it is undone. */
interface Undo {
  resource: StackResource;
  run(): Promise<void>;
}

/** What a rollback of an update puts back. */
interface StackBefore {
  outputs: Stack['outputs'];
  deployed?: Deployment;
}

/** A resource was not tried because another failed. */
class Cancelled extends Error {}

const reasonOf = (names: string[], verb: string) =>
  `The following resource(s) failed to ${verb}: [${names.join(', ')}]. `;

/**
 * One operation on a stack: deploys a template or takes everything away, in the
 * order of dependencies, and rolls back when it fails.
 */
export class StackOperation {
  private readonly world: World;
  private worker: ResourceWorker;
  private readonly failed: string[] = [];
  private isCancelled = false;
  private undos: Undo[] = [];
  /** What a rollback deletes. */
  private readonly made: StackResource[] = [];
  /** Replaced resources, to be deleted when everything else is done. */
  private readonly superseded: StackResource[] = [];

  constructor(
    private readonly stack: Stack,
    call: Call,
    deployment: Deployment | undefined,
    /** Undoes what others did to the resources, too. */
    private readonly revertsDrift = false,
  ) {
    this.world = call.world;
    this.worker = new ResourceWorker(stack, call, deployment?.tags ?? {});
  }

  /** Nothing more is begun. */
  private get isStopping(): boolean {
    return this.failed.length > 0 || this.isCancelled;
  }

  /** Deploys a template to a stack that has nothing yet. */
  async create(deployment: Deployment, onFailure: OnFailure): Promise<void> {
    const { stack } = this;
    stack.report('CREATE_IN_PROGRESS', 'User Initiated');
    const problem = await this.deploy(deployment);
    if (problem === undefined) {
      stack.report('CREATE_COMPLETE');
      return;
    }
    if (onFailure === 'DO_NOTHING') {
      stack.report('CREATE_FAILED', problem);
      return;
    }
    if (onFailure === 'DELETE') {
      await this.delete(`${problem}Delete requested by user.`);
      return;
    }
    stack.report(
      'ROLLBACK_IN_PROGRESS',
      `${problem}Rollback requested by user.`,
    );
    const left = await this.deleteResources([...stack.resources.values()]);
    stack.report(
      left.length > 0 ? 'ROLLBACK_FAILED' : 'ROLLBACK_COMPLETE',
      left.length > 0 ? reasonOf(left, 'delete') : undefined,
    );
  }

  /** Deploys another template to a stack, or the same with other parameters. */
  async update(
    deployment: Deployment,
    options: { disableRollback?: boolean } = {},
  ): Promise<void> {
    const { stack } = this;
    const before = { outputs: stack.outputs, deployed: stack.deployed };
    stack.updatedAt = new Date();
    stack.report('UPDATE_IN_PROGRESS', 'User Initiated');
    stack.cancel = () => {
      this.isCancelled = true;
    };
    const problem = await this.deploy(deployment);
    stack.cancel = undefined;
    if (problem !== undefined) {
      if (options.disableRollback) {
        this.leaveUnfinished(this.undos, before);
        stack.report('UPDATE_FAILED', problem);
      } else {
        stack.report('UPDATE_ROLLBACK_IN_PROGRESS', problem);
        await this.rollBackUpdate(before);
      }
      return;
    }
    stack.report('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    const kept = new Set(this.graphOf(deployment).map(each => each.logicalId));
    const removed = [...stack.resources.values()].filter(
      ({ logicalId }) => !kept.has(logicalId),
    );
    await this.deleteResources([...this.superseded, ...removed]);
    stack.report('UPDATE_COMPLETE');
  }

  /** Deletes all resources, but those in `retained`, and the stack. */
  async delete(
    reason = 'User Initiated',
    retained: string[] = [],
  ): Promise<void> {
    const { stack } = this;
    stack.report('DELETE_IN_PROGRESS', reason);
    const importer = findImporter(
      this.world,
      stack,
      stack.outputs.flatMap(({ exportName }) => exportName ?? []),
    );
    if (importer) {
      stack.report(
        'DELETE_FAILED',
        `Export ${importer.name} cannot be deleted as it is in use by ${importer.stack.name}`,
      );
      return;
    }
    for (const logicalId of retained) {
      const resource = stack.resources.get(logicalId)!;
      stack.reportResource(resource, 'DELETE_SKIPPED');
      stack.resources.delete(logicalId);
    }
    const left = await this.deleteResources([...stack.resources.values()]);
    if (left.length > 0) {
      stack.report('DELETE_FAILED', reasonOf(left, 'delete'));
      return;
    }
    stack.outputs = [];
    stack.imports.clear();
    stack.deletedAt = new Date();
    stack.report('DELETE_COMPLETE');
    this.world
      .account(stack.account)
      .region(stack.region)
      .cloudFormation.bury(stack);
  }

  /** Takes away what a creation that failed has left. */
  async rollBackCreation(): Promise<void> {
    const { stack } = this;
    stack.report('ROLLBACK_IN_PROGRESS', 'User Initiated');
    const left = await this.deleteResources([...stack.resources.values()]);
    stack.report(
      left.length > 0 ? 'ROLLBACK_FAILED' : 'ROLLBACK_COMPLETE',
      left.length > 0 ? reasonOf(left, 'delete') : undefined,
    );
  }

  private scopeOf(deployment: Deployment): StackScope {
    return new StackScope(this.world, this.stack, deployment, logicalId =>
      this.stack.resources.get(logicalId),
    );
  }

  private graphOf(deployment: Deployment): GraphNode[] {
    const scope = this.scopeOf(deployment);
    return resourceGraph(deployment.body, name => scope.condition(name));
  }

  /**
   * Makes and changes resources, each as soon as those before it are done.
   *
   * @returns why it failed, if it did
   */
  private async deploy(deployment: Deployment): Promise<string | undefined> {
    const verb = this.stack.deployed ? 'update' : 'create';
    const scope = this.scopeOf(deployment);
    const done = new Map<string, Promise<void>>();
    for (const node of this.graphOf(deployment)) {
      done.set(
        node.logicalId,
        Promise.all(node.dependencies.map(id => done.get(id))).then(() =>
          this.deployResource(node, deployment, scope),
        ),
      );
    }
    await Promise.allSettled(done.values());
    this.world.signal.throwIfAborted();
    if (this.isCancelled) {
      return 'User Initiated';
    }
    if (this.failed.length > 0) {
      return reasonOf(this.failed, verb);
    }
    try {
      const outputs = stackOutputs(scope, deployment.body);
      this.checkExports(outputs.flatMap(({ exportName }) => exportName ?? []));
      this.stack.outputs = outputs;
    } catch (error) {
      return `${error instanceof Error ? error.message : error}. `;
    }
    this.stack.imports = scope.imported;
    this.stack.deployed = deployment;
    this.stack.description = deployment.body.Description;
    return undefined;
  }

  private checkExports(names: string[]): void {
    const { account, region, id } = this.stack;
    for (const name of names) {
      const known = findExport(this.world, account, region, name);
      if (known && known.stackId !== id) {
        throw new Error(
          `Export ${name} is already exported by stack ${
            known.stackId.split('/')[1]
          }`,
        );
      }
    }
  }

  private async deployResource(
    { logicalId, dependencies }: GraphNode,
    deployment: Deployment,
    scope: StackScope,
  ): Promise<void> {
    if (this.isStopping) {
      throw new Cancelled();
    }
    const template = deployment.body.Resources[logicalId];
    const policies = {
      dependencies,
      deletionPolicy: template.DeletionPolicy,
      updateReplacePolicy: template.UpdateReplacePolicy,
    };
    const current = this.stack.resources.get(logicalId);
    let drift: ResourceDrift | undefined;
    let after: Record<string, unknown>;
    try {
      after = scope.resolve(template.Properties ?? {}) as typeof after;
      drift =
        current && this.revertsDrift
          ? await this.worker.drift(current)
          : undefined;
    } catch (error) {
      const resource = current ?? this.newResource(logicalId, template.Type);
      this.fail(resource, current ? 'UPDATE_FAILED' : 'CREATE_FAILED', error);
      throw error;
    }
    if (!current) {
      const resource = this.newResource(logicalId, template.Type);
      Object.assign(resource, policies);
      await this.createResource(resource, after, 'CREATE');
      return;
    }
    Object.assign(current, policies);
    if (drift?.status === 'DELETED') {
      current.physicalId = undefined;
      await this.createResource(current, after, 'CREATE');
      return;
    }
    const before = drift
      ? driftedProperties(current, drift)
      : current.properties;
    const changed = changedProperties(before, after);
    if (changed.length === 0) {
      return;
    }
    const type = resourceTypes.get(current.type)!;
    if (changed.some(name => type.replacedBy.includes(name))) {
      await this.replaceResource(current, after, type.nameProperty);
    } else {
      await this.updateResource(current, before, after);
    }
  }

  private newResource(logicalId: string, type: string): StackResource {
    const resource: StackResource = {
      logicalId,
      type,
      properties: {},
      attributes: {},
      dependencies: [],
      status: 'CREATE_IN_PROGRESS',
      updatedAt: new Date(),
    };
    this.stack.resources.set(logicalId, resource);
    return resource;
  }

  private fail(resource: StackResource, status: string, error: unknown): void {
    this.failed.push(resource.logicalId);
    this.stack.reportResource(
      resource,
      status,
      handlerMessage(resource.type, error),
    );
  }

  /** Lets time pass; another resource may have failed meanwhile. */
  private async pause(resource: StackResource, verb: string): Promise<void> {
    await this.world.pause();
    if (this.isStopping) {
      this.failed.push(resource.logicalId);
      this.stack.reportResource(
        resource,
        `${verb}_FAILED`,
        `Resource ${verb === 'CREATE' ? 'creation' : 'update'} cancelled`,
      );
      throw new Cancelled();
    }
  }

  private async createResource(
    resource: StackResource,
    properties: Record<string, unknown>,
    verb: 'CREATE' | 'UPDATE',
  ): Promise<void> {
    const { stack } = this;
    stack.reportResource(
      resource,
      `${verb}_IN_PROGRESS`,
      verb === 'UPDATE'
        ? 'Requested update requires the creation of a new physical resource; hence creating one.'
        : undefined,
    );
    this.made.push(resource);
    await this.pause(resource, verb);
    let isInitiated = false;
    const initiate = () => {
      if (!isInitiated) {
        isInitiated = true;
        stack.reportResource(
          resource,
          `${verb}_IN_PROGRESS`,
          'Resource creation Initiated',
        );
      }
    };
    try {
      await this.worker.create(resource, properties, initiate);
    } catch (error) {
      this.fail(resource, `${verb}_FAILED`, error);
      throw error;
    }
    initiate();
    stack.reportResource(resource, `${verb}_COMPLETE`);
  }

  private async updateResource(
    resource: StackResource,
    before: Record<string, unknown>,
    after: Record<string, unknown>,
  ): Promise<void> {
    const { stack } = this;
    stack.reportResource(resource, 'UPDATE_IN_PROGRESS');
    await this.pause(resource, 'UPDATE');
    this.undos.push({
      resource,
      run: async () => {
        stack.reportResource(resource, 'UPDATE_IN_PROGRESS');
        await this.world.pause();
        await this.worker.update(resource, { before: after, after: before });
        stack.reportResource(resource, 'UPDATE_COMPLETE');
      },
    });
    try {
      await this.worker.update(resource, { before, after });
    } catch (error) {
      this.fail(resource, 'UPDATE_FAILED', error);
      throw error;
    }
    stack.reportResource(resource, 'UPDATE_COMPLETE');
  }

  private async replaceResource(
    current: StackResource,
    after: Record<string, unknown>,
    nameProperty?: string,
  ): Promise<void> {
    const { stack } = this;
    const name = nameProperty && after[nameProperty];
    if (name !== undefined && name === current.properties[nameProperty!]) {
      const error = new Error(
        `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${name} and update the stack again.`,
      );
      this.fail(current, 'UPDATE_FAILED', error);
      throw error;
    }
    const replacement: StackResource = {
      ...current,
      physicalId: undefined,
      attributes: {},
      properties: {},
    };
    stack.resources.set(current.logicalId, replacement);
    this.undos.push({
      resource: current,
      run: async () => {
        stack.resources.set(current.logicalId, current);
        stack.reportResource(current, 'UPDATE_COMPLETE');
      },
    });
    await this.createResource(replacement, after, 'UPDATE');
    if (current.updateReplacePolicy !== 'Retain') {
      this.superseded.push(current);
    }
  }

  /** Keeps what is to be undone for a rollback that somebody asks for. */
  private leaveUnfinished(undos: Undo[], before: StackBefore): void {
    const { stack } = this;
    this.undos = undos;
    stack.unfinished = {
      left: undos.map(({ resource }) => resource.logicalId),
      rollBack: async (call, options) => {
        stack.unfinished = undefined;
        this.worker = new ResourceWorker(
          stack,
          call,
          before.deployed?.tags ?? {},
        );
        stack.report('UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated');
        await this.rollBackUpdate(before, options);
      },
    };
  }

  private async rollBackUpdate(
    before: StackBefore,
    options: { skip: string[]; force: boolean } = { skip: [], force: false },
  ): Promise<void> {
    const { stack } = this;
    const left: Undo[] = [];
    for (const undo of [...this.undos].reverse()) {
      const { resource, run } = undo;
      if (options.skip.includes(resource.logicalId)) {
        continue;
      }
      try {
        await run();
      } catch (error) {
        this.world.signal.throwIfAborted();
        left.unshift(undo);
        stack.reportResource(
          resource,
          'UPDATE_FAILED',
          handlerMessage(resource.type, error),
        );
      }
    }
    Object.assign(stack, before);
    if (left.length > 0 && !options.force) {
      this.leaveUnfinished(left, before);
      stack.report(
        'UPDATE_ROLLBACK_FAILED',
        reasonOf(stack.unfinished!.left, 'update'),
      );
      return;
    }
    stack.report('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    await this.deleteResources(this.made);
    stack.report('UPDATE_ROLLBACK_COMPLETE');
  }

  /**
   * Deletes resources, those that others need last.
   *
   * @returns the logical ids of those that could not be deleted
   */
  private async deleteResources(resources: StackResource[]): Promise<string[]> {
    const left: string[] = [];
    const done = new Map<StackResource, Promise<void>>();
    const deleteAfterDependents = (resource: StackResource): Promise<void> => {
      const known = done.get(resource);
      if (known) {
        return known;
      }
      const dependents = resources.filter(({ dependencies }) =>
        dependencies.includes(resource.logicalId),
      );
      const result = Promise.all(dependents.map(deleteAfterDependents)).then(
        async () => {
          if (!(await this.deleteResource(resource))) {
            left.push(resource.logicalId);
          }
        },
      );
      done.set(resource, result);
      return result;
    };
    await Promise.all(resources.map(deleteAfterDependents));
    return left;
  }

  private async deleteResource(resource: StackResource): Promise<boolean> {
    const { stack } = this;
    const isCurrent = stack.resources.get(resource.logicalId) === resource;
    const forget = () =>
      isCurrent && stack.resources.delete(resource.logicalId);
    if (resource.physicalId === undefined) {
      stack.reportResource(resource, 'DELETE_COMPLETE');
      forget();
      return true;
    }
    const isKept =
      resource.deletionPolicy === 'Retain' ||
      (resource.deletionPolicy === 'RetainExceptOnCreate' &&
        !stack.status.includes('ROLLBACK'));
    if (isCurrent && isKept) {
      stack.reportResource(resource, 'DELETE_SKIPPED');
      forget();
      return true;
    }
    stack.reportResource(resource, 'DELETE_IN_PROGRESS');
    await this.world.pause();
    try {
      await this.worker.delete(resource);
    } catch (error) {
      this.world.signal.throwIfAborted();
      stack.reportResource(
        resource,
        'DELETE_FAILED',
        handlerMessage(resource.type, error),
      );
      return false;
    }
    stack.reportResource(resource, 'DELETE_COMPLETE');
    forget();
    return true;
  }
}
