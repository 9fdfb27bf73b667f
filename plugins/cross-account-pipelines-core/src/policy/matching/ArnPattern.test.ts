import { ArnPattern } from './ArnPattern';
import { FALSE, TRUE, UNKNOWN } from './Truth';
import { Wildcard } from './Wildcard';

function compile(text: string, verbatim = false) {
  return ArnPattern.compile([{ text, verbatim }]);
}

describe('ArnPattern', () => {
  it.each([
    'arn:aws:s3:::artifacts/*',
    'arn:aws:logs:*',
    'arn:aws:iam::111111111111:role/*',
  ])('is any pattern where only the end of %s is open', text => {
    expect(compile(text)).toBeInstanceOf(Wildcard);
  });

  it('takes a star of a value for itself', () => {
    expect(compile('arn:aws:sqs:*:1:jobs', true)).toBeInstanceOf(Wildcard);
  });

  it.each([
    ['arn:aws:sqs:eu-west-1:*:jobs', 'arn:aws:sqs:eu-west-1:1:jobs', TRUE],
    ['arn:aws:sqs:eu-west-1:*:jobs', 'arn:aws:sqs:eu-west-1:1:2:jobs', FALSE],
    ['arn:aws:sqs:eu-*:1:jobs', 'arn:aws:sqs:eu-west-1:2:1:jobs', TRUE],
    ['arn:aws:sqs:eu-*:1:jobs', 'arn:aws:sqs:eu-west-1:2:x:jobs', FALSE],
    ['arn:aws:sqs:*:1:jobs*', 'arn:aws:sqs:eu:1:jobs:1:jobs', TRUE],
    ['arn:aws:sqs:eu-*x:1:jobs', 'arn:aws:sqs:eu-west-1:x:1:jobs', FALSE],
    ['arn:aws:sqs:e?:1:jobs', 'arn:aws:sqs:eu:1:jobs', TRUE],
    ['arn:aws:sqs:*:*', 'arn:aws:sqs:eu-west-1:1:jobs', TRUE],
    ['arn:*:sqs:*', 'arn:aws:sqs:eu-west-1:1:jobs', TRUE],
    ['arn:aws:sqs:*:*:*', 'arn:aws:sqs', FALSE],
    ['arn:aws:iam:*:role/x', 'arn:aws:iam::1:role/x', UNKNOWN],
    ['arn:aws:iam:*:role/x', 'arn:aws:iam::1:role/y', FALSE],
    ['arn:*', 'arn:aws:iam::1:role/y', true],
  ])('%s fits %s: %s', (pattern, text, expected) => {
    expect(compile(pattern).matches(text)).toBe(expected);
  });
});
