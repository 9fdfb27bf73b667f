import { ServiceError } from '../front/ServiceError';

export const validationError = (message: string) =>
  new ServiceError('ValidationError', message);

export const alreadyExists = (message: string) =>
  new ServiceError('AlreadyExistsException', message);

export const insufficientCapabilities = (capabilities: string[]) =>
  new ServiceError(
    'InsufficientCapabilitiesException',
    `Requires capabilities : [${capabilities.join(', ')}]`,
  );

export const noSuchStack = (nameOrId: string) =>
  validationError(`Stack with id ${nameOrId} does not exist`);

export const changeSetNotFound = (name: string) =>
  new ServiceError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, {
    status: 404,
  });
