import { accounts } from '../__testUtils__/accounts';
import { findPlaces } from './findPlaces';

const pipeline = { account: '111111111111', region: 'us-east-1' };
const dev = { account: '012345678901', region: 'eu-west-1' };

describe('findPlaces', () => {
  it('is the pipeline account that was chosen', () => {
    expect(
      findPlaces({ inside: 'pipeline', answers: { pipeline }, accounts: [] }),
    ).toEqual([pipeline]);
  });

  it('is the only pipeline account before one is chosen, and none of several', () => {
    const [one] = accounts.filter(({ uses }) => uses.includes('pipeline'));
    const before = { inside: 'pipeline', answers: { pipeline: {} } } as const;
    const target = { ...one, id: '333333333333', uses: ['target' as const] };
    expect(findPlaces({ ...before, accounts: [target, one] })).toEqual([
      { account: one.id, region: one.regions[0] },
    ]);
    const another = { ...one, id: '222222222222' };
    expect(findPlaces({ ...before, accounts: [one, another] })).toEqual([]);
  });

  it('is each target once', () => {
    const stages = [
      { name: 'Dev', targets: [dev, { ...dev, name: 'dev' }] },
      { name: 'Prod', targets: [pipeline] },
    ];
    expect(
      findPlaces({ inside: 'targets', answers: { stages }, accounts: [] }),
    ).toEqual([dev, pipeline]);
  });

  it('is each account that a rule names', () => {
    const rule = { environment: 'production' };
    const stages = [{ name: 'Prod', targets: [{ rule, region: 'eu-west-1' }] }];
    expect(
      findPlaces({ inside: 'targets', answers: { stages }, accounts }),
    ).toEqual(
      ['333333333333', '444444444444'].map(account => ({
        account,
        region: 'eu-west-1',
      })),
    );
  });
});
