import { attachmentName } from './attachmentName';

it('keeps a name that stacks and roles can have', () => {
  expect(attachmentName('shop-orders')).toBe('shop-orders');
});

it.each(['Orders_Console', 'a.b@c', '7-days', '___', 'x'.repeat(100)])(
  'makes one of %s that nothing else gets',
  name => {
    const made = attachmentName(name);
    expect(made).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
    expect(made.length).toBeLessThanOrEqual(90);
    expect(attachmentName(`${name.slice(0, -1)}q`)).not.toBe(made);
  },
);
