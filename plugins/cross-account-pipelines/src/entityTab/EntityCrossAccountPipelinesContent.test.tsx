import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type { Finding } from 'backstage-plugin-cross-account-pipelines-core';
import type {
  CrossAccountPipelinesApi,
  LinkTransition,
  Waiver,
} from 'backstage-plugin-cross-account-pipelines-common';
import { entityPageOf } from '../__testUtils__/entityPage';
import { serviceOf } from '../__testUtils__/entities';
import {
  checkoutArn,
  checkoutReport,
  paymentsArn,
  reportOf,
} from '../__testUtils__/reports';
import { failedRun, runOf } from '../__testUtils__/runs';
import { EntityCrossAccountPipelinesContent } from './EntityCrossAccountPipelinesContent';

const finding: Finding = {
  rule: 'key-without-rotation',
  health: 'warning',
  message: 'The artifact key is never rotated',
  account: '111111111111',
  evidence: [],
};

const transition: LinkTransition = {
  pipelineArn: checkoutArn,
  account: '333333333333',
  region: 'eu-west-1',
  hopId: '333333333333/key',
  hop: 'H6',
  sentence: 'checkout-action in 333333333333 may use the artifact key',
  from: 'healthy',
  to: 'broken',
  firstSeenAt: '2026-11-20T14:02:00.000Z',
  lastSeenAt: '2026-11-20T14:05:00.000Z',
  reason: 'Key policy in 111111111111 does not let 333333333333 decrypt',
  changes: [
    {
      document: {
        type: 'key policy',
        account: '111111111111',
        arn: 'arn:aws:kms:eu-west-1:111111111111:alias/checkout',
      },
      before: '{ "Sid": "AllowTargets" }',
    },
  ],
};

const waiver: Waiver = {
  id: 'w1',
  pipelineArn: checkoutArn,
  rule: finding.rule,
  reason: 'Rotated by hand',
  until: '2099-12-31',
  createdBy: 'user:default/guest',
  createdAt: '2026-11-20T14:05:00.000Z',
};

describe('EntityCrossAccountPipelinesContent', () => {
  const user = userEvent.setup();

  const render = (
    api: Partial<CrossAccountPipelinesApi> = {},
    address = '/tab',
  ) =>
    renderInTestApp(
      <EntityProvider entity={serviceOf('checkout')}>
        <EntityCrossAccountPipelinesContent />
      </EntityProvider>,
      {
        ...entityPageOf({
          getEntityPipelines: async () => [
            {
              pipelineArn: checkoutArn,
              report: { ...checkoutReport, findings: [finding] },
              executions: [failedRun, runOf()],
            },
            { pipelineArn: paymentsArn, report: reportOf() },
          ],
          getHistory: async () => [transition],
          listWaivers: async () => [],
          ...api,
        }),
        initialRouteEntries: [address],
      },
    );

  it('opens the worst link at the joint that breaks it', async () => {
    render();
    const chain = await screen.findByRole('list', {
      name: 'What the roles need on the way',
    });
    const key = within(chain).getByRole('button', { name: /^Broken decrypt/ });
    expect(key).toHaveAttribute('aria-expanded', 'true');
    expect(key).toHaveTextContent('caller allows · owner refuses');
    expect(
      screen.getAllByText(
        'Key policy in 111111111111 does not let 333333333333 decrypt',
      ).length,
    ).toBeGreaterThan(1);
  });

  it('goes where the address says, and gives that address away', async () => {
    render(
      {},
      `/tab?pipeline=${encodeURIComponent(
        paymentsArn,
      )}&hop=${encodeURIComponent('222222222222/key')}`,
    );
    const hop = await screen.findByText(
      /^checkout-action in 222222222222 may use the artifact key/,
    );
    expect(hop.closest('[data-named]')).toHaveFocus();
    expect(
      within(hop.closest<HTMLElement>('[data-named]')!).getByRole('button', {
        name: 'Copy link',
      }),
    ).toBeInTheDocument();
  });

  it('lists runs with their stages', async () => {
    render();
    await user.click(await screen.findByRole('tab', { name: 'Runs' }));
    expect(screen.getByText('production/Deploy failed')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: /may use the artifact key/ }),
    ).toHaveAttribute(
      'href',
      `/catalog/default/component/checkout/pipelines?pipeline=${encodeURIComponent(
        checkoutArn,
      )}&hop=333333333333%2Fkey`,
    );
  });

  it('tells what changed, when, and in which document', async () => {
    render({}, '/tab?view=history');
    expect(
      await screen.findByText('Friday, November 20, 2026'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('turned from healthy to broken'),
    ).toBeInTheDocument();
    await user.click(
      screen.getByRole('button', { name: /^What changed in the key policy/ }),
    );
    expect(
      screen.getByRole('region', { name: /^Before: key policy/ }),
    ).toHaveTextContent('AllowTargets');
  });

  it('says when the history cannot be loaded', async () => {
    render(
      {
        getHistory: async () => {
          throw new Error('The database is away');
        },
      },
      '/tab?view=history',
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is away',
    );
  });

  it('waives a finding with a reason and a day', async () => {
    const waive = jest.fn(async () => waiver);
    const listWaivers = jest.fn(async () => [waiver]).mockResolvedValueOnce([]);
    render({ waive, listWaivers }, '/tab?view=findings');
    expect(
      await screen.findByText('The artifact key is never rotated'),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Waive' }));
    await user.type(screen.getByLabelText(/Reason/), ' Rotated by hand ');
    await user.click(screen.getByRole('button', { name: 'Waive until then' }));
    expect(waive).toHaveBeenCalledWith({
      pipelineArn: checkoutArn,
      rule: finding.rule,
      account: finding.account,
      reason: 'Rotated by hand',
      until: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    expect(
      await screen.findByText(/until December 31, 2099/),
    ).toHaveTextContent('Rotated by hand');
  });

  it('says once who puts up with a finding', async () => {
    const { reason, until, createdBy: by } = waiver;
    const waived = { ...finding, waived: { reason, until, by } };
    render(
      {
        getEntityPipelines: async () => [
          {
            pipelineArn: checkoutArn,
            report: { ...checkoutReport, findings: [waived] },
          },
        ],
        listWaivers: async () => [waiver],
      },
      '/tab?view=findings',
    );
    expect(await screen.findAllByText(/Rotated by hand/)).toHaveLength(1);
  });

  it('withdraws a waiver', async () => {
    const withdrawWaiver = jest.fn(async () => {});
    render(
      { withdrawWaiver, listWaivers: async () => [waiver] },
      '/tab?view=findings',
    );
    await user.click(await screen.findByRole('button', { name: 'Withdraw' }));
    expect(withdrawWaiver).toHaveBeenCalledWith('w1');
  });

  it('shows one pipeline of several at a time', async () => {
    render();
    await screen.findByRole('region', { name: 'checkout' });
    expect(
      screen.queryByRole('region', { name: 'payments' }),
    ).not.toBeInTheDocument();
    await user.click(
      screen.getByRole('button', {
        name: /^payments Pipeline|^checkout Pipeline/,
      }),
    );
    await user.click(await screen.findByRole('option', { name: 'payments' }));
    expect(
      await screen.findByRole('region', { name: 'payments' }),
    ).toBeInTheDocument();
  });
});
