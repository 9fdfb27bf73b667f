import type { Gate, HopKind, HopVerdict, Side } from '../report';

/**
 * What an error can be about when it is none of a link's hops.
 *
 * - `guardrail` a service or resource control policy, permissions boundary,
 *   session policy or endpoint policy
 * - `quota` a size or count that AWS limits
 * - `throttling` too many requests at once
 * - `stack-state` the state a stack was left in
 * - `connection` a CodeConnections connection or what it connects to
 * - `event` the rule or event bus that should start the pipeline
 * - `set-up` what has to exist before a pipeline can be created or run
 * - `template` the CloudFormation template itself
 * - `deploy-role` what the deploy role may create
 * - `build-role` what the commands of a build may call
 * - `workload` what was deployed: its image, its own role, its instances
 * - `credentials` the credentials a tool works with
 * - `network` no connection to AWS
 * - `service` a fault at AWS
 *
 * @public
 */
export type ErrorSubject =
  | 'guardrail'
  | 'quota'
  | 'throttling'
  | 'stack-state'
  | 'connection'
  | 'event'
  | 'set-up'
  | 'template'
  | 'deploy-role'
  | 'build-role'
  | 'workload'
  | 'credentials'
  | 'network'
  | 'service';

/**
 * When an error arises: while roles, keys and buckets are made, when the
 * pipeline is created or changed, while it runs, or while things are removed.
 *
 * @public
 */
export type ErrorPhase = 'set-up' | 'definition' | 'run' | 'removal';

/**
 * The names an error text carries, as they stand in it: account ids may be
 * masked, shortened or too long there.
 *
 * @public
 */
export interface ErrorNames {
  /** Who was refused: an ARN, or the name of a service. */
  principal?: string;
  /** The account of who was refused. */
  principalAccount?: string;
  /** The role the text is about, by ARN or name. */
  role?: string;
  /** e.g. `kms:Decrypt`. */
  action?: string;
  /** What was asked for, by ARN or name. */
  resource?: string;
  /** The account that owns it. */
  resourceAccount?: string;
  /** Name of an S3 bucket. */
  bucket?: string;
  /** Key of an object in S3. */
  objectKey?: string;
  /** A KMS key, by ARN, id or alias. */
  key?: string;
  /** A connection of CodeConnections, by ARN. */
  connection?: string;
  /** A repository of source code or images. */
  repository?: string;
  /** A CloudFormation stack, by name or ARN. */
  stack?: string;
  /** State of a stack or of a key. */
  state?: string;
  /** A service of AWS, as the text calls it. */
  service?: string;
  /** E.g. `eu-west-1`. */
  region?: string;
  /** An account that the text names, whichever side it is on. */
  account?: string;
  /** The guardrail that denied, by ARN. */
  policy?: string;
  /** A limit, as AWS states it. */
  limit?: string;
  /** What else the text names: a property, parameter, export or file. */
  item?: string;
}

/**
 * One thing an error can mean.
 *
 * @public
 */
export interface Explanation {
  /** The hop it comes from, or what else it is about. */
  hop: HopKind | ErrorSubject;
  /** The gate of that hop. */
  gate?: Gate;
  /** Stable and machine-readable, e.g. `trust-refuses-caller`. */
  cause: string;
  /** What happened, with the names from the text. */
  sentence: string;
  /** What AWS itself said, cut out of the text. */
  said?: string;
  /** What to read to be sure, most telling first. */
  readNext: string[];
  /** What to change. */
  change: string;
  /** Which side has to change, where the text or the assessment tells. */
  side?: Side;
  /** The account that has to change: twelve digits. Absent where nothing tells. */
  account?: string;
  /** When it arises, where the text tells. */
  phase?: ErrorPhase;
  /**
   * - `broken`: it stays until something is changed.
   * - `passing`: it goes away by itself; try again.
   * - `harmless`: nothing is wrong.
   */
  severity: 'broken' | 'passing' | 'harmless';
  /** What the text names. */
  names: ErrorNames;
  /** What its sentences name beside them, for who puts them into another language. */
  values?: { [name: string]: string };
  /** Path of the AWS documentation page that describes it. */
  page?: string;
  /**
   * What the assessment of the pipeline says, where there was one.
   *
   * - `confirmed`: it finds this hop unhealthy.
   * - `contradicted`: it finds this hop healthy as far as it can see.
   */
  assessment?: 'confirmed' | 'contradicted';
  /** The verdict that confirms or contradicts. */
  verdict?: HopVerdict;
}
