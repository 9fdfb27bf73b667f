import { screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityPageOf } from '../__testUtils__/entityPage';
import { linkRowOf } from '../__testUtils__/linkRows';
import { ReachingList } from '../account/ReachingList';

const minutesAgo = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();

describe('OldReading', () => {
  const render = (readAt: string) =>
    renderInTestApp(
      <ReachingList links={[linkRowOf({ readAt })]} />,
      entityPageOf({}),
    );

  it('says of a link that nobody could read lately when it was read', async () => {
    render(minutesAgo(180));
    expect(await screen.findByText(/^not checked since/)).toHaveTextContent(
      'not checked since 3 hours ago',
    );
  });

  it('says nothing of the others', async () => {
    render(minutesAgo(10));
    expect(await screen.findByText('checkout')).toBeInTheDocument();
    expect(screen.queryByText(/^not checked since/)).not.toBeInTheDocument();
  });
});
