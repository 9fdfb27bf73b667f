import { createHop, createReport } from '../__testUtils__/createReport';
import { rememberSince } from './rememberSince';

const first = '2026-11-20T10:00:00.000Z';
const second = '2026-11-20T10:10:00.000Z';
const third = '2026-11-20T10:20:00.000Z';

function sinceAfter(
  readings: Array<[string, Parameters<typeof createHop>[1]]>,
): string | undefined {
  const last = readings.reduce<ReturnType<typeof createReport> | undefined>(
    (previous, [readAt, health]) =>
      rememberSince({
        report: createReport({ readAt, linkHops: [createHop('key', health)] }),
        previous,
      }),
    undefined,
  );
  return last!.links[0].hops[0].since;
}

describe('rememberSince', () => {
  it('starts with the reading that first found a hop broken', () => {
    expect(sinceAfter([[first, 'broken']])).toBe(first);
    expect(
      sinceAfter([
        [first, 'healthy'],
        [second, 'broken'],
        [third, 'broken'],
      ]),
    ).toBe(second);
  });

  it('starts again after the hop was better', () => {
    expect(
      sinceAfter([
        [first, 'broken'],
        [second, 'warning'],
        [third, 'broken'],
      ]),
    ).toBe(third);
  });

  it('goes on while the hop cannot be read', () => {
    expect(
      sinceAfter([
        [first, 'broken'],
        [second, 'unknown'],
        [third, 'broken'],
      ]),
    ).toBe(first);
    expect(sinceAfter([[first, 'unknown']])).toBeUndefined();
  });

  it('says since when a hop has been a warning, which is another time', () => {
    const warned: Parameters<typeof sinceAfter>[0] = [
      [first, 'broken'],
      [second, 'warning'],
    ];
    expect(sinceAfter(warned)).toBe(second);
    expect(sinceAfter([...warned, [third, 'warning']])).toBe(second);
    expect(sinceAfter([...warned, [third, 'unknown']])).toBeUndefined();
  });

  it.each(['healthy', 'pending'] as const)(
    'says nothing of a hop that is %s',
    health => {
      expect(
        sinceAfter([
          [first, 'broken'],
          [second, health],
        ]),
      ).toBeUndefined();
    },
  );

  it('keeps the hops of the pipeline itself apart from those of its links', () => {
    const previous = rememberSince({
      report: createReport({
        readAt: first,
        hops: [createHop('H0', 'broken')],
        linkHops: [createHop('key', 'healthy')],
      }),
    });
    const report = rememberSince({
      report: createReport({
        readAt: second,
        hops: [createHop('H0', 'broken')],
        linkHops: [createHop('key', 'broken')],
      }),
      previous,
    });
    expect(report.hops[0].since).toBe(first);
    expect(report.links[0].hops[0].since).toBe(second);
  });
});
