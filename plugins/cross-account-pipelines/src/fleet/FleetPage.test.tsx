import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type {
  CrossAccountPipelinesApi,
  LinkQuery,
} from 'backstage-plugin-cross-account-pipelines-common';
import { accounts } from '../__testUtils__/accounts';
import { entityPageOf } from '../__testUtils__/entityPage';
import { linkRowOf } from '../__testUtils__/linkRows';
import { dev, prodEu } from '../__testUtils__/reports';
import { FleetPage } from './FleetPage';
import { saveFile } from './saveFile';

jest.mock('./saveFile', () => ({ saveFile: jest.fn() }));

const broken = linkRowOf({
  account: prodEu,
  health: 'broken',
  hop: {
    id: '333333333333/key',
    hop: 'H6',
    sentence: 'checkout-action in 333333333333 may use the artifact key',
    reason: 'Key policy in 111111111111 does not let 333333333333 decrypt',
  },
});

function Address() {
  return <output>{useLocation().search}</output>;
}

describe('FleetPage', () => {
  const user = userEvent.setup();

  // jsdom lays nothing out: the table is as high as it would be on a screen.
  beforeEach(() => {
    jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
    jest
      .spyOn(HTMLElement.prototype, 'offsetHeight', 'get')
      .mockReturnValue(44);
    jest.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1200);
  });
  afterEach(() => jest.restoreAllMocks());

  const render = (
    address = '/fleet',
    api: Partial<CrossAccountPipelinesApi> = {},
  ) => {
    const queryLinks = jest.fn(async (_query: LinkQuery) => ({
      items: [broken, linkRowOf()],
      totalItems: 2,
    }));
    renderInTestApp(
      <>
        <FleetPage />
        <Address />
      </>,
      {
        ...entityPageOf({
          queryLinks,
          listAccounts: async () => accounts,
          ...api,
        }),
        initialRouteEntries: [address],
      },
    );
    return queryLinks;
  };

  const asked = (queryLinks: jest.Mock) => queryLinks.mock.lastCall[0];

  it('lists links and leads to the hop that breaks one', async () => {
    render();
    expect(await screen.findByText('2 links')).toBeInTheDocument();
    const table = await screen.findByRole('table', {
      name: 'Links of all pipelines',
    });
    expect(table).toHaveAttribute('aria-rowcount', '3');
    const row = await within(table).findByRole('row', { name: /prod-eu/ });
    expect(row).toHaveTextContent('333333333333');
    expect(row).toHaveTextContent('production');
    expect(
      within(row).getByRole('link', { name: /does not let/ }),
    ).toHaveAttribute(
      'href',
      expect.stringMatching(
        /^\/catalog\/default\/component\/checkout\/pipelines\?pipeline=.*&hop=333333333333%2Fkey$/,
      ),
    );
  });

  it('asks for what the address says', async () => {
    const queryLinks = render(
      '/fleet?health=broken&account=333333333333&text=pay&sort=since&order=desc&rule=x',
    );
    await screen.findByText('2 links');
    expect(asked(queryLinks)).toMatchObject({
      health: ['broken'],
      account: ['333333333333'],
      text: 'pay',
      sort: 'since',
      descending: true,
      rule: ['x'],
    });
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    await waitFor(() =>
      expect(asked(queryLinks)).toEqual({
        sort: 'since',
        descending: true,
        limit: 200,
      }),
    );
  });

  it('puts what was typed and how it is sorted into the address', async () => {
    const queryLinks = render();
    await screen.findByText('2 links');
    await user.type(screen.getByLabelText('Search'), 'pay');
    await waitFor(() => expect(asked(queryLinks).text).toBe('pay'));
    await user.click(screen.getByRole('button', { name: 'Since' }));
    await waitFor(() => expect(asked(queryLinks).sort).toBe('since'));
    expect(screen.getByText('?text=pay&sort=since&order=asc')).toBeVisible();
    expect(screen.getByRole('columnheader', { name: 'Since' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );
  });

  it('makes only the rows in view, and asks for more where they end', async () => {
    const all = Array.from({ length: 10_000 }, (_, index) =>
      linkRowOf({ pipelineArn: `arn:aws:codepipeline:x:1:${index}` }),
    );
    const queryLinks = jest.fn(async ({ cursor = '0', limit }: LinkQuery) => {
      const start = Number(cursor);
      const end = start + limit!;
      return {
        items: all.slice(start, end),
        totalItems: all.length,
        nextCursor: end < all.length ? String(end) : undefined,
      };
    });
    render('/fleet', { queryLinks });
    const table = await screen.findByRole('table');
    expect(table).toHaveAttribute('aria-rowcount', '10001');
    await waitFor(() =>
      expect(within(table).getAllByRole('row').length).toBeGreaterThan(10),
    );
    expect(within(table).getAllByRole('row').length).toBeLessThan(60);
    expect(queryLinks).toHaveBeenCalledTimes(1);
  });

  it('says who reaches an account', async () => {
    render('/fleet?by=account');
    await user.click(
      await screen.findByRole('button', {
        name: /prod-eu.*reached by one link/,
      }),
    );
    expect(screen.getByRole('link', { name: /does not let/ })).toBeVisible();
  });

  it.each(['CSV', 'JSON'])('exports all pages as %s', async type => {
    const saved: string[] = [];
    jest
      .mocked(saveFile)
      .mockImplementation((_name, _type, text) => saved.push(text));
    render('/fleet', {
      queryLinks: async ({ cursor }) => ({
        items: [linkRowOf(cursor ? { account: dev } : { account: prodEu })],
        totalItems: 2,
        nextCursor: cursor ? undefined : 'two',
      }),
    });
    await screen.findByText('2 links');
    await user.click(screen.getByRole('button', { name: 'Export' }));
    await user.click(await screen.findByRole('menuitem', { name: type }));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]).toContain('012345678901');
    expect(saved[0]).toContain('333333333333');
  });

  it('keeps a view under a name', async () => {
    render('/fleet?health=broken');
    await screen.findByText('2 links');
    await user.click(screen.getByRole('button', { name: 'Save this view' }));
    await user.type(screen.getByLabelText('Name of the view'), 'Broken');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(
      await screen.findByRole('button', { name: 'Forget Broken' }),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    await user.click(screen.getByRole('button', { name: /Saved views/ }));
    await user.click(await screen.findByRole('option', { name: 'Broken' }));
    expect(await screen.findByText('?health=broken')).toBeInTheDocument();
  });

  it('explains an error that somebody pastes', async () => {
    render();
    await user.click(
      await screen.findByRole('button', { name: /^Paste an error/ }),
    );
    await user.click(screen.getByLabelText('Error text'));
    await user.paste(
      'User: arn:aws:sts::111111111111:assumed-role/service/1 is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/action',
    );
    await user.click(screen.getByRole('button', { name: 'Explain' }));
    expect(
      (await screen.findAllByText('Hop H1, gate Enter')).length,
    ).toBeGreaterThan(0);
  });

  it('says what it takes to see links, and tries again', async () => {
    const refused = Object.assign(new Error('Ask the platform team.'), {
      name: 'NotAllowedError',
    });
    render('/fleet', {
      queryLinks: jest.fn().mockRejectedValueOnce(refused).mockResolvedValue({
        items: [],
        totalItems: 0,
      }),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Ask the platform team. You need the permission cross-account-pipelines.report.read.',
    );
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('No link matches.')).toBeInTheDocument();
  });
});
