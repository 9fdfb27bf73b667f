import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { accounts } from '../../__testUtils__/accounts';
import { renderForm } from '../../__testUtils__/renderForm';

describe('PipelineAccountField', () => {
  const user = userEvent.setup();
  const fields = ['pipeline' as const];
  const two = [
    ...accounts,
    {
      id: '000000000012',
      name: 'tools-us',
      uses: ['pipeline' as const, 'target' as const],
      regions: ['us-west-2', 'us-east-1'],
    },
  ];

  const choose = async (label: RegExp, option: string | RegExp) => {
    await user.click(await screen.findByRole('button', { name: label }));
    await user.click(await screen.findByRole('option', { name: option }));
  };

  const create = async () => {
    await user.click(screen.getByRole('button', { name: 'Review' }));
    await user.click(await screen.findByRole('button', { name: 'Create' }));
  };

  it('proposes the only account there is, in its first Region', async () => {
    const { onCreate } = renderForm({
      fields,
      listAccounts: async () => accounts,
    });

    const group = await screen.findByRole('group', {
      name: 'Where the pipeline lives',
    });
    await within(group).findByText('pipeline', { selector: 'em' });
    expect(group).toHaveTextContent('Choose the pipeline account');
    expect(
      await screen.findByRole('button', {
        name: /tools · 111111111111.*Account/,
      }),
    ).toBeInTheDocument();
    expect(
      within(group).getByRole('button', { name: /eu-west-1.*Region/ }),
    ).toBeInTheDocument();

    await create();
    expect(onCreate).toHaveBeenCalledWith({
      pipeline: { account: '111111111111', region: 'eu-west-1' },
    });
  });

  it('leaves the choice where there are several, and keeps zeros', async () => {
    const { onCreate } = renderForm({ fields, listAccounts: async () => two });

    const region = await screen.findByRole('button', { name: /Region/ });
    expect(region).toBeDisabled();
    await choose(/Choose an account.*Account/, 'tools-us · 000000000012');
    await choose(/us-west-2.*Region/, 'us-east-1');
    await create();
    expect(onCreate).toHaveBeenCalledWith({
      pipeline: { account: '000000000012', region: 'us-east-1' },
    });
  });

  it('keeps the Region when another account has it too', async () => {
    renderForm({
      fields,
      listAccounts: async () => two,
      initialState: {
        pipeline: { account: '111111111111', region: 'us-east-1' },
      },
    });
    await choose(/tools · 111111111111.*Account/, 'tools-us · 000000000012');
    expect(
      screen.getByRole('button', { name: /us-east-1.*Region/ }),
    ).toBeInTheDocument();
    await choose(/us-east-1.*Region/, 'us-west-2');
    await choose(/tools-us · 000000000012.*Account/, 'tools · 111111111111');
    expect(
      screen.getByRole('button', { name: /eu-west-1.*Region/ }),
    ).toBeInTheDocument();
  });

  it('offers accounts for pipelines only', async () => {
    renderForm({ fields, listAccounts: async () => two });
    await user.click(
      await screen.findByRole('button', { name: /Choose an account/ }),
    );
    expect(
      (await screen.findAllByRole('option')).map(option => option.textContent),
    ).toEqual(['tools · 111111111111', 'tools-us · 000000000012']);
  });

  it.each([
    [
      'an account that is not configured',
      { account: '999999999999', region: 'eu-west-1' },
      'No pipeline may be created in account 999999999999',
    ],
    [
      'an account for targets',
      { account: '012345678901', region: 'eu-west-1' },
      'No pipeline may be created in account 012345678901',
    ],
    [
      'an id that lost its zero',
      { account: 12345678901, region: 'eu-west-1' },
      '"12345678901" is not an account id of twelve digits',
    ],
    [
      'a Region that the account does not have',
      { account: '111111111111', region: 'mars-north-1' },
      'Region mars-north-1 is not configured for account tools (111111111111)',
    ],
    ['nothing', {}, 'Choose the account and the Region of the pipeline'],
  ])('does not let %s through', async (_, pipeline, message) => {
    const { onCreate } = renderForm({
      fields,
      listAccounts: async () => two,
      initialState: { pipeline },
    });
    await screen.findByRole('button', { name: /Account/ });
    await user.click(screen.getByRole('button', { name: 'Review' }));
    expect(
      (await screen.findAllByText(new RegExp(escape(message))))[0],
    ).toBeVisible();
    expect(onCreate).not.toHaveBeenCalled();
    expect(
      screen.queryByRole('button', { name: 'Create' }),
    ).not.toBeInTheDocument();
  });

  it('says that it loads, that it failed, and tries again', async () => {
    let fail!: (error: Error) => void;
    const listAccounts = jest
      .fn()
      .mockReturnValueOnce(new Promise((_, reject) => (fail = reject)))
      .mockResolvedValue(accounts);
    renderForm({ fields, listAccounts });

    expect(
      await screen.findByRole('progressbar', { name: 'Loading the accounts…' }),
    ).toBeInTheDocument();
    fail(new Error('The backend is away'));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The accounts could not be loadedThe backend is away',
    );
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('button', { name: /tools · 111111111111/ }),
    ).toBeInTheDocument();
  });

  it('says whom to ask where no account is configured', async () => {
    renderForm({
      fields,
      listAccounts: async () =>
        accounts.filter(({ uses }) => !uses.includes('pipeline')),
    });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('No account is configured for pipelines');
    expect(alert).toHaveTextContent('crossAccountPipelines.accounts');
  });
});

function escape(text: string): string {
  return text.replace(/[()"]/g, '\\$&');
}
