import {
  worstHealth,
  type AccountSummary,
  type HopVerdict,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-common';
import { assessPipeline, PipelineNotInEstateError } from '../assessment';
import { readDocumentName } from '../assessment/DocumentReference';
import { documentSource } from '../assessment/estateDocuments';
import { estateFromStacks, type Estate } from '../estate';
import type { PipelineSpec } from '../pipeline';
import {
  resolveManifest,
  validateTemplate,
  type ResolvedManifestStack,
  type TemplateProblem,
} from '../template';
import { checkLimits } from './checkLimits';
import { judgeDeployRole } from './judgeDeployRole';
import type { PlanCheck } from './PlanCheck';
import type { RenderedPipeline } from './RenderedPipeline';

/**
 * Judges rendered files before anything is created: each template by itself,
 * offline, and all of them together as the accounts that they would make.
 *
 * @param options - `accounts` name the accounts in the report
 *
 * @public
 */
export async function checkRendered(
  rendered: RenderedPipeline,
  options: { accounts?: AccountSummary[] } = {},
): Promise<PlanCheck> {
  const { manifest, files: templates } = rendered;
  const { stacks, problems, warnings } = resolveManifest({
    manifest,
    templates,
  });
  // In a thread of its own, while this one goes on.
  const validation = validateTemplates(stacks);
  const estate = estateFromStacks({ manifest, stacks });
  const report = assess(rendered, estate, options.accounts);
  const validated = await validation;
  const templateProblems = [
    ...problems,
    ...validated.filter(({ severity }) => !severity),
    ...checkLimits(stacks),
  ];
  return {
    manifest,
    principals: rendered.principals,
    keyNames: keyNames(estate),
    report,
    // What a template lacks breaks hops as well: the cause says it better.
    problems:
      templateProblems.length > 0
        ? templateProblems
        : brokenParts(report, estate),
    warnings: [...warnings, ...validated.filter(({ severity }) => severity)],
  };
}

function keyNames({ accounts }: Estate): Record<string, string> {
  return Object.fromEntries(
    Object.values(accounts)
      .flatMap(({ keys }) => Object.values(keys))
      .flatMap(({ arn, aliases = [] }) =>
        aliases
          .slice(0, 1)
          .map(alias => [arn.slice(arn.indexOf(':key/') + 5), alias]),
      ),
  );
}

/** Those that can be read; what is wrong with the others is known. */
async function validateTemplates(
  stacks: ResolvedManifestStack[],
): Promise<TemplateProblem[]> {
  const templates = [...new Set(stacks.map(({ template }) => template))];
  const found = await Promise.all(
    templates.map(template =>
      validateTemplate({
        file: template.file,
        text: template.condense(),
        uses: stacks
          .filter(stack => stack.template === template)
          .map(({ resolved }) => resolved),
      }),
    ),
  );
  return found.flat();
}

function assess(
  rendered: RenderedPipeline,
  estate: Estate,
  accounts?: AccountSummary[],
): PipelineReport {
  const { spec, pipelineArn, pipelineArns } = rendered;
  try {
    const reports = pipelineArns.map(arn =>
      assessPipeline({ estate, pipelineArn: arn, accounts }),
    );
    const findings = [
      ...reports.flatMap(report => report.findings),
      ...judgeDeployRole(spec),
    ];
    return {
      ...reports[0],
      hops: reports.flatMap(report => report.hops),
      links: reports.flatMap(report => report.links),
      unseen: [...new Set(reports.flatMap(report => report.unseen))],
      findings,
      health: worstHealth([
        ...reports.map(({ health }) => health),
        ...findings.map(({ health }) => health),
      ]),
    };
  } catch (error) {
    if (!(error instanceof PipelineNotInEstateError)) {
      throw error;
    }
    return withoutPipeline(spec, pipelineArn, accounts);
  }
}

function withoutPipeline(
  { name, account, region }: PipelineSpec,
  pipelineArn: string,
  accounts: AccountSummary[] = [],
): PipelineReport {
  return {
    pipelineArn,
    name,
    account: accounts.find(({ id }) => id === account) ?? { id: account },
    region,
    health: 'broken',
    origin: 'predicted',
    hops: [],
    links: [],
    findings: [
      {
        rule: 'pipeline-missing',
        health: 'broken',
        message: `None of the templates makes the pipeline ${pipelineArn}.`,
        account,
        evidence: [],
      },
    ],
    unseen: [],
    readAt: new Date().toISOString(),
  };
}

function brokenParts(
  report: PipelineReport,
  estate: Estate,
): TemplateProblem[] {
  const hops = [...report.hops, ...report.links.flatMap(link => link.hops)];
  return [
    ...hops
      .filter(({ health }) => health === 'broken')
      .map(hop => ({
        ...placeOf(hop, estate),
        message: describeHop(hop),
      })),
    ...report.findings
      .filter(({ health }) => health === 'broken')
      .map(finding => ({
        ...placeOf(finding, estate),
        message: finding.message,
      })),
  ];
}

function describeHop({ hop, sentence, reason, remedy }: HopVerdict): string {
  return [`${hop} would be broken: ${sentence}`, reason, remedy?.summary]
    .filter(part => part !== undefined)
    .map(part => part.replace(/\.?$/, '.'))
    .join(' ');
}

/** Where the document that has to change stands in the templates. */
function placeOf(
  { evidence, remedy }: Pick<HopVerdict, 'evidence' | 'remedy'>,
  estate: Estate,
): { file: string; line?: number } {
  const document = remedy && readDocumentName(remedy.document);
  const source =
    (document && documentSource(estate, document)) ??
    evidence.find(each => each.source)?.source;
  return source
    ? { file: source.file, line: source.line }
    : { file: 'manifest.yaml' };
}
