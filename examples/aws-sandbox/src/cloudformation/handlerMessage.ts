import { randomUUID } from 'node:crypto';
import { Refusal, ServiceError } from '../front/ServiceError';

const services: Record<string, string> = {
  CloudFormation: 'CloudFormation',
  CodeBuild: 'CodeBuild',
  CodeDeploy: 'CodeDeploy',
  CodePipeline: 'CodePipeline',
  CodeStarConnections: 'CodeStarConnections',
  IAM: 'Iam',
  KMS: 'Kms',
  Logs: 'CloudWatchLogs',
  S3: 'S3',
  SNS: 'Sns',
  SSM: 'Ssm',
};

function handlerCode(error: ServiceError): string {
  if (error instanceof Refusal && error.kind === 'AccessDenied') {
    return 'AccessDenied';
  }
  if (/AlreadyExists|AlreadyOwnedByYou|PipelineNameInUse/.test(error.code)) {
    return 'AlreadyExists';
  }
  if (/NoSuch|NotFound/.test(error.code)) {
    return 'NotFound';
  }
  return /LimitExceeded/.test(error.code)
    ? 'ServiceLimitExceeded'
    : 'InvalidRequest';
}

/**
 * The reason of a failed resource as CloudFormation words it: the service's
 * message with the service, and the kind of failure.
 */
export function handlerMessage(resourceType: string, error: unknown): string {
  if (!(error instanceof ServiceError)) {
    return error instanceof Error ? error.message : String(error);
  }
  if (error.code === 'ValidationError' && !(error instanceof Refusal)) {
    return error.message;
  }
  const [, service] = resourceType.split('::');
  const code = handlerCode(error);
  const status = code === 'AccessDenied' ? 403 : error.status;
  return `Resource handler returned message: "${error.message} (Service: ${
    services[service] ?? service
  }, Status Code: ${status}, Request ID: ${randomUUID()})" (RequestToken: ${randomUUID()}, HandlerErrorCode: ${code})`;
}
