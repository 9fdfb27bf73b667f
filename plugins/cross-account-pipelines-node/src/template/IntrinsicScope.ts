/**
 * What the functions of a template can refer to.
 *
 * @public
 */
export interface IntrinsicScope {
  /** `AWS::AccountId` and its like; see {@link pseudoParameters}. */
  pseudoParameters: Readonly<Record<string, unknown>>;
  /** The value of a parameter, or what `Ref` gives for a resource. */
  reference(logicalId: string): unknown;
  /** What `Fn::GetAtt` gives. */
  attribute(logicalId: string, attributeName: string): unknown;
  /** Whether a condition of the template holds. */
  condition(name: string): boolean;
  /** A value of the template's mappings; `undefined` when there is none. */
  mapping(map: string, topLevelKey: string, secondLevelKey: string): unknown;
  /** The value of an exported output. */
  importValue?(exportName: string): unknown;
  /** The Availability Zones of a Region. */
  availabilityZones?(region: string): string[];
}

/**
 * A function that cannot be resolved. The path leads to it from the value that
 * was resolved.
 *
 * @public
 */
export class IntrinsicError extends Error {
  readonly path: Array<string | number>;

  constructor(message: string, path: Array<string | number>) {
    super(message);
    this.name = 'IntrinsicError';
    this.path = path;
  }
}
