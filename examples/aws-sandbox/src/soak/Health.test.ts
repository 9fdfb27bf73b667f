import { findGrowth, type Health } from './Health';

const mega = 1_000_000;

const samples = (of: (index: number) => Partial<Health>) =>
  Array.from({ length: 12 }, (_, index) => ({
    heapUsed: 100 * mega,
    external: 10 * mega,
    rss: 400 * mega,
    handles: 20,
    files: 40,
    kinds: '12 TCPSocketWrap',
    ...of(index),
  }));

describe('findGrowth', () => {
  it('is content with what is flat after a while', () => {
    const warmingUp = samples(index => ({
      heapUsed: (index < 4 ? 60 + index * 10 : 100 + (index % 3)) * mega,
      handles: 20 + (index % 5),
    }));
    expect(findGrowth(warmingUp)).toEqual([]);
  });

  it('is not content with what it cannot compare', () => {
    const few = samples(() => ({})).slice(0, 2);
    expect(() => findGrowth(few)).toThrow(
      'Nobody can tell what grew from 2 samples',
    );
  });

  it.each([
    ['heapUsed', (index: number) => ({ heapUsed: (100 + index) * mega })],
    ['handles', (index: number) => ({ handles: 20 + 4 * index })],
    ['files', (index: number) => ({ files: 40 + 3 * index })],
    ['rss', (index: number) => ({ rss: (400 + 25 * index) * mega })],
  ])('names %s that grows on', (name, of) => {
    expect(findGrowth(samples(of))).toEqual([
      expect.stringMatching(
        new RegExp(`^${name} grew from \\d+ to \\d+ \\(12 TCPSocketWrap\\)$`),
      ),
    ]);
  });
});
