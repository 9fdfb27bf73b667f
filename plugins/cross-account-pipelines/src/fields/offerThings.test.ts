import { offerThings } from './offerThings';

const say = (found: number) => `in ${found}`;

describe('offerThings', () => {
  it('puts first what every account has, and says where the rest is', () => {
    expect(
      offerThings(
        [
          [{ value: 'a' }, { value: 'b', detail: 'nodejs24.x' }],
          [{ value: 'b' }, { value: 'c' }],
        ],
        say,
      ),
    ).toEqual([
      { value: 'b', label: 'b' },
      { value: 'a', label: 'a · in 1' },
      { value: 'c', label: 'c · in 1' },
    ]);
  });

  it('calls a connection by its name, and says what is the matter with it', () => {
    const connection = { value: 'arn:…', title: 'shop', detail: 'PENDING' };
    expect(offerThings([[connection]], say)).toEqual([
      { value: 'arn:…', label: 'shop · PENDING' },
    ]);
  });
});
