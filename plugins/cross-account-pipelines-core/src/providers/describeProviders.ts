import { awsProviders } from './awsProviders';
import { exampleAction } from './exampleActions';
import type { Provider } from './Provider';

/**
 * Every provider and rule that the suite knows as a page of the documentation,
 * in Markdown: what an example action asks AWS for.
 */
export function describeProviders(): string {
  return [
    '# Providers',
    '',
    'What each action, and each rule of a stage condition, asks AWS for: by an example in account 222222222222, called by the action role. Without a _needed_ call the action fails, so the hop is broken. A _documented_ call stands on the page of the provider, but the action works without it, so a missing one is a warning. An action that is not listed here is unknown, never healthy.',
    '',
    'Artifacts come on top: every role that reads or writes them needs the bucket ([H5](rules.md#h5)) and the key ([H6](rules.md#h6)).',
    '',
    'This page is generated from the providers: change `providers/` in the core package and run `npm run docs`.',
    ...Object.keys(awsProviders)
      .sort()
      .flatMap(kind => describe(kind, awsProviders[kind]!)),
    '',
  ].join('\n');
}

function describe(kind: string, provider: Provider): string[] {
  const place = exampleAction(kind);
  const calls = (provider.calls?.(place) ?? []).flatMap(
    ({ requests }) => requests,
  );
  return [
    '',
    `## ${kind}`,
    '',
    [
      `[AWS](https://docs.aws.amazon.com/${provider.page}.html).`,
      ...factsOf(provider, place),
    ].join(' '),
    ...(calls.length > 0
      ? [
          '',
          '| Call | On | |',
          '| --- | --- | --- |',
          ...calls.map(
            ({ action, resource, pattern, need }) =>
              `| \`${action}\` | \`${pattern ?? resource}\` | ${
                need === 'required' ? 'needed' : 'documented'
              } |`,
          ),
        ]
      : []),
  ];
}

function factsOf(
  provider: Provider,
  place: ReturnType<typeof exampleAction>,
): string[] {
  const { settings = [], artifacts } = provider;
  const passed = provider.passes?.(place) ?? [];
  const named = provider.names?.(place) ?? [];
  const facts: Array<[boolean | undefined, string]> = [
    [provider.needsV2, 'In pipelines of type V2 only.'],
    [
      settings.length > 0,
      `Refused without ${settings.map(name => `\`${name}\``).join(', ')}.`,
    ],
    [artifacts?.reads, 'The action role reads artifacts.'],
    [Boolean(artifacts?.writes), 'The action role writes artifacts.'],
    [Boolean(provider.workers), 'What does the work has a role of its own.'],
    [
      passed.length > 0,
      `The action role passes a role to ${passed
        .map(({ serviceName }) => serviceName)
        .join(' and ')} ([H3](rules.md#h3)).`,
    ],
    [
      named.length > 0,
      `Has to be there ([H11](rules.md#h11)): ${named
        .map(({ type }) => type)
        .join(', ')}.`,
    ],
    [
      provider.runsCommands || Boolean(provider.runsFunction),
      'May enter other accounts by itself ([H13](rules.md#h13)).',
    ],
    [
      Boolean(provider.cluster),
      'The cluster has to let the action role in ([H14](rules.md#h14)).',
    ],
    [!provider.calls?.(place).length, 'Calls nothing by itself.'],
  ];
  return facts.filter(([holds]) => holds).map(([, sentence]) => sentence);
}
