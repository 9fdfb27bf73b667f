import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  crossAccountPipelinesDeployPermission,
  type RecordedSpec,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { PipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import { foldSpec } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  digestOfTemplates,
  type PipelineGuardrails,
  type PipelineRecord,
  readDeployedPipeline,
  readTemplateFolder,
} from 'backstage-plugin-cross-account-pipelines-node';
import type { RouteServices } from '../routes/RouteServices';

/** Fields of a spec that the platform team says, whatever the form says. */
const guarded: Record<keyof PipelineGuardrails['spec'], true> = {
  deployRole: true,
  organization: true,
  permissionsBoundary: true,
};

/** A person waits for it. Milliseconds. */
const PATIENCE = 15_000;

/**
 * What made a pipeline, for somebody who may deploy for the service that it
 * belongs to and sees all of its accounts: a change that starts from less would
 * drop what he does not see.
 *
 * @throws NotFoundError when he may not know of the pipeline, or its stack does
 * not say what made it
 * @throws NotAllowedError when he may not deploy for it, or does not see all
 */
export async function readSpecFor(
  options: { pipelineArn: string; credentials: BackstageCredentials },
  {
    access,
    owners,
    planning,
  }: Pick<RouteServices, 'access' | 'owners' | 'planning'>,
): Promise<RecordedSpec> {
  const { pipelineArn, credentials } = options;
  await owners.require({
    pipelineArn,
    permission: crossAccountPipelinesDeployPermission,
    credentials,
  });
  const { record } = await readDeployedPipeline({
    clients: planning.clients,
    pipelineArn,
    purpose: 'read',
    onBehalfOf: access.isService(credentials)
      ? undefined
      : access.nameOf(credentials),
    signal: AbortSignal.timeout(PATIENCE),
  });
  const { spec } = record;
  const seen = new Set(
    (await access.listAccounts(credentials)).map(({ id }) => id),
  );
  if (accountsOf(spec).some(account => !seen.has(account))) {
    throw new NotAllowedError(
      `${pipelineArn} reaches accounts that the portal does not let you see; somebody who sees all of them has to change it`,
    );
  }
  return {
    pipelineArn,
    templates: {
      origin: record.templates.origin,
      ...(await compareTemplates(record, planning.templates)),
    },
    spec: Object.fromEntries(
      Object.entries(foldSpec(spec)).filter(
        ([name]) => !Object.hasOwn(guarded, name),
      ),
    ),
  };
}

/** @param folder - of the platform team's own templates */
async function compareTemplates(
  { templates, spec }: PipelineRecord,
  folder: string | undefined,
): Promise<Pick<RecordedSpec['templates'], 'areCurrent'>> {
  try {
    const digest = digestOfTemplates(await readTemplateFolder(folder), spec);
    return { areCurrent: templates.digest === digest };
  } catch {
    return {};
  }
}

function accountsOf({ account, stages }: PipelineSpec): string[] {
  return [
    account,
    ...stages.flatMap(({ targets }) => targets.map(each => each.account)),
  ];
}
