import { BlockLog } from './BlockLog';

describe('BlockLog', () => {
  it('writes at once what comes alone, and in one block what comes together', async () => {
    const blocks: string[] = [];
    const log = new BlockLog(text => blocks.push(text), { gap: 20 });
    log.add('one');
    expect(blocks).toEqual(['one']);
    log.add('two');
    log.add('three');
    expect(blocks).toEqual(['one']);
    await log.close();
    expect(blocks).toEqual(['one', 'two\nthree']);
  });

  it('leaves a gap between blocks, and after the last', async () => {
    const gap = 30;
    const times: number[] = [];
    const log = new BlockLog(() => times.push(performance.now()), { gap });
    log.add('one');
    log.add('two');
    await log.close();
    const [first, second] = times;
    expect(times).toHaveLength(2);
    expect(second - first).toBeGreaterThanOrEqual(gap - 1);
    expect(performance.now() - second).toBeGreaterThanOrEqual(gap - 1);
  });

  it('writes by itself what nobody waits for', async () => {
    const written = new Promise<string>(resolve => {
      const log = new BlockLog(
        text => {
          if (text !== 'one') {
            resolve(text);
          }
        },
        { gap: 5 },
      );
      log.add('one');
      log.add('two');
    });
    await expect(written).resolves.toBe('two');
  });
});
