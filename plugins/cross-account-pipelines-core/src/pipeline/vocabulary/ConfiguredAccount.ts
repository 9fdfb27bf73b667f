import type { AccountSummary } from '../../report';

/**
 * An account that pipelines may be created in or may reach, as configured
 * under `crossAccountPipelines.accounts`.
 *
 * @public
 */
export interface ConfiguredAccount extends AccountSummary {
  /** As people call it. */
  name: string;
  /** Regions that may be chosen, the account's own order. */
  regions: string[];
  /** Whether a pipeline may live there, be deployed to there, or both. */
  uses: Array<'pipeline' | 'target'>;
  /** Where in the organization it is, e.g. `ou-ab12-11111111`. */
  organizationalUnit?: string;
  /**
   * The same with all that it is within, from the root:
   * `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111`. See
   * `IAM/latest/UserGuide/access_policies_last-accessed-view-data-orgs`.
   */
  organizationPath?: string;
  /** Tags by which a rule may name it. */
  tags?: Record<string, string>;
}
