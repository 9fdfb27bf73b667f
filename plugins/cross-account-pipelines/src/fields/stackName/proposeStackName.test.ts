import { proposeStackName } from './proposeStackName';

describe('proposeStackName', () => {
  it.each([
    ['component:default/orders', 'orders'],
    ['orders', 'orders'],
    ['component:shop/search_api.v2', 'search-api-v2'],
    ['component:default/2nd-orders-', 'nd-orders'],
    [`component:default/${'o'.repeat(200)}`, 'o'.repeat(128)],
    ['component:default/123', undefined],
    ['', undefined],
    [undefined, undefined],
    [{ name: 'orders' }, undefined],
    ['/', undefined],
  ])('makes of %j %j', (entityRef, name) => {
    expect(proposeStackName(entityRef)).toBe(name);
  });
});
