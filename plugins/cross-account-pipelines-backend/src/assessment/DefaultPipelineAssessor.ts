import type { Config } from '@backstage/config';
import {
  assessPipeline,
  type ConfiguredAccount,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  type AwsClients,
  collectEstate,
  DefaultAwsClients,
  readConfiguredAccounts,
} from 'backstage-plugin-cross-account-pipelines-node';
import type { PipelineAssessor } from './PipelineAssessor';
import { requireConfiguredPipeline } from './requireConfiguredPipeline';

/**
 * Reads AWS with the credentials that are configured for each account.
 */
export class DefaultPipelineAssessor implements PipelineAssessor {
  readonly #clients: AwsClients;
  readonly #accounts: ConfiguredAccount[];

  static fromConfig(config: Config): DefaultPipelineAssessor {
    return new DefaultPipelineAssessor({
      clients: DefaultAwsClients.fromConfig(config),
      accounts: readConfiguredAccounts(config),
    });
  }

  private constructor(options: {
    clients: AwsClients;
    accounts: ConfiguredAccount[];
  }) {
    this.#clients = options.clients;
    this.#accounts = options.accounts;
  }

  async assess(options: {
    pipelineArn: string;
    signal?: AbortSignal;
  }): Promise<PipelineReport> {
    const { pipelineArn, signal } = options;
    const accounts = this.#accounts;
    requireConfiguredPipeline({ pipelineArn, accounts });
    const clients = this.#clients;
    const estate = await collectEstate({ clients, pipelineArn, signal });
    return assessPipeline({
      estate,
      pipelineArn,
      accounts: accounts.map(({ id, name, environment }) => ({
        id,
        name,
        environment,
      })),
    });
  }
}
