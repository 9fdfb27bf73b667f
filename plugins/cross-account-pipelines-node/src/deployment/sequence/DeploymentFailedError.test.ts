import { DeploymentFailedError } from './DeploymentFailedError';
import { StackFailedError } from '../stack/StackFailedError';

const place = {
  account: '222222222222',
  region: 'eu-west-1',
  stackName: 'shop-target',
};

function failing(reason: string): string {
  return new DeploymentFailedError({
    phase: 'target',
    stacks: 2,
    failures: [
      {
        place,
        error: new StackFailedError({
          place,
          status: 'ROLLBACK_COMPLETE',
          resource: { logicalId: 'Key', type: 'AWS::KMS::Key', reason },
        }),
      },
    ],
  }).message;
}

it('says what to change where the reason is known', () => {
  const [, failure, advice] = failing(
    'Policy contains a statement with one or more invalid principals. (Service: Kms, Status Code: 400)',
  ).split('\n');
  expect(failure).toContain('Key (AWS::KMS::Key) failed: Policy contains');
  expect(advice).toMatch(
    /^ {2}KMS refused the key policy .* To mend it: Deploy the stacks that create those roles first/,
  );
});

it('leaves it at the reason where that is not known', () => {
  expect(failing('Out of tea').split('\n')).toHaveLength(2);
});
