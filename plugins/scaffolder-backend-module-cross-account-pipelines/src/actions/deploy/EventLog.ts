import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AccountSummary } from 'backstage-plugin-cross-account-pipelines-core';
import {
  type DeploymentEvent,
  formatDeploymentEvent,
} from 'backstage-plugin-cross-account-pipelines-node';

/**
 * Everything that happens during a deployment, resource by resource, in a file.
 */
export class EventLog {
  private written: Promise<void>;

  constructor(
    private readonly file: string,
    private readonly accounts: AccountSummary[],
  ) {
    this.written = mkdir(dirname(file), { recursive: true }).then(() => {});
    this.written.catch(() => {});
  }

  /** A log that cannot be written stops no deployment. */
  add(event: DeploymentEvent): void {
    const text = `${new Date().toISOString()} ${formatDeploymentEvent(
      event,
      this.accounts,
    )}\n`;
    this.written = this.written
      .then(() => appendFile(this.file, text))
      .catch(() => {});
  }

  /** Resolves when all is in the file. */
  async close(): Promise<void> {
    await this.written;
  }
}
