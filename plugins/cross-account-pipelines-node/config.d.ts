export interface Config {
  crossAccountPipelines?: {
    /**
     * The accounts that pipelines may live in or reach. Nothing outside this
     * list is ever rendered for or deployed to.
     */
    accounts?: Array<{
      /** Twelve digits, quoted: a leading zero must survive. */
      id: string;
      /** What people call it. */
      name: string;
      /** Groups accounts on the card, e.g. `production`. */
      environment?: string;
      /** Regions that may be chosen. */
      regions: string[];
      /** What it may be used for. Default: both. */
      uses?: Array<'pipeline' | 'target'>;
    }>;
  };
}
