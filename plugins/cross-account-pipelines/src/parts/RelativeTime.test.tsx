import { act } from 'react';
import { screen, waitFor } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { RelativeTime } from './RelativeTime';

const now = new Date('2026-11-20T14:07:00.000Z');

describe('RelativeTime', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now, advanceTimers: true });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const render = async (moment: string) => {
    const { container } = renderInTestApp(<RelativeTime moment={moment} />);
    return waitFor(() => {
      const time = container.querySelector('time');
      expect(time).toBeInTheDocument();
      return time!;
    });
  };

  it.each([
    ['2026-11-20T14:06:30.000Z', 'just now'],
    ['2026-11-20T14:05:00.000Z', '2 minutes ago'],
    ['2026-11-20T11:30:00.000Z', '2 hours ago'],
    ['2026-11-19T13:00:00.000Z', 'yesterday'],
    ['2026-11-10T14:07:00.000Z', '10 days ago'],
    ['2026-08-20T14:07:00.000Z', '3 months ago'],
    ['2024-11-01T14:07:00.000Z', '2 years ago'],
    // The clock of the backend may be ahead.
    ['2026-11-20T14:07:20.000Z', 'just now'],
  ])('says %s as "%s"', async (moment, words) => {
    const time = await render(moment);
    expect(time).toHaveTextContent(words);
    expect(time).toHaveAttribute('datetime', moment);
  });

  it('keeps the exact moment, with its zone, for those who hover', async () => {
    const time = await render('2026-11-20T14:05:00.000Z');
    expect(time.title).toMatch(/November 20, 2026.*05:00.*(UTC|GMT|[A-Z]+T)/);
  });

  it('stays up to date', async () => {
    const time = await render('2026-11-20T14:06:30.000Z');
    expect(time).toHaveTextContent('just now');
    act(() => {
      jest.advanceTimersByTime(45_000);
    });
    expect(time).toHaveTextContent('1 minute ago');
  });

  it('shows what is no moment as it is', async () => {
    renderInTestApp(<RelativeTime moment="some time" />);
    expect(await screen.findByText('some time')).toBeInTheDocument();
  });
});
