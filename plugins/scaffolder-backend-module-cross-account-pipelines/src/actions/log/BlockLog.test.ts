import { BlockLog } from './BlockLog';

describe('BlockLog', () => {
  const gap = 30;
  let blocks: string[];
  let log: BlockLog;

  beforeEach(() => {
    jest.useFakeTimers();
    blocks = [];
    log = new BlockLog(text => blocks.push(text), { gap });
  });
  afterEach(() => jest.useRealTimers());

  it('writes at once what comes alone, and in one block what comes together', async () => {
    log.add('one');
    expect(blocks).toEqual(['one']);
    log.add('two');
    log.add('three');
    expect(blocks).toEqual(['one']);
    const closed = log.close();
    await jest.runAllTimersAsync();
    await closed;
    expect(blocks).toEqual(['one', 'two\nthree']);
  });

  it('leaves a gap between blocks, and after the last', async () => {
    log.add('one');
    log.add('two');
    let closed = false;
    const closing = log.close().then(() => {
      closed = true;
    });
    await jest.advanceTimersByTimeAsync(gap - 1);
    expect(blocks).toEqual(['one']);
    await jest.advanceTimersByTimeAsync(1);
    expect(blocks).toEqual(['one', 'two']);
    await jest.advanceTimersByTimeAsync(gap - 1);
    expect(closed).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await closing;
  });

  it('writes by itself what nobody waits for', async () => {
    log.add('one');
    log.add('two');
    await jest.advanceTimersByTimeAsync(gap);
    expect(blocks).toEqual(['one', 'two']);
  });
});
