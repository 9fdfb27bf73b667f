import { act, useState } from 'react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-core';
import {
  abridgeReport,
  type CrossAccountPipelinesApi,
  type DetailOptions,
  type EntityPipeline,
  narrowReport,
} from 'backstage-plugin-cross-account-pipelines-common';
import { entityPageOf } from '../__testUtils__/entityPage';
import { serviceOf } from '../__testUtils__/entities';
import {
  checkoutReport,
  dev,
  keyBroken,
  linkTo,
  paymentsArn,
  prodEu,
  reportOf,
  staging,
  tools,
  trustTooWide,
} from '../__testUtils__/reports';
import { EntityCrossAccountPipelineCard } from './EntityCrossAccountPipelineCard';

type Api = jest.Mocked<
  Pick<
    CrossAccountPipelinesApi,
    'getEntityPipelines' | 'checkEntityPipelines' | 'getPipelineReport'
  >
>;

/** Answers as the backend does: at a glance first, and in full where it opens. */
function apiOf(pipelines: EntityPipeline[]): Api {
  const answer = async (_entityRef: string, options?: DetailOptions) =>
    options?.detail === 'glance' ? pipelines.map(abridged) : pipelines;
  return {
    getEntityPipelines: jest.fn(answer),
    checkEntityPipelines: jest.fn(answer),
    getPipelineReport: jest.fn(async ({ pipelineArn, link }) => {
      const { report } = pipelines.find(
        each => each.pipelineArn === pipelineArn,
      )!;
      return link === undefined ? report! : narrowReport(report!, link)!;
    }),
  };
}

function abridged(pipeline: EntityPipeline): EntityPipeline {
  const { report } = pipeline;
  return report
    ? { ...pipeline, isAbridged: true, report: abridgeReport(report) }
    : pipeline;
}

function reported(report: PipelineReport): EntityPipeline[] {
  return [{ pipelineArn: report.pipelineArn, report }];
}

function renderCard(api: Api, entity = serviceOf('checkout')) {
  return renderInTestApp(
    <EntityProvider entity={entity}>
      <EntityCrossAccountPipelineCard />
    </EntityProvider>,
    entityPageOf(api),
  );
}

function deferred<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

const rowOf = (name: string | RegExp) =>
  screen.getByRole('rowheader', { name }).closest('tr')!;

const gatesOf = (name: string | RegExp) =>
  within(rowOf(name))
    .getAllByRole('cell')
    .slice(1)
    .map(cell => cell.textContent);

describe('EntityCrossAccountPipelineCard', () => {
  const user = userEvent.setup();

  describe('a pipeline that reaches every account', () => {
    it('says so, and says which pipeline and when', async () => {
      renderCard(
        apiOf(
          reported(
            reportOf({
              unseen: [
                { sentence: 'No SCP was seen.' },
                { sentence: 'No RCP was seen.' },
              ],
            }),
          ),
        ),
      );

      const section = await screen.findByRole('region', { name: 'payments' });
      expect(section).toHaveTextContent('tools · 111111111111 · eu-west-1');
      expect(section).toHaveTextContent('HealthyAll 2 accounts can be reached');
      expect(section).not.toHaveTextContent('No SCP was seen.');
      await user.click(
        within(section).getByRole('button', { name: '2 things were not seen' }),
      );
      expect(section).toHaveTextContent('No SCP was seen.No RCP was seen.');
      const time = section.querySelector('time')!;
      expect(time).toHaveAttribute('datetime', '2026-11-20T14:05:00.000Z');
      expect(time.title).toContain('2026');
      expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    });

    it('gives each account one line with its gates in words', async () => {
      renderCard(apiOf(reported(reportOf())));

      const table = await screen.findByRole('table', {
        name: 'Accounts that payments reaches',
      });
      expect(
        within(table)
          .getAllByRole('columnheader')
          .map(header => header.textContent),
      ).toEqual(['Account', 'Region', 'Enter', 'Artifacts', 'Key', 'Deploy']);
      expect(rowOf(/^Healthy dev 012345678901/)).toBeInTheDocument();
      expect(gatesOf(/dev 012345678901/)).toEqual([
        'Healthy',
        'Healthy',
        'Healthy',
        'Healthy',
      ]);
      // Head, own, and an environment and an account for each of two.
      const visible = within(table).getAllByRole('row');
      expect(visible).toHaveLength(6);
    });
  });

  it('says which accounts a build enters by itself', async () => {
    const entered = { ...linkTo(staging), reachedBy: 'project orders-build' };
    renderCard(apiOf(reported(reportOf({ links: [linkTo(dev), entered] }))));
    await screen.findByRole('table');
    const words = 'entered by project orders-build itself, not by an action';
    expect(rowOf(/^Healthy staging/)).toHaveTextContent(words);
    expect(rowOf(/^Healthy dev/)).not.toHaveTextContent(words);
  });

  describe('a pipeline with a broken hop', () => {
    it('says how many accounts cannot be reached and what is in the way', async () => {
      renderCard(apiOf(reported(checkoutReport)));

      expect(
        await screen.findByText(
          '1 of 4 accounts cannot be reached · 1 has a warning',
        ),
      ).toBeInTheDocument();
      expect(gatesOf(/prod-eu/)).toEqual([
        'Healthy',
        'Healthy',
        'Broken',
        'Not judged, because an earlier gate is shut',
      ]);
      expect(rowOf(/prod-eu/).nextElementSibling).toHaveTextContent(
        /^Key policy in 111111111111 does not let 333333333333 decrypt first seen /,
      );
      expect(gatesOf(/staging 222222222222/)[0]).toBe('Warning');
      expect(
        rowOf(/staging 222222222222/).nextElementSibling,
      ).toHaveTextContent('Trust accepts every role of the pipeline account');
    });

    it('lists environments and accounts worst first', async () => {
      renderCard(apiOf(reported(checkoutReport)));

      await screen.findByRole('table');
      const names = screen
        .getAllByRole('rowheader')
        .map(header => header.textContent);
      expect(names.map(name => name?.replace(/\d{12}.*/, '').trim())).toEqual([
        'production',
        'Broken prod-eu',
        'Healthy prod-us',
        'staging',
        'Warning staging',
        'development',
        'Healthy dev',
        'Healthy Pipeline itself',
      ]);
    });

    it('opens an account by keyboard to show what to change', async () => {
      renderCard(apiOf(reported(checkoutReport)));

      const opener = await screen.findByRole('button', { name: /prod-eu/ });
      expect(opener).toHaveAttribute('aria-expanded', 'false');
      await user.tab();
      while (document.activeElement !== opener) {
        await user.tab();
      }
      await user.keyboard('{Enter}');

      expect(opener).toHaveAttribute('aria-expanded', 'true');
      const details = document.getElementById(
        opener.getAttribute('aria-controls')!,
      )!;
      expect(details).toBeVisible();
      expect(within(details).getAllByRole('listitem').length).toBeGreaterThan(
        3,
      );
      const hop = within(details)
        .getByText(/^checkout-action in 333333333333 may use the artifact key/)
        .closest('li')!;
      expect(hop).toHaveTextContent(
        'Key policy in 111111111111 does not let 333333333333 decrypt',
      );
      expect(hop).toHaveTextContent('Needed by Deploy/Execute');
      expect(hop).toHaveTextContent(
        'Calling side, prod-eu (333333333333): allows it',
      );
      expect(hop).toHaveTextContent(
        'Called side, tools (111111111111): does not allow it',
      );
      expect(hop).toHaveTextContent(
        'To change: the called side, tools (111111111111)',
      );
      expect(hop).toHaveTextContent(
        /Decided by AllowTargets in the key policy of 7d0c2c8c-.*, tools \(111111111111\) · read /,
      );
      expect(hop).toHaveTextContent(
        'Remedy: Add account 333333333333 to the principals of AllowTargets',
      );
      expect(hop).toHaveTextContent(
        'Rendered by cloudformation/foundation.yaml',
      );

      await user.keyboard(' ');
      expect(opener).toHaveAttribute('aria-expanded', 'false');
      expect(details).not.toBeVisible();
    });

    it('says a reason once, above the account or where it opens', async () => {
      const reason = keyBroken.reason!;
      renderCard(apiOf(reported(checkoutReport)));
      const opener = await screen.findByRole('button', { name: /prod-eu/ });

      expect(screen.getAllByText(reason)).toHaveLength(1);
      await user.click(opener);
      const said = screen.getByText(reason);
      expect(said.closest('li')).toHaveTextContent(/decrypt first seen /);
      await user.click(opener);
      expect(screen.getAllByText(reason)).toHaveLength(1);
    });

    it('leads with the gate that is shut and says what each gate is', async () => {
      renderCard(apiOf(reported(checkoutReport)));
      await user.click(await screen.findByRole('button', { name: /prod-eu/ }));

      const [key, enter] = ['Key', 'Enter'].map(name =>
        screen.getByRole('group', { name }),
      );
      expect(key).toHaveTextContent(
        /^Key · Roles of the account may use the artifact keyBroken/,
      );
      expect(enter).toHaveTextContent(
        /^Enter · The pipeline assumes its role in the accountHealthy/,
      );
      expect(key.compareDocumentPosition(enter)).toBe(
        Node.DOCUMENT_POSITION_FOLLOWING,
      );
    });

    it('does not name a document as evidence that a side names', async () => {
      const { document, account } = keyBroken.evidence![0];
      const evidence = [{ document, account }];
      const resource = { account, allows: 'no', document } as const;
      renderCard(
        apiOf(
          reported(
            reportOf({
              links: [
                linkTo(prodEu, { key: { ...keyBroken, evidence, resource } }),
              ],
            }),
          ),
        ),
      );
      await user.click(await screen.findByRole('button', { name: /prod-eu/ }));

      const key = screen.getByRole('group', { name: 'Key' });
      expect(within(key).getByText(/^Called side/)).toHaveTextContent(
        'key policy of 7d0c2c8c-3a52-4a66-9d0d-6f9f1f1a2b3c',
      );
      expect(within(key).queryByText(/^Decided by/)).not.toBeInTheDocument();
    });

    it('shows the diff so that its signs are read and its lines reached', async () => {
      renderCard(apiOf(reported(checkoutReport)));
      await user.click(await screen.findByRole('button', { name: /prod-eu/ }));

      const diff = screen.getByRole('region', {
        name: /^Change to the key policy of .* in tools \(111111111111\)$/,
      });
      expect(diff).toHaveAttribute('tabindex', '0');
      const added = [...diff.querySelectorAll('ins')];
      const removed = [...diff.querySelectorAll('del')];
      expect(removed.map(line => line.textContent)).toEqual([
        '-      "222222222222"\n',
      ]);
      expect(added.map(line => line.textContent)).toEqual([
        '+      "222222222222",\n',
        '+      "333333333333"\n',
      ]);
      expect(diff).toHaveTextContent(/^@@ -8,5 \+8,6 @@/);
    });

    it('shows a remedy that mends several hops once', async () => {
      const report = reportOf({
        links: [
          linkTo(prodEu, {
            key: keyBroken,
            deploy: { ...keyBroken, reason: 'It lets no other role decrypt' },
          }),
        ],
      });
      renderCard(apiOf(reported(report)));
      await user.click(await screen.findByRole('button', { name: /prod-eu/ }));

      expect(
        screen.getAllByText(/Add account 333333333333 to the principals/),
      ).toHaveLength(1);
      expect(
        screen.getByText('It lets no other role decrypt').closest('li'),
      ).toHaveTextContent('Remedy: the same change as above.');
    });

    it('shows every document that a remedy changes', async () => {
      const remedy = {
        ...keyBroken.remedy!,
        also: [
          {
            summary: 'Let prod-deploy decrypt with the key',
            account: '333333333333',
            document: {
              type: 'inline policy',
              account: '333333333333',
              roleArn: 'arn:aws:iam::333333333333:role/prod-deploy',
              name: 'Decrypt',
            } as const,
            after: '{ "Action": "kms:Decrypt" }',
          },
        ],
      };
      renderCard(
        apiOf(
          reported(
            reportOf({
              links: [linkTo(prodEu, { key: { ...keyBroken, remedy } })],
            }),
          ),
        ),
      );
      await user.click(await screen.findByRole('button', { name: /prod-eu/ }));

      expect(
        screen.getByText('Let prod-deploy decrypt with the key'),
      ).toHaveTextContent('Also: Let prod-deploy decrypt with the key');
      expect(
        screen.getByRole('region', {
          name: 'New inline policy Decrypt of prod-deploy in prod-eu (333333333333)',
        }),
      ).toHaveTextContent('kms:Decrypt');
    });

    it('quotes a statement once, though it is named twice', async () => {
      const [quoted] = keyBroken.evidence!;
      const { text: _, ...named } = quoted;
      const report = reportOf({
        links: [
          linkTo(prodEu, {
            key: {
              ...keyBroken,
              evidence: [named, quoted, named, { ...named, statement: '#3' }],
            },
          }),
        ],
      });
      renderCard(apiOf(reported(report)));
      await user.click(await screen.findByRole('button', { name: /prod-eu/ }));

      expect(screen.getAllByText(/^Decided by AllowTargets/)).toHaveLength(1);
      expect(screen.getAllByText(/^Decided by #3/)).toHaveLength(1);
      expect(
        screen.getByRole('region', { name: /^AllowTargets in the key policy/ }),
      ).toHaveTextContent('"kms:Decrypt"');
    });

    it('keeps the proof of what is healthy at hand', async () => {
      renderCard(apiOf(reported(checkoutReport)));
      await user.click(await screen.findByRole('button', { name: /prod-us/ }));

      const sentence = screen.getByText(
        /checkout-pipeline may assume checkout-action in 444444444444/,
      );
      const proof = sentence.closest('details')!;
      expect(proof.open).toBe(false);
      await user.click(sentence);
      expect(proof.open).toBe(true);
      expect(proof).toHaveTextContent(
        'Decided by AllowPipeline in the trust policy of checkout-enter, prod-us (444444444444)',
      );
    });
  });

  it.each([
    [
      'unknown',
      { health: 'unknown', reason: 'The trust policy could not be read' },
      '1 of 2 accounts could not be judged',
      'Unknown',
    ],
    [
      'pending',
      { health: 'pending', reason: 'The role is 20 seconds old' },
      '1 of 2 accounts have changes that have yet to settle',
      'Pending',
    ],
    [
      'warning',
      trustTooWide,
      'All 2 accounts can be reached · 1 has a warning',
      'Warning',
    ],
  ] as const)('shows what is %s', async (_, verdict, summary, word) => {
    const report = reportOf({
      links: [linkTo(dev), linkTo(staging, { enter: verdict })],
    });
    renderCard(apiOf(reported(report)));

    expect(await screen.findByText(summary)).toBeInTheDocument();
    expect(gatesOf(/staging 222222222222/)).toEqual([
      word,
      'Healthy',
      'Healthy',
      'Healthy',
    ]);
    expect(screen.getByText(verdict.reason!)).toBeInTheDocument();
  });

  it('leads with a pipeline that cannot run at all', async () => {
    const report = reportOf({
      hops: [
        {
          id: 'own/H8',
          hop: 'H8',
          gate: 'key',
          health: 'broken',
          sentence:
            'The pipeline names its key so that other accounts can use it',
          reason: 'The key is given by its alias',
          side: 'definition',
          account: tools.id,
          evidence: [],
        },
      ],
      findings: [
        {
          rule: 'key-without-rotation',
          health: 'warning',
          message: 'The artifact key is not rotated',
          account: tools.id,
          evidence: [],
          remedy: {
            summary: 'Turn rotation on',
            account: tools.id,
            document: {
              type: 'key',
              account: tools.id,
              arn: `arn:aws:kms:eu-west-1:${tools.id}:key/artifacts`,
            },
            after: '{ "EnableKeyRotation": true }',
          },
        },
      ],
    });
    renderCard(apiOf(reported(report)));

    expect(
      await screen.findByText('The pipeline itself cannot run'),
    ).toBeInTheDocument();
    const own = screen.getAllByRole('rowheader')[0];
    expect(own).toHaveTextContent('Pipeline itself');
    expect(rowOf(/Pipeline itself/).nextElementSibling).toHaveTextContent(
      'The key is given by its alias',
    );
    await user.click(within(own).getByRole('button'));
    expect(
      screen.getByText(
        'To change: the pipeline definition, in tools (111111111111)',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('Also found')).toBeInTheDocument();
    expect(
      screen.getByText('The artifact key is not rotated'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('region', {
        name: /^New key .* in tools \(111111111111\)$/,
      }),
    ).toHaveTextContent('EnableKeyRotation');
  });

  it('says that a pipeline works in no other account', async () => {
    renderCard(apiOf(reported(reportOf({ links: [] }))));
    expect(
      await screen.findByText('This pipeline works in no other account'),
    ).toBeInTheDocument();
  });

  it('does without names and environments', async () => {
    const report = reportOf({ links: [linkTo({ id: '012345678901' })] });
    renderCard(apiOf(reported(report)));

    expect(
      await screen.findByText('The account can be reached'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: /012345678901/ }),
    ).toBeInTheDocument();
    expect(screen.queryByText('no environment')).not.toBeInTheDocument();
  });

  it('takes nothing in a report for markup', async () => {
    const report = reportOf({
      links: [
        linkTo(dev, {
          enter: { health: 'broken', reason: '<b>bold</b> {{count}} $t(x)' },
        }),
      ],
    });
    renderCard(apiOf(reported(report)));
    expect(
      await screen.findByText('<b>bold</b> {{count}} $t(x)'),
    ).toBeInTheDocument();
  });

  describe('eighty accounts', () => {
    const links = Array.from({ length: 80 }, (_, index) =>
      linkTo(
        {
          id: String(500_000_000_000 + index),
          name: `account-${index}`,
          environment: ['development', 'staging', 'production', 'sandbox'][
            index % 4
          ],
        },
        index === 42 ? { key: keyBroken } : {},
      ),
    );

    it('are a line for each environment that opens', async () => {
      renderCard(apiOf(reported(reportOf({ links }))));

      expect(
        await screen.findByText('1 of 80 accounts cannot be reached'),
      ).toBeInTheDocument();
      expect(
        screen
          .getAllByRole('rowheader')
          .map(header => header.textContent?.replace(/^Healthy |^Broken /, '')),
      ).toEqual([
        'production 19 of 20 reached',
        'development 20 of 20 reached',
        'staging 20 of 20 reached',
        'sandbox 20 of 20 reached',
        'Pipeline itself',
      ]);
      expect(gatesOf(/production/)).toEqual([
        'Healthy',
        'Healthy',
        'Broken',
        'Not judged, because an earlier gate is shut',
      ]);
      expect(
        screen.getByText(/^account-42: Key policy in 111111111111/),
      ).toBeInTheDocument();

      await user.click(screen.getByRole('button', { name: /production/ }));
      const opened = screen
        .getAllByRole('rowheader')
        .map(header => header.textContent);
      expect(opened).toHaveLength(25);
      expect(opened[1]).toContain('account-42');

      await user.click(screen.getByRole('button', { name: /account-42/ }));
      expect(
        screen.getByText(
          'Add account 333333333333 to the principals of AllowTargets',
        ),
      ).toBeInTheDocument();
    });

    it('are not folded when there are twelve', async () => {
      renderCard(apiOf(reported(reportOf({ links: links.slice(0, 12) }))));
      expect(
        await screen.findAllByRole('button', { name: /account-/ }),
      ).toHaveLength(12);
    });
  });

  it('puts several pipelines under one verdict, the worst first and open', async () => {
    renderCard(
      apiOf([
        ...reported(reportOf()),
        { pipelineArn: `${paymentsArn}-new` },
        {
          pipelineArn: 'arn:aws:codepipeline:eu-west-1:111111111111:gone',
          error: 'There is no pipeline gone in 111111111111',
          goneAt: '2026-11-20T14:05:00.000Z',
        },
        { ...reported(checkoutReport)[0], error: 'AWS did not answer' },
        { pipelineArn: 'not an arn' },
      ]),
    );

    expect(
      await screen.findByRole('heading', { name: 'Cross-account pipelines' }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        '1 of 4 accounts cannot be reached · 1 has a warning · 3 pipelines could not be read',
      ),
    ).toBeInTheDocument();
    const lines = screen
      .getAllByRole('button', {
        name: /^(Broken|Unknown|Healthy) (?!.*\d{12})/,
      })
      .filter(line => !line.closest('table'));
    expect(lines.map(line => line.textContent)).toEqual([
      'Broken checkout',
      'Unknown payments-new',
      'Unknown gone',
      'Unknown not an arn',
      'Healthy payments',
    ]);
    const worst = screen.getByRole('region', { name: 'checkout' });
    expect(within(worst).getByRole('alert')).toHaveTextContent(
      'The last check failed. This is the reading from before.AWS did not answer',
    );
    expect(within(worst).getByRole('table')).toBeInTheDocument();

    for (const line of lines.slice(1)) {
      await user.click(line);
    }
    expect(
      screen.getByRole('region', { name: 'payments-new' }),
    ).toHaveTextContent('This pipeline has not been checked yet.');
    expect(
      within(screen.getByRole('region', { name: 'gone' })).getByRole('alert'),
    ).toHaveTextContent(
      'AWS has no such pipeline any moreThere is no pipeline gone in 111111111111',
    );
    expect(screen.getByRole('region', { name: 'payments' })).toHaveTextContent(
      'All 2 accounts can be reached',
    );
  });

  it('shows that it is loading', async () => {
    const loading = deferred<EntityPipeline[]>();
    const api = apiOf([]);
    api.getEntityPipelines.mockReturnValueOnce(loading.promise);
    renderCard(api);

    expect(
      await screen.findByRole('progressbar', { name: 'Loading the pipeline…' }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /Check/ }),
    ).not.toBeInTheDocument();

    loading.resolve([]);
    expect(
      await screen.findByText('No pipeline is registered for this entity yet.'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
  });

  it('says when loading failed, and tries again when asked', async () => {
    const api = apiOf(reported(reportOf()));
    api.getEntityPipelines.mockRejectedValueOnce(
      new Error('The backend is away'),
    );
    renderCard(api);

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The pipeline could not be loaded');
    expect(alert).toHaveTextContent('The backend is away');

    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('table')).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  describe('checking', () => {
    const healed = reported({
      ...checkoutReport,
      links: checkoutReport.links.map(({ account }) => linkTo(account)),
    });

    it('reads AWS again, says so meanwhile, and shows what it found', async () => {
      const check = deferred<EntityPipeline[]>();
      const api = apiOf(reported(checkoutReport));
      api.checkEntityPipelines.mockReturnValueOnce(check.promise);
      renderCard(api);
      await screen.findByText(/1 of 4 accounts cannot be reached/);
      const status = screen.getByRole('status');
      expect(status).toBeEmptyDOMElement();

      await user.click(screen.getByRole('button', { name: 'Check again' }));
      expect(status).toHaveTextContent('Reading AWS…');
      expect(
        screen.getByText(/1 of 4 accounts cannot be reached/),
      ).toBeInTheDocument();
      await user.click(screen.getByRole('button', { name: /Check again/ }));
      expect(api.checkEntityPipelines).toHaveBeenCalledTimes(1);
      expect(api.checkEntityPipelines).toHaveBeenCalledWith(
        'component:default/checkout',
        { detail: 'glance', signal: expect.any(AbortSignal) },
      );

      check.resolve(healed);
      expect(
        await screen.findByText('All 4 accounts can be reached'),
      ).toBeInTheDocument();
      expect(status).toHaveTextContent('Checked.');
    });

    it('keeps the newest reading when it fails, and says that it is old', async () => {
      const api = apiOf(reported(checkoutReport));
      api.checkEntityPipelines
        .mockResolvedValueOnce(healed)
        .mockRejectedValueOnce(new Error('AWS did not answer within 30 s'));
      renderCard(api);
      const button = await screen.findByRole('button', { name: 'Check again' });

      await user.click(button);
      await screen.findByText('All 4 accounts can be reached');
      await user.click(button);

      const alert = await screen.findByRole('alert');
      expect(alert).toHaveTextContent(
        'Checking again failed. This is the reading from before.',
      );
      expect(alert).toHaveTextContent('AWS did not answer within 30 s');
      expect(
        screen.getByText('All 4 accounts can be reached'),
      ).toBeInTheDocument();
      expect(screen.getByRole('status')).toBeEmptyDOMElement();

      await user.click(button);
      await waitFor(() =>
        expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
      );
    });

    it('is offered for a pipeline that nobody checked yet', async () => {
      const api = apiOf([{ pipelineArn: paymentsArn }]);
      api.checkEntityPipelines.mockRejectedValueOnce(new Error('Not allowed'));
      renderCard(api);

      const button = await screen.findByRole('button', { name: 'Check now' });
      await user.click(button);
      expect(await screen.findByRole('alert')).toHaveTextContent(
        'Checking failedNot allowed',
      );
    });

    it('is given up with the card', async () => {
      const api = apiOf(reported(checkoutReport));
      api.checkEntityPipelines.mockReturnValueOnce(new Promise(() => {}));
      const { unmount } = renderCard(api);
      await user.click(
        await screen.findByRole('button', { name: 'Check again' }),
      );
      const { signal } = api.checkEntityPipelines.mock.calls[0][1]!;
      expect(signal!.aborted).toBe(false);

      unmount();
      expect(signal!.aborted).toBe(true);
    });
  });

  describe('on the way from one entity to another', () => {
    function Pages() {
      const [entity, setEntity] = useState(serviceOf('payments'));
      return (
        <EntityProvider entity={entity}>
          <button onClick={() => setEntity(serviceOf('checkout'))}>go</button>
          <EntityCrossAccountPipelineCard />
        </EntityProvider>
      );
    }

    const renderPages = (api: Api) =>
      renderInTestApp(<Pages />, entityPageOf(api));

    it('does not show the pipelines of the one while the other loads', async () => {
      const api = apiOf([]);
      api.getEntityPipelines
        .mockResolvedValueOnce(reported(reportOf()))
        .mockReturnValueOnce(new Promise(() => {}));
      renderPages(api);
      await screen.findByRole('region', { name: 'payments' });

      await user.click(screen.getByRole('button', { name: 'go' }));
      expect(
        screen.getByRole('progressbar', { name: 'Loading the pipeline…' }),
      ).toBeInTheDocument();
      expect(
        screen.queryByRole('region', { name: 'payments' }),
      ).not.toBeInTheDocument();
    });

    it('takes no answer that comes late', async () => {
      const slow = deferred<EntityPipeline[]>();
      const api = apiOf(reported(checkoutReport));
      api.getEntityPipelines.mockReturnValueOnce(slow.promise);
      renderPages(api);

      await user.click(await screen.findByRole('button', { name: 'go' }));
      await screen.findByRole('region', { name: 'checkout' });
      await act(async () => slow.resolve(reported(reportOf())));

      expect(
        screen.queryByRole('region', { name: 'payments' }),
      ).not.toBeInTheDocument();
      expect(api.getEntityPipelines.mock.calls.map(([ref]) => ref)).toEqual([
        'component:default/payments',
        'component:default/checkout',
      ]);
    });
  });
});
