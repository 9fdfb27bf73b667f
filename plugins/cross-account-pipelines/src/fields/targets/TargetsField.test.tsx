import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { accounts } from '../../__testUtils__/accounts';
import { renderForm } from '../../__testUtils__/renderForm';

const proposal = [
  {
    name: 'development',
    targets: [{ name: 'dev', account: '012345678901', region: 'eu-west-1' }],
  },
  {
    name: 'staging',
    targets: [
      { name: 'staging', account: '222222222222', region: 'eu-west-1' },
    ],
  },
  {
    name: 'production',
    approval: { message: 'Go on to production?' },
    targets: [
      { name: 'prod-eu', account: '333333333333', region: 'eu-west-1' },
      { name: 'prod-us', account: '444444444444', region: 'us-east-1' },
    ],
  },
];

describe('TargetsField', () => {
  const user = userEvent.setup();

  const render = (options?: {
    initialState?: Record<string, unknown>;
    accounts?: ConfiguredAccount[];
  }) =>
    renderForm({
      fields: ['stages'],
      listAccounts: async () => options?.accounts ?? accounts,
      initialState: options?.initialState,
    });

  const stage = (name: string | RegExp) => screen.findByRole('group', { name });

  const stageNames = () =>
    screen
      .getAllByRole('group', { name: /^Stage/ })
      .map(group => group.getAttribute('aria-label'));

  const review = () =>
    user.click(screen.getByRole('button', { name: 'Review' }));

  const create = async () => {
    await review();
    await user.click(await screen.findByRole('button', { name: 'Create' }));
  };

  it('proposes a stage for each environment', async () => {
    const { onCreate } = render();
    await stage('Stage 3: production');
    expect(stageNames()).toEqual([
      'Stage 1: development',
      'Stage 2: staging',
      'Stage 3: production',
    ]);
    await create();
    expect(onCreate).toHaveBeenCalledWith({ stages: proposal });
  });

  it('shows the accounts by name and id for review', async () => {
    render();
    await stage('Stage 3: production');
    expect(
      within(await stage(/production/)).getByRole('switch', {
        name: 'Wait for approval first',
      }),
    ).toBeChecked();
    await review();
    const shown = await screen.findByText('What it deploys to');
    expect(shown.closest('tr')).toHaveTextContent(
      /name: production.*approval: message: Go on to production\?.*name: prod-eu.*account: 333333333333.*region: eu-west-1.*name: prod-us/,
    );
  });

  it('keeps what was chosen when someone comes back to it', async () => {
    const stages = [proposal[1]];
    const { onCreate } = render({ initialState: { stages } });
    await stage('Stage 1: staging');
    await create();
    expect(onCreate).toHaveBeenCalledWith({ stages });
  });

  it('switches approval on and off, with a question for reviewers', async () => {
    const { onCreate } = render();
    const approval = within(await stage(/production/)).getByRole('switch');
    // Proposed: nothing goes to production unasked.
    expect(approval).toBeChecked();
    await user.click(approval);
    expect(approval).not.toBeChecked();
    await user.click(approval);
    const question = screen.getByRole('textbox', {
      name: 'What reviewers are asked',
    });
    expect(question).toHaveValue('Go on to production?');
    await user.clear(question);
    await user.type(question, 'Ship it?');
    await user.click(within(await stage(/staging/)).getByRole('switch'));
    await user.click(within(await stage(/staging/)).getByRole('switch'));
    await create();
    expect(onCreate).toHaveBeenCalledWith({
      stages: [
        proposal[0],
        proposal[1],
        { ...proposal[2], approval: { message: 'Ship it?' } },
      ],
    });
  });

  it('asks for approval without a question too', async () => {
    const stages = [{ ...proposal[1], approval: { message: 'Go?' } }];
    const { onCreate } = render({ initialState: { stages } });
    await stage(/staging/);
    await user.clear(screen.getByRole('textbox', { name: /reviewers/ }));
    expect(screen.getByRole('switch')).toBeChecked();
    await create();
    expect(onCreate).toHaveBeenCalledWith({
      stages: [{ ...proposal[1], approval: true }],
    });
  });

  it('chooses another Region, of those that are free', async () => {
    const { onCreate } = render();
    await stage(/development/);
    await user.click(screen.getByRole('button', { name: /Region of dev/ }));
    expect(
      (await screen.findAllByRole('option')).map(option => option.textContent),
    ).toEqual(['eu-west-1', 'us-east-1']);
    await user.click(screen.getByRole('option', { name: 'us-east-1' }));
    expect(
      screen.queryByRole('button', { name: /Region of prod-eu/ }),
    ).not.toBeInTheDocument();
    await create();
    expect(onCreate).toHaveBeenCalledWith({
      stages: [
        {
          name: 'development',
          targets: [
            { name: 'dev', account: '012345678901', region: 'us-east-1' },
          ],
        },
        proposal[1],
        proposal[2],
      ],
    });
  });

  it('moves an account from one stage to another', async () => {
    const { onCreate } = render();
    const production = await stage(/production/);
    const add = { name: /Add an account/ };
    await user.click(within(production).getByRole('button', add));
    // prod-eu has one Region, which is in use.
    expect(
      (await screen.findAllByRole('option')).map(option => option.textContent),
    ).toEqual([
      'dev · 012345678901 · development',
      'staging · 222222222222 · staging',
      'prod-us · 444444444444 · production',
      'Every account of the environment development',
      'Every account of the environment staging',
      'Every account of the environment production',
    ]);
    await user.keyboard('{Escape}');

    await user.click(
      screen.getByRole('button', {
        name: 'Remove prod-us in us-east-1 from production',
      }),
    );
    await user.click(within(await stage(/staging/)).getByRole('button', add));
    await user.click(await screen.findByRole('option', { name: /prod-us/ }));
    await create();
    expect(onCreate).toHaveBeenCalledWith({
      stages: [
        proposal[0],
        {
          name: 'staging',
          targets: [...proposal[1].targets, proposal[2].targets[1]],
        },
        {
          name: 'production',
          approval: { message: 'Go on to production?' },
          targets: [proposal[2].targets[0]],
        },
      ],
    });
  });

  it("adds an account in the pipeline's Region where it may", async () => {
    const { onCreate } = render({
      initialState: {
        pipeline: { account: '111111111111', region: 'us-east-1' },
        stages: [proposal[1]],
      },
    });
    const staging = await stage(/staging/);
    await user.click(
      within(staging).getByRole('button', { name: /Add an account/ }),
    );
    await user.click(await screen.findByRole('option', { name: /^dev/ }));
    await create();
    expect(onCreate).toHaveBeenCalledWith(
      expect.objectContaining({
        stages: [
          {
            name: 'staging',
            targets: [
              proposal[1].targets[0],
              { name: 'dev', account: '012345678901', region: 'us-east-1' },
            ],
          },
        ],
      }),
    );
  });

  it('adds an account in a second Region', async () => {
    const { onCreate } = render({ initialState: { stages: [proposal[0]] } });
    const development = await stage(/development/);
    await user.click(
      within(development).getByRole('button', { name: /Add an account/ }),
    );
    await user.click(await screen.findByRole('option', { name: /^dev/ }));
    await create();
    expect(onCreate).toHaveBeenCalledWith({
      stages: [
        {
          name: 'development',
          targets: [
            proposal[0].targets[0],
            { name: 'dev', account: '012345678901', region: 'us-east-1' },
          ],
        },
      ],
    });
  });

  it('says when there is nothing left to add', async () => {
    render({
      accounts: [{ ...accounts[3], environment: undefined }],
    });
    const add = within(await stage(/prod-eu/)).getByRole('button', {
      name: /Add an account/,
    });
    expect(add).toBeDisabled();
    expect(add).toHaveTextContent('Every account and Region is in use');
  });

  it('moves stages by keyboard, takes the focus along and says so', async () => {
    const { onCreate } = render();
    await stage(/production/);
    expect(
      screen.getByRole('button', { name: 'Move development up' }),
    ).toBeDisabled();
    expect(
      screen.getByRole('button', { name: 'Move production down' }),
    ).toBeDisabled();

    const up = screen.getByRole('button', { name: 'Move production up' });
    while (document.activeElement !== up) {
      await user.tab();
    }
    await user.keyboard('{Enter}');
    expect(stageNames()).toEqual([
      'Stage 1: development',
      'Stage 2: production',
      'Stage 3: staging',
    ]);
    expect(await stage('Stage 2: production')).toHaveFocus();
    expect(screen.getByRole('status')).toHaveTextContent(
      'production is now number 2',
    );

    await user.click(
      screen.getByRole('button', { name: 'Move development down' }),
    );
    await create();
    expect(onCreate).toHaveBeenCalledWith({
      stages: [proposal[2], proposal[0], proposal[1]],
    });
  });

  it('adds a stage and removes stages', async () => {
    const { onCreate } = render();
    await stage(/production/);
    await user.click(screen.getByRole('button', { name: 'Add a stage' }));
    const added = await stage('Stage 4');
    expect(added).toHaveFocus();
    expect(added).toHaveTextContent('No account yet.');
    await user.type(within(added).getByLabelText('Stage name'), 'canary');

    await user.click(screen.getByRole('button', { name: 'Remove production' }));
    expect(screen.getByRole('status')).toHaveTextContent(
      'production is removed',
    );
    await user.click(
      within(await stage('Stage 3: canary')).getByRole('button', {
        name: /Add an account/,
      }),
    );
    await user.click(await screen.findByRole('option', { name: /prod-eu/ }));
    await create();
    expect(onCreate).toHaveBeenCalledWith({
      stages: [
        proposal[0],
        proposal[1],
        { name: 'canary', targets: [proposal[2].targets[0]] },
      ],
    });
  });

  it('does not propose again what someone removed', async () => {
    const { onCreate } = render({ initialState: { stages: [proposal[0]] } });
    await stage(/development/);
    await user.click(
      screen.getByRole('button', { name: 'Remove development' }),
    );
    expect(await screen.findByText('No stage yet.')).toBeInTheDocument();
    await review();
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Review' })).toBeEnabled(),
    );
    expect(screen.queryByRole('group', { name: /^Stage/ })).toBeNull();
    expect(onCreate).not.toHaveBeenCalled();
  });

  it('names everything that is wrong with the stages', async () => {
    const { onCreate } = render({
      initialState: {
        stages: [
          { name: 'to prod', targets: [] },
          {
            name: 'b',
            targets: [{ account: '999999999999', region: 'eu-west-1' }],
          },
        ],
      },
    });
    await stage('Stage 2: b');
    await review();
    for (const problem of [
      /so "to prod" cannot be one/,
      /Stage "to prod" has no account/,
      /Nothing may be deployed to account 999999999999/,
    ]) {
      expect((await screen.findAllByText(problem))[0]).toBeVisible();
    }
    expect(onCreate).not.toHaveBeenCalled();
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('shows an account that is not configured by its id', async () => {
    render({
      initialState: {
        stages: [
          {
            name: 'b',
            targets: [{ account: '999999999999', region: 'eu-west-1' }],
          },
        ],
      },
    });
    expect(await stage('Stage 1: b')).toHaveTextContent('999999999999');
    await user.click(
      screen.getByRole('button', { name: /^Remove 999999999999/ }),
    );
    expect(await stage('Stage 1: b')).toHaveTextContent('No account yet.');
  });

  it('names accounts by rule, in the place of those that were chosen', async () => {
    const { onCreate } = render();
    const production = await stage(/production/);
    await user.click(
      within(production).getByRole('button', { name: /Add an account/ }),
    );
    await user.click(
      await screen.findByRole('option', {
        name: 'Every account of the environment production',
      }),
    );
    expect(production).toHaveTextContent('At present: prod-eu, prod-us');
    await create();
    const [, prodUs] = proposal[2].targets;
    const rule = { environment: 'production' };
    expect(onCreate).toHaveBeenCalledWith({
      stages: [
        proposal[0],
        proposal[1],
        {
          ...proposal[2],
          targets: [prodUs, { rule, region: 'eu-west-1' }],
        },
      ],
    });
  });

  it('shows the rule that a stage has, and refuses one that names nobody', async () => {
    const rule = { environment: 'gone', tags: { tier: '1' } };
    render({
      initialState: {
        stages: [{ name: 'a', targets: [{ rule, region: 'eu-west-1' }] }],
      },
    });
    expect(await stage('Stage 1: a')).toHaveTextContent(
      'Every account with environment=gone, tags.tier=1',
    );
    await review();
    expect(
      (
        await screen.findAllByText(
          /environment=gone, tags.tier=1 names no account/,
        )
      )[0],
    ).toBeInTheDocument();
  });

  it('lets people search among many accounts', async () => {
    const many = Array.from({ length: 80 }, (_, index) => ({
      id: String(500_000_000_000 + index),
      name: `account-${index}`,
      environment: 'production',
      uses: ['target' as const],
      regions: ['eu-west-1'],
    }));
    const { onCreate } = render({ accounts: many });
    const production = await stage('Stage 1: production');
    expect(production).toHaveTextContent('No account yet.');
    await user.click(
      within(production).getByRole('button', { name: /Add an account/ }),
    );
    await user.type(await screen.findByRole('searchbox'), '0057');
    await user.click(await screen.findByRole('option', { name: /account-57/ }));
    await create();
    expect(onCreate).toHaveBeenCalledWith({
      stages: [
        {
          name: 'production',
          targets: [
            {
              name: 'account-57',
              account: '500000000057',
              region: 'eu-west-1',
            },
          ],
        },
      ],
    });
  });

  it('says whom to ask where no account is configured', async () => {
    render({ accounts: accounts.slice(0, 1) });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'No account is configured to deploy to',
    );
  });

  it('stands beside the other field, each with its proposal', async () => {
    const { onCreate } = renderForm({
      fields: ['pipeline', 'stages'],
      listAccounts: async () => accounts,
    });
    await stage(/production/);
    await screen.findByRole('button', { name: /tools · 111111111111/ });
    await create();
    expect(onCreate).toHaveBeenCalledWith({
      pipeline: { account: '111111111111', region: 'eu-west-1' },
      stages: proposal,
    });
  });
});
