import { sessionName } from './sessionName';

describe('sessionName', () => {
  it.each([
    ['user:default/guest', 'user-default-guest'],
    ['user:default/jane.doe@example.com', 'user-default-jane.doe@example.com'],
    ['user:default/Zoë Müller', 'user-default-Zo--M-ller=cac69cfe1d033068'],
    ['x', 'x=2d711642b726b044'],
    [undefined, 'backstage'],
  ])('turns %s into %s', (entityRef, name) => {
    expect(sessionName(entityRef)).toBe(name);
  });

  it('keeps users apart of whom one is called as another is shown', () => {
    const long = `user:default/${'a'.repeat(80)}`;
    const shown = [
      'user:default/a-b',
      'user:default-a/b',
      'user-default:a/b',
      'user:default/a=b',
      'user:default/a/b',
      long,
      `${long}b`,
      'backstage:x/y',
    ].map(sessionName);
    const shownAgain = shown.map(name => sessionName(`user:default/${name}`));
    const all = [...shown, ...shownAgain, sessionName()];
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter(name => !/^[\w+=,.@-]{2,64}$/.test(name))).toEqual([]);
  });

  it('cuts what is too long and keeps two users apart', () => {
    const long = `user:default/${'a'.repeat(80)}`;
    const [one, two] = [`${long}1`, `${long}2`].map(sessionName);
    expect(one).toMatch(/^[\w+=,.@-]{64}$/);
    expect(two).toMatch(/^[\w+=,.@-]{64}$/);
    expect(one).not.toBe(two);
  });
});
