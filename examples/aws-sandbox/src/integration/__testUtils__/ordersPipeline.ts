import { ConfigReader } from '@backstage/config';
import {
  DefaultAwsClients,
  parsePipelineSpec,
  readTemplateFolder,
  renderPipeline,
  type RenderedPipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import type { Sandbox } from '../../Sandbox';

export const TOOLS = '111111111111';
export const DEV = '012345678901';
export const STAGING = '222222222222';
export const REGION = 'eu-west-1';

/** The configuration of a portal. */
export function portalConfig(sandbox: Sandbox, own: object = {}) {
  return {
    aws: {
      mainAccount: { ...sandbox.portal },
      accountDefaults: { roleName: 'backstage-portal' },
    },
    crossAccountPipelines: {
      readerRoleName: 'backstage-reader',
      deployerRoleName: 'backstage-deployer',
      accounts: [TOOLS, DEV, STAGING].map(id => ({
        id,
        name: id,
        regions: [REGION],
      })),
      ...own,
    },
  };
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
 * A pipeline from S3 into two accounts.
 *
 * @param own - of the spec, in the place of what is here
 */
export function ordersSpec(name = 'orders', own: object = {}) {
  const target = (account: string) => ({
    account,
    region: REGION,
    deploy: {
      provider: 'CloudFormation' as const,
      stackName: name,
      templatePath: 'template.yaml',
    },
  });
  return {
    name,
    account: TOOLS,
    region: REGION,
    source: {
      provider: 'S3',
      bucket: 'sample-sources-111111111111',
      objectKey: 'orders.zip',
    },
    build: {},
    stages: [
      { name: 'Dev', targets: [target(DEV)] },
      { name: 'Staging', targets: [target(STAGING)] },
    ],
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
