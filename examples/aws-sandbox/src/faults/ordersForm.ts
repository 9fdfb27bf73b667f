import { sourceBucket } from '../seed/sampleSource';
import { dev, region, staging, tools } from './startWorld';

/** What a person fills in. */
export const ordersForm = {
  component: 'component:default/orders',
  sourceProvider: 'S3',
  sourceBucket: sourceBucket(tools),
  sourceObjectKey: 'orders.zip',
  build: true,
  pipeline: { account: tools, region },
  stages: [
    { name: 'Dev', targets: [{ account: dev, region }] },
    { name: 'Staging', targets: [{ account: staging, region }] },
  ],
  deployProvider: 'CloudFormation',
  stackName: 'orders',
  templatePath: 'template.yaml',
  allowUnknown: true,
};
