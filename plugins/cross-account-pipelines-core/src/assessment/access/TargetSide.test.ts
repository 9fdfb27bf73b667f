import { emptyAccount, type Estate } from '../../estate';
import type { AccessHop } from '../../pipeline';
import { EstateView } from '../EstateView';
import { targetOf } from './TargetSide';

const account = '222222222222';

describe('a bucket that no template makes', () => {
  const judge = (purpose: string, origin: Estate['origin'] = 'predicted') =>
    targetOf(
      {
        target: {
          type: 'bucket',
          name: 'b',
          arn: 'arn:aws:s3:::b',
          account,
          region: 'eu-west-1',
          purpose,
        },
      } as AccessHop,
      new EstateView({
        origin,
        accounts: { [account]: { ...emptyAccount(account), complete: true } },
      }),
      '111111111111',
    );

  it.each([
    ['service bucket', 'observed'],
    ['artifact bucket', 'predicted'],
    ['destination bucket', 'predicted'],
  ] as const)('is missing as %s (%s)', (purpose, origin) => {
    expect(judge(purpose, origin)).toMatchObject({ health: 'broken' });
  });

  it('is made with no policy of its own by the service that uses it', () => {
    expect(judge('service bucket')).not.toHaveProperty('health');
    expect(judge('service bucket')).toMatchObject({ policy: undefined });
  });
});
