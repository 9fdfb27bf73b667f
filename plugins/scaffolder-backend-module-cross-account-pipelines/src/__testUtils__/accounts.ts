import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';

/** The accounts of the examples. */
export const accounts: ConfiguredAccount[] = [
  {
    id: '111111111111',
    name: 'tools',
    regions: ['eu-west-1', 'us-east-1'],
    uses: ['pipeline'],
  },
  {
    id: '012345678901',
    name: 'dev',
    regions: ['eu-west-1'],
    uses: ['target'],
  },
  {
    id: '222222222222',
    name: 'staging',
    environment: 'production',
    tags: { tier: 'canary' },
    regions: ['eu-west-1'],
    uses: ['target'],
  },
  {
    id: '333333333333',
    name: 'prod-eu',
    environment: 'production',
    regions: ['eu-west-1'],
    uses: ['target'],
  },
];
