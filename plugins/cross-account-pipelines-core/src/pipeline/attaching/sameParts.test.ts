import { sameParts } from './sameParts';

describe('sameParts', () => {
  it.each<[string, unknown, unknown]>([
    ['the order of keys', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['an empty list', { a: 1, inputArtifacts: [] }, { a: 1 }],
    ['an empty object', { a: 1, configuration: {} }, { a: 1 }],
    ['what is undefined', { a: 1, region: undefined }, { a: 1 }],
    ['what is null', { a: 1, region: null }, { a: 1 }],
    ['a run order of 1', { a: 1, runOrder: 1 }, { a: 1 }],
    ['defaults within lists', [{ runOrder: 1, b: [{}] }], [{ b: [{}] }]],
  ])('does not mind %s', (_, one, other) => {
    expect(sameParts(one, other)).toBe(true);
    expect(sameParts(other, one)).toBe(true);
  });

  it.each<[string, unknown, unknown]>([
    ['another value', { a: 1 }, { a: 2 }],
    ['a further one', { a: 1 }, { a: 1, b: 2 }],
    ['a run order of 2', { a: 1, runOrder: 2 }, { a: 1 }],
    ['another order', [1, 2], [2, 1]],
    ['what is empty but a text', { a: '' }, {}],
    ['what is 1 but no run order', { timeout: 1 }, {}],
    ['something within', { a: { b: [1] } }, { a: { b: [2] } }],
    ['a list for its only item', [1], 1],
  ])('minds %s', (_, one, other) => {
    expect(sameParts(one, other)).toBe(false);
  });
});
