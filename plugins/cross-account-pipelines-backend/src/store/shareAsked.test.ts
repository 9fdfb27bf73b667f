import { createDeferred } from '@backstage/types';
import { shareAsked } from './shareAsked';

describe('shareAsked', () => {
  it('asks once for what several want at the same time, and again later', async () => {
    const share = shareAsked<number>();
    const held = createDeferred<number>();
    const ask = jest.fn(() => held);
    const both = Promise.all([share('a', ask), share('a', ask)]);
    const other = share('b', async () => 2);
    expect(ask).toHaveBeenCalledTimes(1);
    held.resolve(1);
    await expect(both).resolves.toEqual([1, 1]);
    await expect(other).resolves.toBe(2);
    await expect(share('a', async () => 3)).resolves.toBe(3);
  });

  it('keeps an answer for as long as it is as good as new, and no failure', async () => {
    jest.useFakeTimers({ now: 0 });
    const share = shareAsked<number>({ keptFor: 1000 });
    const fail = async () => {
      throw new Error('gone');
    };
    await expect(share('a', fail)).rejects.toThrow('gone');
    await expect(share('a', async () => 1)).resolves.toBe(1);
    jest.setSystemTime(999);
    await expect(share('a', async () => 2)).resolves.toBe(1);
    await expect(share('b', async () => 3)).resolves.toBe(3);
    jest.setSystemTime(1000);
    await expect(share('a', async () => 2)).resolves.toBe(2);
    jest.useRealTimers();
  });

  it('tells all of a failure, and asks again', async () => {
    const share = shareAsked<number>();
    const fail = async () => {
      throw new Error('gone');
    };
    const both = [share('a', fail), share('a', fail)];
    for (const each of both) {
      await expect(each).rejects.toThrow('gone');
    }
    await expect(share('a', async () => 1)).resolves.toBe(1);
  });
});
