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

    /**
     * How many checks, explanations, plans and other requests that cost time or
     * calls to AWS one user may make in a minute, on each replica. Default: 30.
     *
     * @visibility backend
     */
    requestsPerMinute?: number;

    notifications?: {
      /**
       * Whether the owner of a pipeline is notified when its newest run has failed
       * and no broken hop explains it. Leave it out where CodePipeline's own
       * notification rules, or a build's, tell him already. Default: false.
       *
       * @visibility backend
       */
      failedRuns?: boolean;
    };

    agents?: {
      /**
       * Whether agents may start, stop, retry, roll back and approve in the name
       * of a user who may. Without it the actions for agents only read. Default:
       * false.
       *
       * @visibility backend
       */
      mayRun?: boolean;
    };

    /**
     * For how many days it is kept what became of hops. Default: 90.
     *
     * @visibility backend
     */
    historyDays?: number;
  };
}
