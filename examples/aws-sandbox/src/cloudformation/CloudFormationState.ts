import type { DriftDetection } from './drift/driftDetection';
import type { Stack } from './Stack';
import type { StackSet } from './stackSets/StackSet';

/** Deleted stacks that can still be looked up by id. */
const MAX_DELETED = 100;

/**
 * An account's stacks in one Region.
 */
export class CloudFormationState {
  /** By id. */
  readonly driftDetections = new Map<string, DriftDetection>();
  /** By name. */
  readonly stackSets = new Map<string, StackSet>();
  private readonly live = new Map<string, Stack>();
  private deleted: Stack[] = [];

  /** Stacks that exist, by name. */
  get stacks(): Stack[] {
    return [...this.live.values()];
  }

  get deletedStacks(): readonly Stack[] {
    return this.deleted;
  }

  add(stack: Stack): void {
    this.live.set(stack.name, stack);
  }

  /** By name, or by id; deleted ones by id only. */
  find(nameOrId: string): Stack | undefined {
    return (
      this.live.get(nameOrId) ??
      this.stacks.find(({ id }) => id === nameOrId) ??
      this.deleted.find(({ id }) => id === nameOrId)
    );
  }

  /** Keeps a deleted stack for those who know its id. */
  bury(stack: Stack): void {
    this.live.delete(stack.name);
    this.deleted = [...this.deleted, stack].slice(-MAX_DELETED);
  }
}
