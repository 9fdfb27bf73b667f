import type {
  AccountSummary,
  Health,
  HopKind,
  Phrase,
} from 'backstage-plugin-cross-account-pipelines-core';

/**
 * Everything by which links can be put in order.
 *
 * @public
 */
export const linkSortFields = [
  'health',
  'since',
  'entity',
  'account',
  'readAt',
] as const;

/**
 * @public
 */
export type LinkSortField = (typeof linkSortFields)[number];

/**
 * Which links of all pipelines to list. Several values of one field widen the
 * choice, several fields narrow it. Who reaches an account is the query that
 * names only that account.
 *
 * @public
 */
export interface LinkQuery {
  /** Ids of the accounts that are reached. */
  account?: string[];
  environment?: string[];
  region?: string[];
  /** The entities that the pipelines belong to. */
  entity?: string[];
  /** Owners of these entities, as entity refs. */
  owner?: string[];
  /** Systems of these entities, as entity refs. */
  system?: string[];
  health?: Health[];
  /** The hop that makes a link what it is. */
  hop?: HopKind[];
  /** Rules of findings about the account. */
  rule?: string[];
  /** Only links whose health is what it is since this time or a later one; ISO 8601. */
  since?: string;
  /** Part of the name of the pipeline, the entity or the account. */
  text?: string;
  /** Default: the worst first. */
  sort?: LinkSortField;
  descending?: boolean;
  /** Default 100, at most 1,000. */
  limit?: number;
  /** Where the page before ended: its `nextCursor`. */
  cursor?: string;
}

/**
 * One link of one pipeline, as a row of a table. What a pipeline needs in its
 * own account, whatever it reaches, is a row with `isOwn`.
 *
 * @public
 */
export interface LinkRow {
  pipelineArn: string;
  pipelineName: string;
  /** The entity that the pipeline belongs to. */
  entityRef: string;
  /** Owner of that entity, as an entity ref. */
  owner?: string;
  /** System of that entity, as an entity ref. */
  system?: string;
  account: AccountSummary;
  region: string;
  isOwn: boolean;
  health: Health;
  /** Since when it has been so; ISO 8601. */
  since: string;
  /** The worst hop, unless all are healthy. */
  hop?: {
    id: string;
    hop: HopKind;
    sentence: string;
    /** The sentence for who puts it into another language. */
    sentencePhrase?: Phrase;
    reason?: string;
    /** The reason for who puts it into another language. */
    reasonPhrases?: Phrase[];
  };
  /** Rules of the findings about this account. */
  rules: string[];
  /** When AWS was read; ISO 8601. */
  readAt: string;
}

/**
 * @public
 */
export interface LinkPage {
  items: LinkRow[];
  /** Links that the caller may see and that fit, on all pages. */
  totalItems: number;
  /** Absent on the last page. */
  nextCursor?: string;
}
