import { ServiceError } from '../front/ServiceError';

export const noSuchEntity = (message: string) =>
  new ServiceError('NoSuchEntity', message, { status: 404 });

export const noSuchRole = (name: string) =>
  noSuchEntity(`The role with name ${name} cannot be found.`);

export const alreadyExists = (message: string) =>
  new ServiceError('EntityAlreadyExists', message, { status: 409 });

export const limitExceeded = (message: string) =>
  new ServiceError('LimitExceeded', message, { status: 409 });

export const deleteConflict = (message: string) =>
  new ServiceError('DeleteConflict', message, { status: 409 });

export const malformedPolicy = (message: string) =>
  new ServiceError('MalformedPolicyDocument', message);

/** What only AWS may use. */
export const invalidInput = (message: string) =>
  new ServiceError('InvalidInput', message);

export const invalid = (message: string) =>
  new ServiceError('ValidationError', message);
