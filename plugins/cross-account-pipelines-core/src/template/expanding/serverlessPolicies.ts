type Parameters = Record<string, unknown>;

interface Template {
  parameters: readonly string[];
  actions: readonly string[];
  /** With `${…}` of the parameters. */
  resources: readonly string[];
}

const bucket = [
  'arn:${AWS::Partition}:s3:::${BucketName}',
  'arn:${AWS::Partition}:s3:::${BucketName}/*',
];

const key = [
  'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/${KeyId}',
];

/** The ones that have a part in pipelines. */
const templates: Record<string, Template | undefined> = {
  S3ReadPolicy: {
    parameters: ['BucketName'],
    actions: [
      's3:GetObject',
      's3:ListBucket',
      's3:GetBucketLocation',
      's3:GetObjectVersion',
      's3:GetLifecycleConfiguration',
    ],
    resources: bucket,
  },
  S3WritePolicy: {
    parameters: ['BucketName'],
    actions: [
      's3:PutObject',
      's3:PutObjectAcl',
      's3:PutLifecycleConfiguration',
    ],
    resources: bucket,
  },
  S3CrudPolicy: {
    parameters: ['BucketName'],
    actions: [
      's3:GetObject',
      's3:ListBucket',
      's3:GetBucketLocation',
      's3:GetObjectVersion',
      's3:PutObject',
      's3:PutObjectAcl',
      's3:GetLifecycleConfiguration',
      's3:PutLifecycleConfiguration',
      's3:DeleteObject',
    ],
    resources: bucket,
  },
  KMSDecryptPolicy: {
    parameters: ['KeyId'],
    actions: ['kms:Decrypt'],
    resources: key,
  },
  KMSEncryptPolicy: {
    parameters: ['KeyId'],
    actions: ['kms:Encrypt'],
    resources: key,
  },
  LambdaInvokePolicy: {
    parameters: ['FunctionName'],
    actions: ['lambda:InvokeFunction'],
    resources: [
      'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${FunctionName}*',
    ],
  },
  CodePipelineLambdaExecutionPolicy: {
    parameters: [],
    actions: [
      'codepipeline:PutJobSuccessResult',
      'codepipeline:PutJobFailureResult',
    ],
    resources: ['*'],
  },
  CodePipelineReadOnlyPolicy: {
    parameters: ['PipelineName'],
    actions: [
      'codepipeline:GetPipeline',
      'codepipeline:GetPipelineState',
      'codepipeline:GetPipelineExecution',
      'codepipeline:ListPipelineExecutions',
      'codepipeline:ListActionExecutions',
      'codepipeline:ListTagsForResource',
    ],
    resources: [
      'arn:${AWS::Partition}:codepipeline:${AWS::Region}:${AWS::AccountId}:${PipelineName}',
    ],
  },
  StepFunctionsExecutionPolicy: {
    parameters: ['StateMachineName'],
    actions: ['states:StartExecution'],
    resources: [
      'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:${StateMachineName}',
    ],
  },
  SNSPublishMessagePolicy: {
    parameters: ['TopicName'],
    actions: ['sns:Publish'],
    resources: [
      'arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:${TopicName}',
    ],
  },
};

/**
 * What a policy template of the serverless transform stands for; nothing for
 * those that are not known here.
 *
 * See `serverless-application-model/latest/developerguide/serverless-policy-template-list`.
 */
export function serverlessPolicy(
  name: string,
  parameters: Parameters,
): unknown {
  const template = Object.hasOwn(templates, name) ? templates[name] : undefined;
  if (
    !template ||
    template.parameters.some(each => parameters[each] === undefined)
  ) {
    return undefined;
  }
  const own = Object.fromEntries(
    template.parameters.map(each => [each, parameters[each]]),
  );
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: [...template.actions],
        Resource: template.resources.map(resource =>
          resource === '*' ? resource : { 'Fn::Sub': [resource, own] },
        ),
      },
    ],
  };
}
