import type { Call } from '../world/Call';

/**
 * What a resource type works with.
 */
export interface ResourceContext {
  /** Under the stack's principal. */
  call: Call;
  stackName: string;
  logicalId: string;
  /** The stack's tags; a resource's own tags win. */
  tags: Record<string, string>;
  /**
   * Says which resource has come to be, before all of it is done: if a later
   * step fails, it will be deleted.
   */
  identify(physicalId: string): void;
  /** A name for a resource that was given none. */
  generateName(options: { maxLength: number; lowerCase?: boolean }): string;
}

export type Properties = Record<string, any>;

/**
 * A resource as it is after an operation.
 */
export interface ResourceModel {
  /** What `Ref` gives. */
  physicalId: string;
  /** What `Fn::GetAtt` gives. */
  attributes: Record<string, unknown>;
}

/**
 * How CloudFormation makes, changes and deletes resources of one type: by
 * calling the service that they belong to, with the stack's permissions.
 */
export interface ResourceType {
  name: string;
  /** Properties that cannot be changed in place. */
  replacedBy: string[];
  /** The property that gives the resource its name. */
  nameProperty?: string;
  create(
    context: ResourceContext,
    properties: Properties,
  ): ResourceModel | Promise<ResourceModel>;
  update(
    context: ResourceContext,
    physicalId: string,
    change: { before: Properties; after: Properties },
  ): ResourceModel | Promise<ResourceModel>;
  /**
   * Properties as they are now; those that are not in the answer are not known.
   * Absent for types whose drift is not detected.
   *
   * @param declared - the properties that are asked for
   * @throws ServiceError when the resource is gone
   */
  read?(
    context: ResourceContext,
    physicalId: string,
    declared: Properties,
  ): Properties | Promise<Properties>;
  /** Declared properties in the one way in which `read` spells them. */
  spell?(properties: Properties): Properties;
  delete(
    context: ResourceContext,
    physicalId: string,
    properties: Properties,
  ): void | Promise<void>;
}
