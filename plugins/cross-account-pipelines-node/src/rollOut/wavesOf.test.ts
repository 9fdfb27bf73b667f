import { wavesOf } from './wavesOf';

describe('wavesOf', () => {
  const arns = ['a', 'b', 'c', 'd', 'e'];

  it.each<[number, number, string[][]]>([
    [1, 2, [['a'], ['b', 'c'], ['d', 'e']]],
    [
      2,
      10,
      [
        ['a', 'b'],
        ['c', 'd', 'e'],
      ],
    ],
    [
      0,
      3,
      [
        ['a', 'b', 'c'],
        ['d', 'e'],
      ],
    ],
    [9, 1, [arns]],
  ])('%d canaries, then %d at a time', (canary, wave, expected) => {
    expect(wavesOf(arns, { canary, wave })).toEqual(expected);
  });

  it('are none of nothing', () => {
    expect(wavesOf([], { canary: 1, wave: 10 })).toEqual([]);
  });
});
