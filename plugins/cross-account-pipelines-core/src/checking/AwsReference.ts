/**
 * What AWS publishes about itself and changes often. Injected, since it is too
 * large for a browser; asked for only where it matters.
 *
 * @public
 */
export interface AwsReference {
  /**
   * Documents of AWS's own policies, by what follows `policy/` in their ARNs,
   * e.g. `PowerUserAccess` or `service-role/AWSLambdaBasicExecutionRole`.
   */
  managedPolicies(): Promise<Record<string, unknown>>;
}
