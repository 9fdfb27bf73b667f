import { ipRangeContains, parseIpRange } from './IpRange';

function contains(range: string, address: string): boolean {
  return ipRangeContains(parseIpRange(range)!, parseIpRange(address)!);
}

describe('IpRange', () => {
  it.each([
    ['203.0.113.0/24', '203.0.113.255', true],
    ['203.0.113.0/24', '203.0.114.0', false],
    ['203.0.113.5', '203.0.113.5', true],
    ['203.0.113.5', '203.0.113.4', false],
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['203.0.113.77/24', '203.0.113.1', true],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['128.0.0.0/1', '127.255.255.255', false],
    ['10.0.0.0/17', '10.0.127.255', true],
    ['10.0.0.0/17', '10.0.128.0', false],
    ['2001:db8::/32', '2001:DB8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::', false],
    ['2001:db8::1', '2001:db8:0:0:0:0:0:1', true],
    ['::/0', '::1', true],
    ['::/0', '10.0.0.1', false],
    ['::ffff:10.0.0.0/112', '::ffff:10.0.1.2', true],
    ['10.0.0.0/8', '10.0.0.0/16', true],
    ['10.0.0.0/16', '10.0.0.0/8', false],
  ])('%s contains %s: %j', (range, address, expected) => {
    expect(contains(range, address)).toBe(expected);
  });

  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '1.2.3.0004',
    '1.2.3.x',
    '1.2.3.a',
    '1.2.3.4/33',
    '1.2.3.4/',
    '1.2.3.4/8/8',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '1:2:3:4:5:6:7::8',
    '12345::',
    '::g',
    '::/129',
    'AWS Internal',
    '203.0.113.*',
    '1'.repeat(1000),
  ])('does not take %j for an address', text => {
    expect(parseIpRange(text)).toBeUndefined();
  });
});
