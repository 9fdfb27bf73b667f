import { ConfigReader } from '@backstage/config';
import {
  DefaultAwsClients,
  deployManifest,
  type DeployManifestOptions,
  readTemplateFolder,
  type RenderedPipeline,
  renderPipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import { parsePipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import { DEV, REGION, STAGING, TOOLS } from '../../__testUtils__/clientsOf';
import { startReachableSandbox } from '../../__testUtils__/startReachableSandbox';
import type { Sandbox } from '../../Sandbox';
import { portalConfig as configOf } from '../../seed/portalClients';
import { putSampleSources, sourceBucket } from '../../seed/sampleSource';

export { DEV, REGION, STAGING, TOOLS };

/** The configuration of a portal. */
export function portalConfig(sandbox: Sandbox, own: object = {}) {
  return configOf(sandbox, [TOOLS, DEV, STAGING], own);
}

/** Clients as the portal has them, by its configuration. */
export function portalClients(
  sandbox: Sandbox,
  own: object = {},
): DefaultAwsClients {
  return DefaultAwsClients.fromConfig(
    new ConfigReader(portalConfig(sandbox, own)),
  );
}

/**
 * Starts a sandbox with the pipeline's source bucket.
 *
 * @param options - `services`: whose sources lie there. By default none, and no
 * run gets beyond its source: the artifact bucket stays empty and can be deleted
 */
export async function startOrdersSandbox(
  options: { delay?: number; services?: string[] } = {},
): Promise<Sandbox> {
  const { services = [], ...own } = options;
  const sandbox = await startReachableSandbox(own);
  await putSampleSources({
    sandbox,
    account: TOOLS,
    region: REGION,
    services,
  });
  return sandbox;
}

/** How often to look whether the sandbox has come to an end; milliseconds. */
export const pace = { shortest: 5, longest: 50 };

/** A stage of a spec, which deploys into one account. */
export function stageIn(account: string, name: string, stackName = 'orders') {
  return {
    name,
    targets: [
      {
        account,
        region: REGION,
        deploy: {
          provider: 'CloudFormation' as const,
          stackName,
          templatePath: 'template.yaml',
        },
      },
    ],
  };
}

/**
 * A pipeline from S3 into two accounts.
 *
 * @param own - of the spec, in the place of what is here
 */
export function ordersSpec(name = 'orders', own: object = {}) {
  return {
    name,
    account: TOOLS,
    region: REGION,
    source: {
      provider: 'S3',
      bucket: sourceBucket(TOOLS),
      objectKey: 'orders.zip',
    },
    build: {},
    stages: [stageIn(DEV, 'Dev', name), stageIn(STAGING, 'Staging', name)],
    tags: { service: name },
    ...own,
  };
}

/** What the suite's own templates make of it. */
export async function renderOrders(
  name?: string,
  own?: object,
): Promise<RenderedPipeline> {
  return renderPipeline({
    spec: parsePipelineSpec(ordersSpec(name, own)),
    templates: await readTemplateFolder(),
  });
}

/**
 * Deploys it with the portal's clients, new ones for each deployment.
 *
 * @param own - options in the place of what is here
 */
export function deployOrders(
  sandbox: Sandbox,
  { manifest, files }: RenderedPipeline,
  own: Partial<DeployManifestOptions> = {},
): ReturnType<typeof deployManifest> {
  return deployManifest({
    manifest,
    templates: files,
    clients: portalClients(sandbox),
    pace,
    roleSettling: { firstWait: 20 },
    ...own,
  });
}
