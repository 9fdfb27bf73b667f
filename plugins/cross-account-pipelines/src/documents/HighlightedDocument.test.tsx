import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { HighlightedDocument } from './HighlightedDocument';

const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Sid: 'One' }, { Sid: 'Two', Effect: 'Deny' }],
});

describe('HighlightedDocument', () => {
  const user = userEvent.setup();

  it('marks the statement in its document', async () => {
    renderInTestApp(
      <HighlightedDocument label="Two" document={policy} statement="Two" />,
    );
    await user.click(
      await screen.findByRole('button', { name: 'The whole document' }),
    );
    const document = screen.getByRole('region', { name: 'Two' });
    expect(JSON.parse(document.textContent!)).toEqual(JSON.parse(policy));
    expect(JSON.parse(document.querySelector('mark')!.textContent!)).toEqual({
      Sid: 'Two',
      Effect: 'Deny',
    });
  });

  it('shows nothing where the statement is not in it', async () => {
    renderInTestApp(
      <>
        <HighlightedDocument label="x" document={policy} statement="Three" />
        <p>after</p>
      </>,
    );
    await screen.findByText('after');
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});
