import {
  parsePipelineSpec,
  type PipelineSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import { sourceBucket } from './sampleSource';

export const TOOLS = '111111111111';
export const DEV = '012345678901';
export const STAGING = '222222222222';
export const PROD_EU = '333333333333';
export const PROD_US = '444444444444';

export const accountIds = [TOOLS, DEV, STAGING, PROD_EU, PROD_US];

export const HOME_REGION = 'eu-west-1';

/** What the sample service's stack is made of. */
const deployRole = {
  statements: [
    {
      Sid: 'Topics',
      Effect: 'Allow' as const,
      Action: [
        'sns:CreateTopic',
        'sns:DeleteTopic',
        'sns:GetTopicAttributes',
        'sns:ListTagsForResource',
        'sns:SetTopicAttributes',
        'sns:TagResource',
        'sns:UntagResource',
      ],
      Resource: 'arn:aws:sns:*:${AWS::AccountId}:*',
    },
    {
      Sid: 'Parameters',
      Effect: 'Allow' as const,
      Action: [
        'ssm:AddTagsToResource',
        'ssm:DeleteParameter',
        'ssm:GetParameters',
        'ssm:ListTagsForResource',
        'ssm:PutParameter',
        'ssm:RemoveTagsFromResource',
      ],
      Resource: 'arn:aws:ssm:*:${AWS::AccountId}:parameter/*',
    },
  ],
};

/**
 * A pipeline that builds the sample service and deploys it stage by stage, one
 * account each.
 */
export function samplePipeline(options: {
  name: string;
  stages: Array<{ name: string; account: string; approval?: string }>;
}): PipelineSpec {
  const { name, stages } = options;
  return parsePipelineSpec({
    name,
    account: TOOLS,
    region: HOME_REGION,
    source: {
      provider: 'S3',
      bucket: sourceBucket(TOOLS),
      objectKey: `${name}.zip`,
    },
    build: {},
    stages: stages.map(({ name: stage, account, approval }) => ({
      name: stage,
      ...(approval && { approval: { message: approval } }),
      targets: [
        {
          account,
          region: HOME_REGION,
          deploy: {
            provider: 'CloudFormation',
            stackName: name,
            templatePath: 'template.yaml',
          },
        },
      ],
    })),
    deployRole,
    tags: { 'backstage-component': `component:default/${name}` },
  });
}
