import type { Properties } from './ResourceType';

/**
 * Something that other services have, of which the sandbox knows only that it is
 * there and how it was described.
 */
export interface Thing {
  name: string;
  arn: string;
  createdAt: Date;
  /** As the resource type spells them. */
  properties: Properties;
  tags: Record<string, string>;
}

/**
 * The things of an account in one Region, by their CloudFormation type.
 */
export class Things {
  private readonly byType = new Map<string, Map<string, Thing>>();

  /** By name. */
  of(type: string): Map<string, Thing> {
    let things = this.byType.get(type);
    if (!things) {
      things = new Map();
      this.byType.set(type, things);
    }
    return things;
  }
}
