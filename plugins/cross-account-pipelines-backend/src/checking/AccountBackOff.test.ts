import { AccountBackOff } from './AccountBackOff';

const account = '012345678901';

describe('AccountBackOff', () => {
  it('waits after three failures in a row, longer each time, and not for ever', () => {
    const backOff = new AccountBackOff({ interval: 100 });
    expect(backOff.failed(account, 0)).toBeUndefined();
    expect(backOff.failed(account, 0)).toBeUndefined();
    const waits: number[] = [];
    let now = 0;
    for (let times = 0; times < 7; times++) {
      const until = backOff.failed(account, now)!;
      expect(backOff.isWaiting(account, until - 1)).toBe(true);
      expect(backOff.isWaiting(account, until)).toBe(false);
      waits.push(until - now);
      now = until;
    }
    expect(waits).toEqual([100, 200, 400, 800, 1600, 1600, 1600]);
  });

  it('starts again as soon as a check succeeds', () => {
    const backOff = new AccountBackOff({ interval: 100 });
    backOff.failed(account, 0);
    backOff.failed(account, 0);
    backOff.succeeded(account);
    expect(backOff.failed(account, 0)).toBeUndefined();
    expect(backOff.isWaiting(account, 0)).toBe(false);
  });

  it('counts for nothing what was under way when it was decided', () => {
    const backOff = new AccountBackOff({ interval: 100 });
    const until = [1, 2, 3, 4, 5].map(() => backOff.failed(account, 0));
    expect(until).toEqual([undefined, undefined, 100, undefined, undefined]);
    expect(backOff.failed(account, 100)).toBe(300);
  });

  it('leaves other accounts as they are', () => {
    const backOff = new AccountBackOff({ interval: 100 });
    [1, 2, 3].forEach(() => backOff.failed(account, 0));
    expect(backOff.isWaiting('222222222222', 0)).toBe(false);
  });
});
