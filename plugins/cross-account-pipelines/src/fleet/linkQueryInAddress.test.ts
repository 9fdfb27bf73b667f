import {
  type FleetView,
  readFleetView,
  toLinkQuery,
  writeFleetView,
} from './linkQueryInAddress';

const everything: FleetView = {
  query: {
    health: ['broken', 'unknown'],
    account: ['012345678901'],
    environment: ['production & more'],
    region: ['eu-west-1'],
    owner: ['group:default/orders-team'],
    system: ['system:default/shop'],
    entity: ['component:default/orders'],
    hop: ['H6'],
    rule: ['key-without-rotation'],
    text: 'pay=1&x',
    sort: 'since',
    descending: true,
  },
  within: '7d',
  by: 'account',
};

describe('the address of the fleet page', () => {
  it.each([
    ['everything', everything],
    ['nothing', { query: {}, by: 'link' } as FleetView],
    [
      'an order',
      { query: { sort: 'entity', descending: false }, by: 'link' } as FleetView,
    ],
  ])('keeps %s', (_, view) => {
    const text = writeFleetView(view).toString();
    expect(readFleetView(new URLSearchParams(text))).toEqual(view);
  });

  it('takes nothing from an address that nobody could have meant', () => {
    expect(
      readFleetView(
        new URLSearchParams(
          'health=ill&health=broken&sort=colour&within=toString&order=up&by=x&account=',
        ),
      ),
    ).toEqual({ query: { health: ['broken'] }, by: 'link' });
  });

  it('counts time back from now', () => {
    const now = Date.parse('2026-11-20T14:05:00.000Z');
    expect(toLinkQuery({ query: {}, within: '1d', by: 'link' }, now)).toEqual({
      since: '2026-11-19T14:05:00.000Z',
    });
  });
});
