import type { TemplateProblem } from './TemplateProblem';

/**
 * A CloudFormation template as plain data. Short forms such as `!Sub` stand as
 * their long forms (`{ 'Fn::Sub': … }`), so there is one way to read them.
 *
 * @alpha
 */
export interface ParsedTemplate {
  file: string;
  body: TemplateBody;
  /** What works but is probably not what its author meant. */
  warnings: TemplateProblem[];
  /**
   * Where a part of the body stands; the nearest enclosing part's place where
   * the path leads nowhere.
   */
  locate(path: ReadonlyArray<string | number>): TemplatePosition;
  /**
   * The text without list items that differ from earlier ones in digits only and
   * without keys that a later one replaces; every other line keeps its number.
   * For checks that look at each item alone.
   */
  condense(): string;
}

/**
 * 1-based, as editors count.
 *
 * @alpha
 */
export interface TemplatePosition {
  line: number;
  column: number;
}

/**
 * See `AWSCloudFormation/latest/UserGuide/template-anatomy`.
 *
 * @alpha
 */
export interface TemplateBody {
  AWSTemplateFormatVersion?: string;
  Description?: string;
  Metadata?: Record<string, unknown>;
  Parameters?: Record<string, TemplateParameter>;
  Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  Conditions?: Record<string, unknown>;
  Rules?: Record<string, unknown>;
  Transform?: unknown;
  Resources: Record<string, TemplateResource>;
  Outputs?: Record<string, TemplateOutput>;
  Hooks?: Record<string, unknown>;
  /** Of the serverless transform. */
  Globals?: Record<string, unknown>;
}

/**
 * @alpha
 */
export interface TemplateParameter {
  Type: string;
  Default?: unknown;
  Description?: string;
  NoEcho?: boolean | string;
  AllowedValues?: unknown[];
  AllowedPattern?: string;
  ConstraintDescription?: string;
  MinLength?: number | string;
  MaxLength?: number | string;
  MinValue?: number | string;
  MaxValue?: number | string;
}

/**
 * @alpha
 */
export interface TemplateResource {
  Type: string;
  Properties?: Record<string, unknown>;
  Condition?: string;
  DependsOn?: string | string[];
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
  Metadata?: Record<string, unknown>;
  [other: string]: unknown;
}

export interface TemplateOutput {
  Value: unknown;
  Description?: string;
  Condition?: string;
  Export?: { Name: unknown };
}
