/** Actions whose resource is another than one would think. */
const SHAPES: Array<[RegExp, string]> = [
  [
    /^states:(?:DescribeExecution|StopExecution|GetExecutionHistory)$/i,
    'the executions of the state machine (arn:aws:states:…:execution:<state machine>:*, not the ARN of the state machine)',
  ],
  [/^states:/i, 'the state machine'],
  [
    /^s3:(?:List|GetBucket|HeadBucket)/i,
    'the bucket itself (arn:aws:s3:::bucket)',
  ],
  [/^s3:\w*Object/i, 'the objects (arn:aws:s3:::bucket/*)'],
  [/^kms:/i, 'the key ARN (an alias never matches)'],
  [
    /^secretsmanager:/i,
    'the whole ARN of the secret, with the six characters at its end (…:secret:name-??????)',
  ],
  [
    /^(?:ecr:GetAuthorizationToken|ecs:(?:RegisterTaskDefinition|DescribeTaskDefinition|ListTasks)|lambda:ListFunctions|cloudformation:ValidateTemplate|ec2:Describe\w+|elasticloadbalancing:Describe\w+|sts:GetServiceBearerToken)$/i,
    '* (this action takes no narrower resource)',
  ],
  [/^logs:/i, 'the log group and its streams (…:log-group:name:*)'],
  [
    /^ssm:SendCommand$/i,
    'the instances and the document, which it is asked for both',
  ],
  [/^lambda:/i, 'the function and its versions (…:function:name and …:*)'],
  [/^cloudformation:/i, 'the stack (…:stack/name/*)'],
  [/^eks:/i, 'the cluster'],
  [/^codebuild:/i, 'the build project'],
];

/** What kind of resource an action is about, where a text names none. */
export function resourceShape(action: string): string | undefined {
  return SHAPES.find(([pattern]) => pattern.test(action))?.[1];
}
