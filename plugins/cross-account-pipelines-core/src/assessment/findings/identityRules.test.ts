import { wrongResource } from './identityRules';

const read = (Resource: string) =>
  wrongResource({ Effect: 'Allow', Action: ['s3:GetObject'], Resource });

it('takes an object action on a bucket for a mistake', () => {
  expect(read('arn:aws:s3:::artifacts')?.text).toContain('means the bucket');
});

it('does not where nobody knows how the resource goes on', () => {
  expect(read('arn:aws:s3:::artifacts{{the plan does not say}}')).toBe(
    undefined,
  );
});
