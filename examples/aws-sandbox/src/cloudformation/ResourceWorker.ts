import { randomUUID } from 'node:crypto';
import type { Properties, ResourceContext } from '../resources/ResourceType';
import { resourceTypes } from '../resources/resourceTypes';
import type { Call } from '../world/Call';
import { randomLetters } from '../world/identifiers';
import { ResourceDrift, resourceDrift } from './drift/resourceDrift';
import type { Stack, StackResource } from './Stack';

const SUFFIX_LENGTH = 12;

function generateName(
  stack: Stack,
  logicalId: string,
  options: { maxLength: number; lowerCase?: boolean },
): string {
  const suffix = randomLetters(SUFFIX_LENGTH);
  const room = options.maxLength - SUFFIX_LENGTH - 2;
  const half = Math.floor(room / 2);
  const stackPart = stack.name.slice(
    0,
    Math.max(half, room - logicalId.length),
  );
  const name = `${stackPart}-${logicalId.slice(
    0,
    room - stackPart.length,
  )}-${suffix}`;
  return options.lowerCase ? name.toLowerCase() : name;
}

/**
 * Makes, changes and deletes a stack's resources, one operation at a time, with
 * the permissions of the stack's principal.
 */
export class ResourceWorker {
  constructor(
    private readonly stack: Stack,
    private readonly call: Call,
    /** Tags of the stack, for resources that can carry them. */
    private readonly tags: Record<string, string>,
  ) {}

  /** @param onIdentified - called when there is something, before all is done */
  async create(
    resource: StackResource,
    properties: Properties,
    onIdentified: () => void,
  ): Promise<void> {
    const model = await this.type(resource).create(
      this.context(resource, physicalId => {
        resource.physicalId = physicalId;
        onIdentified();
      }),
      properties,
    );
    resource.physicalId = model.physicalId;
    resource.attributes = model.attributes;
    resource.properties = properties;
  }

  async update(
    resource: StackResource,
    change: { before: Properties; after: Properties },
  ): Promise<void> {
    const model = await this.type(resource).update(
      this.context(resource),
      resource.physicalId!,
      change,
    );
    resource.physicalId = model.physicalId;
    resource.attributes = model.attributes;
    resource.properties = change.after;
    resource.drift = undefined;
  }

  async delete(resource: StackResource): Promise<void> {
    if (resource.physicalId !== undefined) {
      await this.type(resource).delete(
        this.context(resource),
        resource.physicalId,
        resource.properties,
      );
    }
  }

  /** How far a resource has drifted; `undefined` where that is not detected. */
  drift(resource: StackResource): Promise<ResourceDrift | undefined> {
    return resourceDrift(this.context(resource), resource);
  }

  /**
   * Whether there is a resource of a name, in this stack or not; `false` for
   * types that cannot be read.
   *
   * @throws ServiceError when there is none, or it may not be read
   */
  async exists(
    type: string,
    logicalId: string,
    name: string,
  ): Promise<boolean> {
    const { read } = resourceTypes.get(type)!;
    if (!read) {
      return false;
    }
    await read(this.context({ logicalId }), name, {});
    return true;
  }

  private type(resource: StackResource) {
    return resourceTypes.get(resource.type)!;
  }

  private context(
    resource: Pick<StackResource, 'logicalId' | 'physicalId'>,
    identify: (physicalId: string) => void = () => {},
  ): ResourceContext {
    return {
      call: { ...this.call, requestId: randomUUID() },
      stackName: this.stack.name,
      logicalId: resource.logicalId,
      tags: this.tags,
      identify,
      generateName: options =>
        generateName(this.stack, resource.logicalId, options),
    };
  }
}
