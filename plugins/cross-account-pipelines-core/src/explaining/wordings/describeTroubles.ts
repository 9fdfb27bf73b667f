import type { Cause } from '../causes/Cause';
import { causeFamilies, type CauseId } from '../causes/causes';
import { fillSentence } from '../fillSentence';
import { wordings } from './wordings';

const titles: Record<keyof typeof causeFamilies, string> = {
  refusals: 'Not authorized, access denied',
  assuming: 'Roles that cannot be assumed or passed',
  policies: 'Policies that AWS refuses to write',
  keys: 'KMS keys',
  artifacts: 'Artifacts and buckets',
  sources: 'Connections, repositories and events',
  definition: 'The pipeline definition',
  builds: 'Builds',
  images: 'Container images and packages',
  deployments: 'CodeDeploy, ECS, EKS and Lambda',
  stacks: 'CloudFormation stacks',
  stackSets: 'StackSets',
  templates: 'Templates and parameters',
  limits: 'Limits',
  environment: 'Credentials, Regions and the network',
};

/**
 * Every cause of the register with the texts that it is known by, as a page of
 * the documentation, in Markdown.
 */
export function describeTroubles(): string {
  const families = Object.entries(causeFamilies) as Array<
    [keyof typeof titles, Record<string, Cause>]
  >;
  return [
    '# Troubleshooting',
    '',
    'What error texts of pipelines that deploy into other AWS accounts mean, and what to change. Search this page for a few words of the text, or let the command line read all of it: `explain "<text>"`, or `explain --live <pipeline ARN>` to weigh it against the pipeline as it is. Account `111111111111` is the pipeline account, `222222222222` a target account.',
    '',
    'This page is generated from the register of causes: change `explaining/causes` and `explaining/wordings` in the core package and run `npm run docs`.',
    '',
    ...families.map(
      ([family]) => `- [${titles[family]}](#${anchorOf(titles[family])})`,
    ),
    '',
    ...families.flatMap(([family, causes]) => [
      `## ${titles[family]}`,
      '',
      ...Object.entries(causes).flatMap(([id, cause]) =>
        describe(id as CauseId, cause),
      ),
    ]),
  ].join('\n');
}

function describe(id: CauseId, cause: Cause): string[] {
  const { sentence, change, readNext, page, hop, side } = cause;
  const texts = wordings
    .filter(each => each.cause === id)
    .map(({ text }) => text.replace(/\s+/g, ' '));
  const title = id.replace(/-/g, ' ');
  const about = [
    hop && (/^H\d/.test(hop) ? `hop \`${hop}\`` : hop),
    side && `side: ${side}`,
  ].filter(Boolean);
  return [
    `### <a id="${id}"></a>${title.charAt(0).toUpperCase()}${title.slice(1)}`,
    '',
    ...(texts.length > 0 ? ['```text', ...texts, '```', ''] : []),
    `${filled(sentence)}${about.length > 0 ? ` (${about.join(', ')})` : ''}`,
    '',
    `- **Change:** ${filled(change)}`,
    ...readNext.map(next => `- To be sure: ${filled(next)}.`),
    `- [AWS documentation](https://docs.aws.amazon.com/${page}.html)`,
    '',
  ];
}

/** A sentence without the names of a text. */
function filled(sentence: string): string {
  return fillSentence(sentence, {}).replace(/([*_<>])/g, '\\$1');
}

function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replace(/ /g, '-');
}
