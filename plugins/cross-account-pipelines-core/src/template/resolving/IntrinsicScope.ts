/**
 * What the functions of a template can refer to.
 *
 * @alpha
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
  /**
   * Stands for what a function would have given that cannot be resolved.
   * Absent: nothing is resolved where one function cannot be.
   *
   * @param error - its path starts from the value that was resolved
   */
  unresolved?(error: IntrinsicError): unknown;
  /** The value of a parameter in the Parameter Store of Systems Manager. */
  storedParameter?(name: string): string | undefined;
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
  /** Set where the function is well-formed and only AWS can resolve it. */
  readonly severity?: 'warning';

  constructor(
    message: string,
    path: Array<string | number>,
    severity?: 'warning',
  ) {
    super(message);
    this.name = 'IntrinsicError';
    this.path = path;
    this.severity = severity;
  }
}
