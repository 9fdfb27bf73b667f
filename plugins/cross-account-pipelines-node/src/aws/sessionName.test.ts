import { sessionName } from './sessionName';

describe('sessionName', () => {
  it.each([
    ['user:default/guest', 'user-default-guest'],
    ['user:default/jane.doe@example.com', 'user-default-jane.doe@example.com'],
    ['user:default/Zoë Müller', 'user-default-Zo--M-ller'],
    ['x', 'x-'],
    [undefined, 'backstage'],
  ])('turns %s into %s', (entityRef, name) => {
    expect(sessionName(entityRef)).toBe(name);
  });

  it('cuts what is too long and keeps two users apart', () => {
    const long = `user:default/${'a'.repeat(80)}`;
    const [one, two] = [`${long}1`, `${long}2`].map(sessionName);
    expect(one).toMatch(/^[\w+=,.@-]{64}$/);
    expect(two).toMatch(/^[\w+=,.@-]{64}$/);
    expect(one).not.toBe(two);
  });
});
