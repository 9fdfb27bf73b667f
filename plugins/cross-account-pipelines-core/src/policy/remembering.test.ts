import { remembering } from './remembering';

describe('remembering', () => {
  it('makes what it is asked for once, also if that is nothing', () => {
    const make = jest.fn((text: string) =>
      text === '' ? undefined : { text },
    );
    const remember = remembering(make);
    expect(remember('a')).toEqual({ text: 'a' });
    expect(remember('a')).toBe(remember('a'));
    expect(remember('')).toBeUndefined();
    expect(remember('')).toBeUndefined();
    expect(make).toHaveBeenCalledTimes(2);
  });

  it('forgets before it remembers too much', () => {
    const make = jest.fn((text: string) => text);
    const remember = remembering(make);
    for (let i = 0; i < 4096; i++) {
      remember(String(i));
    }
    remember('0');
    expect(make).toHaveBeenCalledTimes(4096);
    remember('one more');
    remember('0');
    expect(make).toHaveBeenCalledTimes(4098);
  });
});
