import { ServiceError } from '../front/ServiceError';

export const noSuchBucket = (name: string) =>
  new ServiceError('NoSuchBucket', 'The specified bucket does not exist', {
    status: 404,
    members: { BucketName: name },
  });

export const noSuchKey = (key: string) =>
  new ServiceError('NoSuchKey', 'The specified key does not exist.', {
    status: 404,
    members: { Key: key },
  });

export const invalidArgument = (message: string) =>
  new ServiceError('InvalidArgument', message);

export const malformedPolicy = (message: string) =>
  new ServiceError('MalformedPolicy', message);
