import { matchesPattern } from './matchesPattern';

const event = {
  source: 'aws.s3',
  resources: ['arn:aws:s3:::a', 'arn:aws:s3:::b'],
  detail: { bucket: { name: 'sources' }, object: { key: 'orders.zip' } },
};

describe('matchesPattern', () => {
  it.each<[object, boolean]>([
    [{}, true],
    [{ source: ['aws.s3', 'aws.ecr'] }, true],
    [{ source: ['aws.ecr'] }, false],
    [{ resources: ['arn:aws:s3:::b'] }, true],
    [{ detail: { bucket: { name: ['sources'] } } }, true],
    [{ detail: { bucket: { name: ['other'] } } }, false],
    [{ detail: { nothing: { name: ['x'] } } }, false],
    [{ detail: { object: { key: [{ prefix: 'orders' }] } } }, true],
    [{ detail: { object: { key: [{ suffix: '.zip' }] } } }, true],
    [{ detail: { object: { key: [{ suffix: '.tar' }] } } }, false],
    [{ source: [{ 'anything-but': ['aws.ecr'] }] }, true],
    [{ source: [{ 'anything-but': 'aws.s3' }] }, false],
    [{ detail: { reason: [{ exists: false }] } }, true],
    [{ detail: { bucket: [{ exists: false }] } }, false],
    [{ source: [{ cidr: '10.0.0.0/8' }] }, false],
    [{ source: 'aws.s3' }, false],
  ])('%j: %s', (pattern, expected) => {
    expect(matchesPattern(event, pattern)).toBe(expected);
  });
});
