import { HOME_REGION, TOOLS } from '../src/seed/samplePipelines';
import { sourceBucket } from '../src/seed/sampleSource';

/** Ids of accounts that the sandbox does not have by itself. */
export function manyAccounts(count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    String(700_000_000_001 + index),
  );
}

/** A pipeline into many accounts, all in one stage. */
export function fleetSpec(name: string, accounts: string[]): object {
  return {
    name,
    account: TOOLS,
    region: HOME_REGION,
    source: {
      provider: 'S3',
      bucket: sourceBucket(TOOLS),
      objectKey: `${name}.zip`,
    },
    build: {},
    deploy: {
      provider: 'CloudFormation',
      stackName: name,
      templatePath: 'template.yaml',
    },
    deployRole: {
      statements: [{ Effect: 'Allow', Action: 'sns:*', Resource: '*' }],
    },
    organization: { id: 'o-sandbox0001' },
    stages: [
      {
        name: 'Production',
        targets: accounts.map(account => ({ account, region: HOME_REGION })),
      },
    ],
  };
}
