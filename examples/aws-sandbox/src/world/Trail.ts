/**
 * One decision of IAM, as CloudTrail would record the call that needed it.
 */
export interface TrailEvent {
  time: string;
  action: string;
  resource: string;
  principal: string;
  allowed: boolean;
}

/**
 * The latest decisions; older ones are dropped.
 */
export class Trail {
  private recorded: TrailEvent[] = [];

  constructor(private readonly capacity: number) {}

  record(event: TrailEvent): void {
    this.recorded.push(event);
    if (this.recorded.length > 2 * this.capacity) {
      this.recorded = this.recorded.slice(-this.capacity);
    }
  }

  /** Oldest first. */
  get events(): readonly TrailEvent[] {
    return this.recorded.slice(-this.capacity);
  }
}
