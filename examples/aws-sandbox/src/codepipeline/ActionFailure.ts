import { randomUUID } from 'node:crypto';
import { Refusal, ServiceError } from '../front/ServiceError';
import { AssumeRoleError } from './assumeRoles';
import type { ActionError } from './Execution';

/**
 * An action cannot go on.
 */
export class ActionFailure extends Error {
  constructor(readonly code: string, message: string) {
    super(message);
  }
}

/** Services whose denials are called otherwise. */
const xmlServices = ['AmazonCloudFormation', 'Amazon S3', 'AmazonEC2'];

/**
 * A service's error with what CodePipeline appends to it.
 */
export function withService(service: string, error: ServiceError): string {
  const isDenial = error instanceof Refusal && error.kind === 'AccessDenied';
  const jsonDenial = !xmlServices.includes(service);
  const code = isDenial && jsonDenial ? 'AccessDeniedException' : error.code;
  const status = isDenial && !jsonDenial ? 403 : error.status;
  return `${
    error.message
  } (Service: ${service}; Status Code: ${status}; Error Code: ${code}; Request ID: ${randomUUID()}; Proxy: null)`;
}

/**
 * Why an action failed, as `GetPipelineState` shows it.
 */
export function toActionError(error: unknown): ActionError {
  if (error instanceof ActionFailure) {
    return { code: error.code, message: error.message };
  }
  if (error instanceof AssumeRoleError) {
    return { code: 'PermissionError', message: error.message };
  }
  if (error instanceof Refusal && error.kind === 'AccessDenied') {
    return { code: 'PermissionError', message: error.message };
  }
  return {
    code: error instanceof ServiceError ? 'JobFailed' : 'InternalError',
    message: error instanceof Error ? error.message : String(error),
  };
}
