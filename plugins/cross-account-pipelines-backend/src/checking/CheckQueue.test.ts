import { CheckQueue } from './CheckQueue';

const of = (account: string, name: string) =>
  `arn:aws:codepipeline:eu-west-1:${account.repeat(12)}:${name}`;

describe('CheckQueue', () => {
  it('lets others go first while an account has enough under way', () => {
    const queue = new CheckQueue([
      of('1', 'a'),
      of('1', 'b'),
      of('1', 'c'),
      of('2', 'd'),
      of('1', 'e'),
    ]);
    const first = [queue.take(), queue.take(), queue.take()];
    expect(first).toEqual([of('1', 'a'), of('1', 'b'), of('2', 'd')]);
    queue.done(of('1', 'a'));
    expect(queue.take()).toBe(of('1', 'c'));
  });

  it('keeps nobody waiting for the sake of accounts that have nothing to check', () => {
    const queue = new CheckQueue(['a', 'b', 'c'].map(name => of('1', name)));
    const all = [queue.take(), queue.take(), queue.take(), queue.take()];
    expect(all).toEqual([of('1', 'a'), of('1', 'b'), of('1', 'c'), undefined]);
  });
});
