import { InputError, NotFoundError } from '@backstage/errors';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * Stops at a pipeline in an account that the portal was not told to work in:
 * whoever can edit a catalog file can name any ARN.
 *
 * @throws InputError when the text is not the ARN of a pipeline
 * @throws NotFoundError when its account is not configured
 */
export function requireConfiguredPipeline(options: {
  pipelineArn: string;
  accounts: ConfiguredAccount[];
}): void {
  const { pipelineArn, accounts } = options;
  const parts = parsePipelineArn(pipelineArn);
  if (!parts) {
    throw new InputError(
      `${JSON.stringify(
        pipelineArn,
      )} is not the ARN of a pipeline; expected arn:aws:codepipeline:<Region>:<account>:<name>`,
    );
  }
  if (!accounts.some(({ id }) => id === parts.account)) {
    throw new NotFoundError(
      `Account ${parts.account} of pipeline ${parts.name} is not configured; add it under crossAccountPipelines.accounts in app-config`,
    );
  }
}
