import type {
  AccountSummary,
  ManifestStack,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  describeAccount,
  parsePipelineArn,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { StackOutcome } from 'backstage-plugin-cross-account-pipelines-node';

type MadeStack = Pick<
  ManifestStack,
  'account' | 'region' | 'stackName' | 'phase'
> & { outcome: StackOutcome };

/**
 * What a deployment made, as a picture of accounts and stacks in Markdown: the
 * pipeline's own account on top, the accounts that it reaches below it.
 */
export function describeMade(options: {
  pipelineArn: string;
  stacks: MadeStack[];
  /** What people call the accounts. */
  accounts: AccountSummary[];
}): string {
  const { pipelineArn, stacks, accounts } = options;
  const { name, account: home, region } = parsePipelineArn(pipelineArn)!;
  const nameOf = (id: string) =>
    describeAccount(accounts.find(each => each.id === id) ?? { id });
  const targets = [
    ...new Set(
      stacks
        .filter(({ phase, account }) => phase === 'target' && account !== home)
        .map(({ account }) => account),
    ),
  ];
  const boxes = [home, ...targets].map(account => ({
    title: `${nameOf(account)}${account === home ? `  pipeline ${name}` : ''}`,
    lines: stacks.filter(stack => stack.account === account).map(line),
  }));
  const [own, ...reached] = boxes;
  return [
    `Pipeline **${name}** in ${nameOf(
      home,
    )}, ${region}, and what it works with:`,
    '',
    '```text',
    own.title,
    ...own.lines.map(text => `│   ${text}`),
    ...reached.flatMap(({ title, lines }, index) => {
      const isLast = index === reached.length - 1;
      return [
        `${isLast ? '└' : '├'}─▶ ${title}`,
        ...lines.map(text => `${isLast ? ' ' : '│'}       ${text}`),
      ];
    }),
    '```',
    '',
    'What to do next:',
    '',
    '- Open the service: its page shows whether every account can be reached, from now on.',
    '- The pipeline runs by itself when its source changes; to run it now, choose "Start a run" there.',
  ].join('\n');
}

function line({ stackName, region, outcome }: MadeStack): string {
  return `${stackName} · ${region} · ${outcome}`;
}
