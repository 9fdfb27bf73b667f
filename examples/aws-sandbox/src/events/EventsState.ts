export interface RuleTarget {
  id: string;
  arn: string;
  roleArn?: string;
}

export interface Rule {
  name: string;
  arn: string;
  pattern: unknown;
  isEnabled: boolean;
  targets: RuleTarget[];
}

/**
 * An account's default event bus in one Region.
 */
export class EventsState {
  /** By name. */
  readonly rules = new Map<string, Rule>();
  /** Statements of the bus's policy, with unique ids, by statement id. */
  readonly statements = new Map<string, unknown>();
}
