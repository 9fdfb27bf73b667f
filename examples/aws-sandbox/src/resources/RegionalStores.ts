import { Things } from './Things';

export interface Parameter {
  name: string;
  arn: string;
  type: 'String' | 'StringList';
  value: string;
  version: number;
  updatedAt: Date;
  tags: Record<string, string>;
}

export interface Topic {
  name: string;
  arn: string;
  displayName?: string;
  tags: Record<string, string>;
}

export interface LogGroup {
  name: string;
  arn: string;
  /** Days; absent: for ever. */
  retention?: number;
  createdAt: Date;
  tags: Record<string, string>;
}

export interface Alarm {
  name: string;
  arn: string;
  state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
}

/**
 * Small things that sample stacks are made of.
 */
export class RegionalStores {
  readonly things = new Things();
  /** SSM parameters by name. */
  readonly parameters = new Map<string, Parameter>();
  /** SNS topics by ARN. */
  readonly topics = new Map<string, Topic>();
  /** CloudWatch alarms by name. */
  readonly alarms = new Map<string, Alarm>();
  /** CloudWatch Logs log groups by name. */
  readonly logGroups = new Map<string, LogGroup>();
}
