import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  crossAccountPipelines?: {
    /**
     * When all known pipelines are read again. Default: every 10 minutes, for at
     * most 10 minutes. One replica does it for all; `scope` has no effect.
     *
     * @visibility backend
     */
    schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
  };
}
