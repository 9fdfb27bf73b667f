/**
 * What services are called in actions (the IAM prefix) and in service principals
 * (before `.amazonaws.com`) alike, of those that pipelines and their errors have
 * to do with.
 */
export const wellKnownServices: readonly string[] =
  `aoss apigateway appconfig appmesh appsync athena backup batch bedrock
  cloudformation cloudfront cloudtrail cloudwatch codeartifact codebuild
  codecommit codeconnections codedeploy codeguru-reviewer codepipeline
  codestar cognito-idp config controltower devicefarm dynamodb ec2 ecr ecs eks
  elasticache elasticbeanstalk elasticfilesystem events firehose glue
  guardduty iam inspector inspector2 kinesis kms lakeformation lambda logs
  opsworks organizations pipes ram rds redshift resource-groups route53
  route53domains s3 s3-object-lambda sagemaker scheduler secretsmanager
  securityhub serverlessrepo servicecatalog servicediscovery ses signer sns
  sqs ssm sso states sts synthetics transfer waf wafv2 xray`.split(/\s+/);
