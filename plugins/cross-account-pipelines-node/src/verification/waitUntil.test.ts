import { waitUntil } from './waitUntil';

describe('waitUntil', () => {
  it('asks until there is an answer', async () => {
    const ask = jest
      .fn<Promise<string | undefined>, []>()
      .mockResolvedValueOnce(undefined)
      .mockResolvedValueOnce(undefined)
      .mockResolvedValue('here');
    await expect(
      waitUntil({ ask, timeout: 10_000, interval: 1 }),
    ).resolves.toBe('here');
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it('asks once at least, and ends without an answer in time', async () => {
    const ask = jest.fn(async () => undefined);
    await expect(
      waitUntil({ ask, timeout: 0, interval: 1 }),
    ).resolves.toBeUndefined();
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('asks nothing when it was stopped before, and no more once it is', async () => {
    const ask = jest.fn(async () => undefined);
    await expect(
      waitUntil({
        ask,
        timeout: 10_000,
        interval: 1,
        signal: AbortSignal.abort(),
      }),
    ).rejects.toThrow('aborted');
    expect(ask).not.toHaveBeenCalled();

    const stop = new AbortController();
    ask.mockImplementation(async () => stop.abort() as undefined);
    await expect(
      waitUntil({
        ask,
        timeout: 10_000,
        interval: 5_000,
        signal: stop.signal,
      }),
    ).rejects.toThrow('aborted');
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
