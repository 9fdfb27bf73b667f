import { HopSwitch } from './HopSwitch';

function documentOf(content: unknown) {
  let current = content;
  return {
    id: 'document',
    read: () => current,
    write: (changed: unknown) => {
      current = changed;
    },
  };
}

const without = (word: string) => (document: unknown) =>
  (document as string[]).filter(each => each !== word);

describe('HopSwitch', () => {
  it('mends what was broken, in any order', () => {
    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ]) {
      const document = documentOf(['a', 'b', 'c']);
      const hops = new HopSwitch();
      hops.break('a', [{ document, edit: without('a') }]);
      hops.break('b', [{ document, edit: without('b') }]);
      expect(document.read()).toEqual(['c']);
      expect(hops.broken).toEqual(['a', 'b']);
      hops.mend(order[0]);
      expect(document.read()).toEqual([order[0], 'c'].sort());
      hops.mend(order[1]);
      expect(document.read()).toEqual(['a', 'b', 'c']);
      expect(hops.broken).toEqual([]);
    }
  });

  it('leaves what another hand has written since', () => {
    const document = documentOf(['a', 'b']);
    const hops = new HopSwitch();
    hops.break('a', [{ document, edit: without('a') }]);
    document.write(['new']);
    hops.mend('a');
    expect(document.read()).toEqual(['new']);
    expect(hops.broken).toEqual([]);
  });

  it('takes away again what there was not', () => {
    const document = documentOf(undefined);
    const hops = new HopSwitch();
    hops.break('a', [{ document, edit: () => ['made'] }]);
    expect(document.read()).toEqual(['made']);
    hops.mend('a');
    expect(document.read()).toBeUndefined();
  });

  it('does nothing for what is not broken', () => {
    expect(() => new HopSwitch().mend('a')).not.toThrow();
  });
});
