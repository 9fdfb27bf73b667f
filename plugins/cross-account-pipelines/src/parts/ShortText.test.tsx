import { render } from '@testing-library/react';
import { ShortText } from './ShortText';

describe('ShortText', () => {
  it.each([
    ['Nothing to see.', 'Nothing to see.'],
    [
      'The key policy of arn:aws:kms:eu-west-1:111111111111:key/58b08e3e-1324 does not allow it.',
      'The key policy of 58b08e3e-1324 does not allow it.',
    ],
    [
      'Let arn:aws:iam::222222222222:role/team/orders-action, not arn:aws-cn:s3:::artifacts.',
      'Let orders-action, not artifacts.',
    ],
    [
      'It names arn:aws:iam::333333333333:root.',
      'It names arn:aws:iam::333333333333:root.',
    ],
  ])('shortens %j', (text, shown) => {
    const { container } = render(<ShortText text={text} />);
    expect(container.textContent).toBe(shown);
  });

  it('has the ARN at hand', () => {
    const arn = 'arn:aws:iam::222222222222:role/orders-action';
    const { getByTitle } = render(<ShortText text={`See ${arn}.`} />);
    expect(getByTitle(arn)).toHaveTextContent('orders-action');
  });
});
