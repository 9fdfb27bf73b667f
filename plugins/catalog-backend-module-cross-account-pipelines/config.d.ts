import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      crossAccountPipelines?: {
        /**
         * Owns the accounts, and the pipelines of entities without an owner;
         * an entity reference, e.g. `group:default/platform`. Default `unknown`.
         *
         * @visibility backend
         */
        owner?: string;

        /**
         * When pipelines and accounts are made `Resource` entities again.
         * Default: every minute.
         *
         * @visibility backend
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
