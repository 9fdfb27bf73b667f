import type { DocumentReference } from './DocumentReference';
import type { Phrase } from './phrases';
import type { Unseen } from './Unseen';

/**
 * How well one authorization, one gate, one link or one pipeline works.
 *
 * - `healthy`: AWS would allow it.
 * - `warning`: it works, but is wider or more fragile than it has to be.
 * - `pending`: it was changed so recently that IAM may not have caught up.
 * - `unknown`: something that decides it could not be read.
 * - `broken`: AWS would refuse it.
 *
 * @public
 */
export type Health = 'healthy' | 'warning' | 'pending' | 'unknown' | 'broken';

/**
 * The hops of a trust link. Each is one authorization that a pipeline needs to
 * act in a target account.
 *
 * - `H0` CodePipeline assumes the service role
 * - `H1` the service role assumes the action role
 * - `H2` the action role calls the provider's API
 * - `H3` the action role passes the deploy role
 * - `H4` CloudFormation assumes the deploy role
 * - `H5` a role reads or writes the artifact bucket
 * - `H6` a role uses the artifact key
 * - `H7` the deploy role reads template artifacts
 * - `H8` the pipeline definition itself
 * - `H9` the action role writes to a bucket of the target account
 * - `H10` an instance role reads the revision
 * - `H11` what the definition names exists
 * - `H12` the deployer role may make what the stacks contain; never part of a link
 * - `H13` a build or a function may enter another account by itself
 * - `H14` an EKS cluster lets the action role in
 *
 * @public
 */
export type HopKind =
  | 'H0'
  | 'H1'
  | 'H2'
  | 'H3'
  | 'H4'
  | 'H5'
  | 'H6'
  | 'H7'
  | 'H8'
  | 'H9'
  | 'H10'
  | 'H11'
  | 'H12'
  | 'H13'
  | 'H14';

/**
 * The hops of a link gathered into what a person can keep in mind, in the order
 * in which a run passes them.
 *
 * @public
 */
export type Gate = 'enter' | 'artifacts' | 'key' | 'deploy';

/**
 * The account side that a verdict is about: the one of the principal that
 * calls, the one that owns what is called, or the pipeline definition.
 *
 * @public
 */
export type Side = 'caller' | 'resource' | 'definition';

/**
 * A document, or a statement of it, that a verdict rests on.
 *
 * @public
 */
export interface Evidence {
  /** What was read. */
  document: DocumentReference;
  /** The account that the document lives in: twelve digits. */
  account: string;
  /** `Sid` of the deciding statement, or its zero-based index as `#0`. */
  statement?: string;
  /** The deciding statement as formatted JSON. */
  text?: string;
  /** When the document was read; ISO 8601. Absent for a prediction. */
  readAt?: string;
  /** File and 1-based line, for a document that comes from a template. */
  source?: { file: string; line?: number };
}

/**
 * A change that mends a hop.
 *
 * @public
 */
export interface Remedy {
  /** One sentence that says what to do. */
  summary: string;
  /** The summary for who puts it into another language. */
  summaryPhrases?: Phrase[];
  /** The account in which to make the change: twelve digits. */
  account: string;
  /** The document to change. */
  document: DocumentReference;
  /** The document as it is, formatted JSON. Absent when it does not exist yet. */
  before?: string;
  /** The document as it should be, formatted JSON. */
  after?: string;
  /** `before` to `after` as a unified diff. */
  diff?: string;
  /** Which of this suite's templates renders the mended statement. */
  template?: string;
  /** Further documents that have to change before the hop works. */
  also?: Remedy[];
}

/**
 * That somebody puts up with something, until a day.
 *
 * @public
 */
export interface Waived {
  /** Why, as whoever waived it has written. */
  reason: string;
  /** The last day on which it counts, e.g. `2027-03-31`. */
  until: string;
  /** Entity ref of the user, or subject of the service. */
  by: string;
}

/**
 * What was found about one hop.
 *
 * @public
 */
export interface HopVerdict {
  /** Unique in its pipeline and stable from one reading to the next. */
  id: string;
  /** Which of the hops it is. */
  hop: HopKind;
  /** The gate that it belongs to. */
  gate: Gate;
  /** The verdict. */
  health: Health;
  /** The hop in a sentence, e.g. `orders-pipeline may assume orders-action in 222222222222`. */
  sentence: string;
  /** The sentence for who puts it into another language. */
  sentencePhrase?: Phrase;
  /** Why it is not healthy, in a sentence. Absent when it is and nothing limits that verdict. */
  reason?: string;
  /** The reason for who puts it into another language. */
  reasonPhrases?: Phrase[];
  /** Which side has to change. */
  side?: Side;
  /** The account that has to change: twelve digits. */
  account?: string;
  /**
   * When it was first read as broken; ISO 8601. Only in stored reports. It stays
   * while the hop cannot be read, since that says nothing about it.
   */
  since?: string;
  /** What the calling account's documents say. */
  caller?: SideVerdict;
  /** What the owning account's documents say. */
  resource?: SideVerdict;
  /** The documents and statements that it rests on. */
  evidence: Evidence[];
  /** What mends it, where that can be told. */
  remedy?: Remedy;
  /** It would be a warning otherwise. */
  waived?: Waived;
  /** Where in the pipeline it is needed, e.g. `Staging/Deploy`. */
  actions?: string[];
}

/**
 * What one side of a hop says, for pictures that show both.
 *
 * @public
 */
export interface SideVerdict {
  /** The account of that side: twelve digits. */
  account: string;
  /** What its documents say, whatever the other side says. */
  allows: 'yes' | 'no' | 'unknown';
  /** The document that was asked. */
  document: DocumentReference;
}

/**
 * The path by which one pipeline acts in one account and Region.
 *
 * @public
 */
export interface LinkReport {
  /** The account that it leads to. */
  account: AccountSummary;
  /** The Region that it leads to, e.g. `eu-west-1`. */
  region: string;
  /** The worst of its hops. */
  health: Health;
  /** What the pipeline needs to act there. */
  hops: HopVerdict[];
  /**
   * What enters the account by itself, where no action of the pipeline works in
   * it, e.g. `project orders-build`.
   */
  reachedBy?: string;
  /** The same for who puts it into another language. */
  reachedByPhrases?: Phrase[];
}

/**
 * An account as people know it.
 *
 * @public
 */
export interface AccountSummary {
  /** Twelve digits; always a string, since it may start with a zero. */
  id: string;
  /** As people call it, where somebody has said so. */
  name?: string;
  /** E.g. `production`, where somebody has said so. */
  environment?: string;
}

/**
 * Something wrong or too wide that is not one hop's verdict.
 *
 * @public
 */
export interface Finding {
  /** Stable and machine-readable, e.g. `trust-accepts-whole-account`. */
  rule: string;
  /** What it makes of a pipeline that would be healthy otherwise. */
  health: Exclude<Health, 'healthy'>;
  /** What is found, in sentences. */
  message: string;
  /** The message for who puts it into another language. */
  messagePhrases?: Phrase[];
  /** The account that has to change: twelve digits. */
  account?: string;
  /** The documents that it rests on. */
  evidence: Evidence[];
  /** What mends it, where that can be told. */
  remedy?: Remedy;
  /** It counts for no verdict until then. */
  waived?: Waived;
}

/**
 * The one change that mends the most of what is broken, with the least. Every
 * hop that it mends names the same remedy.
 *
 * @public
 */
export interface RootCause {
  /** Id of the hop that tells it best. */
  hop: string;
  /** What is wrong, in sentences. */
  reason: string;
  /** The reason for who puts it into another language. */
  reasonPhrases?: Phrase[];
  /** What to change first. */
  remedy: Remedy;
  /** Ids of the hops that work after it. */
  mends: string[];
}

/**
 * The assessment of one pipeline.
 *
 * @public
 */
export interface PipelineReport {
  /** ARN of the pipeline. */
  pipelineArn: string;
  /** Name of the pipeline. */
  name: string;
  /** The pipeline account. */
  account: AccountSummary;
  /** The pipeline's own Region, e.g. `eu-west-1`. */
  region: string;
  /** The worst of its hops, links and findings. */
  health: Health;
  /** Whether it was read from AWS or predicted from templates. */
  origin: 'observed' | 'predicted';
  /** What to change first. Absent where no change mends what is broken. */
  rootCause?: RootCause;
  /** What the pipeline needs in its own account, whatever it reaches. */
  hops: HopVerdict[];
  /** One for each other account and Region that it reaches. */
  links: LinkReport[];
  /** What else is wrong or too wide. */
  findings: Finding[];
  /** What a healthy verdict did not see, e.g. service control policies. */
  unseen: Unseen[];
  /** When AWS was read; ISO 8601. */
  readAt: string;
}
