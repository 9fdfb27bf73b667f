import type {
  BucketState,
  DocumentSource,
  KeyState,
  RoleState,
} from '../../estate';
import {
  documentRules,
  type DocumentReference,
  type DocumentRuleId,
  type Words,
} from '../../report';
import type { RolePurpose } from '../../pipeline';
import type { PolicyProblem } from '../../policy';
import type { AssessmentScope } from '../AssessmentScope';

/**
 * Something wrong or too wide in one document, before it is put into a report.
 */
export interface Issue {
  rule: DocumentRuleId;
  health: 'warning' | 'broken';
  message: Words;
  account: string;
  document: DocumentReference;
  /** Place of the statement in the document. */
  statement?: number;
  /** Where the document's template has it. */
  source?: DocumentSource;
  /** The document as it should be, and what to do. */
  remedy?: { after: unknown; summary: Words };
  /** The hops that the document decides and that are no better than this. */
  lowers?: 'all' | 'foreign';
}

/** How bad what a rule finds usually is. */
export function healthOf(rule: DocumentRuleId): Issue['health'] {
  return documentRules[rule].level === 'error' ? 'broken' : 'warning';
}

/** A policy of a role, a key or a bucket. */
export interface PolicySubject extends AssessmentScope {
  document: unknown;
  reference: DocumentReference;
  account: string;
  source?: DocumentSource;
  /** What AWS would refuse in it for what it is used as. */
  refusal?: PolicyProblem;
}

/** A role that a pipeline uses, and what for. */
export interface RoleSubject extends AssessmentScope {
  role: RoleState;
  purpose: RolePurpose;
  account: string;
}

/** A policy of such a role. */
export interface RolePolicySubject extends PolicySubject {
  role: RoleState;
  purpose: RolePurpose;
}

/** The policy of a bucket that holds artifacts. */
export interface BucketPolicySubject extends PolicySubject {
  bucket: BucketState;
  arn: string;
}

/** The policy of a key that artifacts are encrypted with. */
export interface KeyPolicySubject extends PolicySubject {
  key: KeyState;
}
