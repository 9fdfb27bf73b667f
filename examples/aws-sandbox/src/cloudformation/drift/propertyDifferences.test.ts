import { propertyDifferences } from './propertyDifferences';

describe('propertyDifferences', () => {
  it.each([
    [{ A: 1 }, { A: 1 }, []],
    [{ A: { B: ['x'] } }, { A: { B: ['x'] } }, []],
    [
      { A: { B: ['x', 'y'] } },
      { A: { B: ['x', 'z'] } },
      [{ path: '/A/B/1', type: 'NOT_EQUAL', expected: 'y', actual: 'z' }],
    ],
    [
      { A: ['x'] },
      { A: ['x', 'y'] },
      [{ path: '/A/1', type: 'ADD', actual: 'y' }],
    ],
    [
      { A: { B: 1 } },
      { A: {} },
      [{ path: '/A/B', type: 'REMOVE', expected: 1 }],
    ],
    [
      { A: 'x' },
      { A: ['x'] },
      [{ path: '/A', type: 'NOT_EQUAL', expected: 'x', actual: ['x'] }],
    ],
    [{ A: 'x' }, {}, [{ path: '/A', type: 'REMOVE', expected: 'x' }]],
  ])('compares %j with %j', (expected, actual, differences) => {
    expect(propertyDifferences(expected, actual)).toEqual(differences);
  });
});
