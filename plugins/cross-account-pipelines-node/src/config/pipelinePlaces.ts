import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';

/** An account and Region in which pipelines may live. */
export interface PipelinePlace {
  account: string;
  region: string;
}

/** Where pipelines may live, as app-config says. */
export function pipelinePlaces(accounts: ConfiguredAccount[]): PipelinePlace[] {
  return accounts
    .filter(({ uses }) => uses.includes('pipeline'))
    .flatMap(({ id, regions }) =>
      regions.map(region => ({ account: id, region })),
    );
}
