import type { AccountSummary } from '../../report';

/**
 * An account that pipelines may be created in or may reach, as configured
 * under `crossAccountPipelines.accounts`.
 *
 * @public
 */
export interface ConfiguredAccount extends AccountSummary {
  name: string;
  /** Regions that may be chosen, the account's own order. */
  regions: string[];
  /** Whether a pipeline may live there, be deployed to there, or both. */
  uses: Array<'pipeline' | 'target'>;
  /** Where in the organization it is, e.g. `ou-ab12-11111111`. */
  organizationalUnit?: string;
}
