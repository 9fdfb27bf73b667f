import type { StackPlace } from './StackPlace';

/**
 * Names CloudFormation stacks account by account: which template goes where,
 * with which parameters. Rendering writes one (`manifest.yaml`), deployment
 * works through it, and `estateFromTemplates` reads it, whoever wrote it.
 *
 * @public
 */
export interface StackManifest {
  /** Version of this format. */
  version: 1;
  /** The pipeline that the stacks are for. */
  pipeline?: { name: string; account: string; region: string };
  /** In an order in which they can be deployed. */
  stacks: ManifestStack[];
  /** What the stacks use and do not make. */
  existing?: ExistingResource[];
  /** The organization that all accounts of the manifest belong to. */
  organization?: { id: string };
  /**
   * Paths of nested templates by the names under which they will be in S3, where
   * somebody else has said so, as the asset manifests of a cloud assembly do.
   */
  publishedTemplates?: Record<string, string>;
  /**
   * A role or bucket that is named and not made is taken for one that is there, as
   * the `from…` methods of the AWS CDK mean it.
   */
  namesWhatIsThere?: boolean;
}

/**
 * Something that is there before any stack of a manifest is made. What is not
 * said of it here nobody knows before AWS is asked.
 *
 * @public
 */
export interface ExistingResource {
  /** Of a role, key, bucket or whatever else is there. */
  arn: string;
  /** The account that it is in; the ARN of a bucket does not say. */
  account: string;
  /** Of a bucket; default: that of the pipeline, or of the first stack. */
  region?: string;
  /** Of a bucket or key: the document, or `none`. */
  policy?: unknown;
  /** Of a role: the document. */
  trustPolicy?: unknown;
  /** Of a role: all the documents that it has, or `none`. */
  policies?: unknown[] | 'none';
}

/**
 * One stack. Stacks of the same phase do not depend on each other.
 *
 * @public
 */
export interface ManifestStack extends StackPlace {
  /** All stacks of one phase come before those of the next. */
  phase: StackPhase;
  /** Path of the template, relative to the manifest. */
  template: string;
  /** By the names of the template. */
  parameters?: Record<string, ParameterValue>;
  /** CloudFormation capabilities that the template needs. */
  capabilities?: string[];
  /** Values by key, for the stack and what it makes. */
  tags?: Record<string, string>;
}

/**
 * When a stack is deployed: what others take outputs of first, then what stands in
 * target accounts, then what makes a pipeline.
 *
 * @public
 */
export type StackPhase = 'foundation' | 'target' | 'pipeline';

/**
 * A value, or an output of a stack of an earlier phase.
 *
 * @public
 */
export type ParameterValue = string | StackOutputReference;

/**
 * An output of another stack.
 *
 * @public
 */
export interface StackOutputReference {
  /** The stack that has it. */
  fromStack: StackPlace;
  /** Logical name of the output in that stack's template. */
  output: string;
}
