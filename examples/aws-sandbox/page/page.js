/* eslint-env browser */

const REFRESH_INTERVAL_MS = 2_000;

const element = (name, attributes = {}, children = []) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'onclick') {
      node.addEventListener('click', value);
    } else if (value !== undefined) {
      node.setAttribute(key, value);
    }
  }
  node.append(...[children].flat());
  return node;
};

const table = (caption, head, rows) =>
  element('table', {}, [
    element('caption', {}, caption),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        head.map(text => element('th', { scope: 'col' }, text)),
      ),
    ),
    element(
      'tbody',
      {},
      rows.map(cells =>
        element(
          'tr',
          {},
          cells.map((cell, index) =>
            index === 0
              ? element('th', { scope: 'row' }, cell)
              : element('td', {}, cell),
          ),
        ),
      ),
    ),
  ]);

const say = text => {
  document.getElementById('message').textContent = text;
};

let shown;

async function send(command, body, done) {
  const response = await fetch(`/_sandbox/${command}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-sandbox-token': document.querySelector('meta[name=sandbox-token]')
        .content,
    },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  say(response.ok ? done : answer.error);
  await refresh();
}

const logLink = buildId =>
  element(
    'a',
    { href: `/_sandbox/log?build=${encodeURIComponent(buildId)}` },
    'Log',
  );

function runOf({ name, lastRun }, accountName) {
  if (!lastRun) {
    return element('p', {}, 'It has not run yet.');
  }
  return table(
    `Last run of ${name}: ${lastRun.status}, since ${new Date(
      lastRun.startedAt,
    ).toLocaleTimeString()}`,
    ['Stage', 'Action', 'Account', 'Status', 'What it says'],
    lastRun.actions.map(action => [
      action.stage,
      action.action,
      `${accountName(action.account)}, ${action.region}`,
      action.status,
      element('span', { class: 'error' }, [
        action.error ?? action.summary ?? '',
        ...(action.buildId ? [' ', logLink(action.buildId)] : []),
      ]),
    ]),
  );
}

function hopCell(pipeline, account, accountName, hop, what, broken) {
  const isBroken = broken.some(
    each =>
      each.pipeline === pipeline.arn &&
      each.account === account &&
      each.hop === hop,
  );
  const verb = isBroken ? 'Mend' : 'Break';
  return [
    isBroken ? element('strong', {}, 'Broken ') : 'Intact ',
    element(
      'button',
      {
        type: 'button',
        id: `hop ${pipeline.arn} ${account} ${hop}`,
        'aria-label': `${verb} ${what} for ${pipeline.name} in ${accountName}`,
        onclick: () =>
          send(
            verb.toLowerCase(),
            { pipeline: pipeline.arn, account, hop },
            `${isBroken ? 'Mended' : 'Broken'}: ${what}, in ${accountName}.`,
          ),
      },
      verb,
    ),
  ];
}

function pipelineArticle(pipeline, state, accountName) {
  const { name, arn, account, region, targetAccounts, lastRun } = pipeline;
  const buttons = [
    element(
      'button',
      {
        type: 'button',
        id: `start ${arn}`,
        'aria-label': `Start a run of ${name}`,
        onclick: () =>
          send('start', { pipeline: arn }, `A run of ${name} has begun.`),
      },
      'Start a run',
    ),
  ];
  if (lastRun?.waitsForApproval) {
    buttons.push(
      ' ',
      element(
        'button',
        {
          type: 'button',
          id: `approve ${arn}`,
          'aria-label': `Approve ${name}`,
          onclick: () =>
            send('approve', { pipeline: arn }, `${name} was approved.`),
        },
        'Approve',
      ),
    );
  }
  return element('article', { 'aria-label': name }, [
    element('h3', {}, name),
    element('p', {}, `In ${accountName(account)}, ${region}. ${arn}`),
    element('p', {}, buttons),
    runOf(pipeline, accountName),
    table(
      `Hops of ${name}`,
      ['Hop', ...targetAccounts.map(accountName)],
      Object.entries(state.hops).map(([hop, what]) => [
        what,
        ...targetAccounts.map(target =>
          hopCell(
            pipeline,
            target,
            accountName(target),
            hop,
            what,
            state.broken,
          ),
        ),
      ]),
    ),
  ]);
}

function show(state) {
  const names = new Map(state.accounts.map(({ id, name }) => [id, name]));
  const accountName = id => `${names.get(id) ?? 'unknown'} (${id})`;
  const focused = document.activeElement?.id;
  document
    .getElementById('pipelines')
    .replaceChildren(
      ...(state.pipelines.length > 0
        ? state.pipelines.map(each => pipelineArticle(each, state, accountName))
        : ['There are none yet.']),
    );
  document.getElementById('stacks').replaceChildren(
    table(
      'Stacks of all accounts',
      ['Account', 'Region', 'Stack', 'Status'],
      state.stacks.map(({ account, region, name, status }) => [
        accountName(account),
        region,
        name,
        status,
      ]),
    ),
  );
  document.getElementById('accounts').replaceChildren(
    table(
      'Accounts',
      ['Name', 'Id'],
      state.accounts.map(({ id, name }) => [name, id]),
    ),
  );
  if (focused) {
    document.getElementById(focused)?.focus();
  }
}

async function refresh() {
  try {
    const response = await fetch('/_sandbox/state');
    const text = await response.text();
    if (text !== shown) {
      show(JSON.parse(text));
      shown = text;
    }
  } catch {
    say('The sandbox does not answer.');
  }
}

refresh();
setInterval(refresh, REFRESH_INTERVAL_MS);
