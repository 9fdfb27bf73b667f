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
  /** Prefixes of the services that have actions, e.g. `codebuild`. */
  services(): Promise<readonly string[]>;
  /**
   * The actions of a service without its prefix, e.g. `StartBuild`; `undefined`
   * for a service that there is not.
   */
  actionsOf(service: string): Promise<readonly string[] | undefined>;
}
