import { join } from 'node:path';
import { readRecorded } from '../../fixtures/readRecorded';
import { s3BucketActions, s3ObjectActions } from './s3Actions';

it('is recorded which actions of S3 are on objects and on buckets', () => {
  const told = {
    objects: [...s3ObjectActions].sort(),
    buckets: [...s3BucketActions].sort(),
  };
  const file = join(__dirname, '../fixtures/recordedS3Actions.json');
  expect(told).toEqual(readRecorded(file, told));
});
