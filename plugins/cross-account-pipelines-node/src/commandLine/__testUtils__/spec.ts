/** A pipeline with a build that deploys to two accounts. */
export const spec = {
  name: 'orders',
  account: '111111111111',
  region: 'eu-west-1',
  source: { provider: 'S3', bucket: 'sample-sources', objectKey: 'orders.zip' },
  build: {},
  deploy: {
    provider: 'CloudFormation',
    stackName: 'orders',
    templatePath: 'template.yaml',
  },
  deployRole: {
    statements: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }],
  },
  stages: [
    {
      name: 'Dev',
      targets: [{ account: '012345678901', region: 'eu-west-1' }],
    },
    {
      name: 'Prod',
      approval: true,
      targets: [{ account: '333333333333', region: 'eu-west-1' }],
    },
  ],
};
