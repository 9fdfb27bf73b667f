export interface ResourceShare {
  arn: string;
  name: string;
  resourceArns: string[];
  /** Account ids, and ARNs of organizations. */
  principals: string[];
}

/** What an account shares with others in one Region. */
export class RamState {
  /** By ARN. */
  readonly shares = new Map<string, ResourceShare>();
}
