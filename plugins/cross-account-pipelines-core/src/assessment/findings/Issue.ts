import type {
  BucketState,
  DocumentSource,
  KeyState,
  RoleState,
} from '../../estate';
import type { DocumentReference, HopKind } from '../../report';
import type { PipelineLinks, RolePurpose } from '../../pipeline';
import type { EstateView } from '../EstateView';

/**
 * Something wrong or too wide in one document, before it is put into a report.
 */
export interface Issue {
  /** Stable and machine-readable, e.g. `trust-accepts-whole-account`. */
  rule: string;
  health: 'warning' | 'broken';
  message: string;
  account: string;
  document: DocumentReference;
  /** Place of the statement in the document. */
  statement?: number;
  /** Where the document's template has it. */
  source?: DocumentSource;
  /** The document as it should be, and what to do in a sentence. */
  remedy?: { after: unknown; summary: string };
  /** The hop that is no better than this; the document's role is part of it. */
  hop?: HopKind;
}

/** What a rule may look at. */
export interface IssueScope {
  view: EstateView;
  links: PipelineLinks;
}

/** A role that a pipeline uses, and what for. */
export interface RoleSubject extends IssueScope {
  role: RoleState;
  purpose: RolePurpose;
  account: string;
}

/** A bucket or a key that holds artifacts. */
export interface BucketSubject extends IssueScope {
  bucket: BucketState;
  arn: string;
  account: string;
}

export interface KeySubject extends IssueScope {
  key: KeyState;
  account: string;
}

/** A policy of a role, a key or a bucket. */
export interface PolicySubject extends IssueScope {
  document: unknown;
  reference: DocumentReference;
  account: string;
  source?: DocumentSource;
}
