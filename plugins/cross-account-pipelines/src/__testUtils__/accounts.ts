import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { dev, prodEu, prodUs, staging, tools } from './reports';

/** The accounts of the example portal. */
export const accounts: ConfiguredAccount[] = [
  { ...tools, uses: ['pipeline'], regions: ['eu-west-1', 'us-east-1'] },
  { ...dev, uses: ['target'], regions: ['eu-west-1', 'us-east-1'] },
  { ...staging, uses: ['target'], regions: ['eu-west-1', 'us-east-1'] },
  { ...prodEu, uses: ['target'], regions: ['eu-west-1'] },
  { ...prodUs, uses: ['target'], regions: ['us-east-1', 'eu-west-1'] },
];
