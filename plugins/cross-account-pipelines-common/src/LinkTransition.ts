import type {
  DocumentReference,
  Health,
  HopKind,
  Phrase,
} from 'backstage-plugin-cross-account-pipelines-core';

/**
 * A change of a hop's health between two readings.
 *
 * @public
 */
export interface LinkTransition {
  pipelineArn: string;
  /** The account that the link reaches; the pipeline's own for its own hops. */
  account: string;
  region: string;
  hopId: string;
  hop: HopKind;
  /** The hop in a sentence. */
  sentence: string;
  /** The sentence for who puts it into another language. */
  sentencePhrase?: Phrase;
  /** Absent for the first reading. */
  from?: Health;
  /** `gone` when the hop or the whole pipeline was not there any more. */
  to: Health | 'gone';
  /** The first reading that found it so; ISO 8601. */
  firstSeenAt: string;
  /** The last reading that found it so; ISO 8601. */
  lastSeenAt: string;
  reason?: string;
  /** The reason for who puts it into another language. */
  reasonPhrases?: Phrase[];
  /** What changed in the documents that decide, where they were read both times. */
  changes: DocumentChange[];
}

/**
 * @public
 */
export interface DocumentChange {
  document: DocumentReference;
  /** The deciding statement as it was; absent where there was none. */
  before?: string;
  /** The deciding statement as it is; absent where there is none. */
  after?: string;
}
