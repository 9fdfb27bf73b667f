import { linkRowOf } from '../__testUtils__/linkRows';
import { dev, prodEu, tools } from '../__testUtils__/reports';
import { groupByAccount } from './groupByAccount';

describe('groupByAccount', () => {
  it('says who reaches an account, the worst first', () => {
    const broken = linkRowOf({ account: prodEu, health: 'broken' });
    const fine = linkRowOf({ account: prodEu });
    const other = linkRowOf({ account: dev });
    const own = linkRowOf({ account: tools, isOwn: true, health: 'broken' });
    expect(groupByAccount([other, own, fine, broken])).toEqual([
      { account: prodEu, health: 'broken', links: [broken, fine] },
      { account: dev, health: 'healthy', links: [other] },
    ]);
  });
});
