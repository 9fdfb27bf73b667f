import {
  worstHealth,
  type AccountSummary,
  type Finding,
  type HopVerdict,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-common';
import { assessPipeline, PipelineNotInEstateError } from '../assessment';
import { readDocumentName } from '../assessment/DocumentReference';
import { documentSource } from '../assessment/estateDocuments';
import { estateFromTemplates, type Estate } from '../estate';
import type { PipelineSpec } from '../pipeline';
import {
  resolveManifest,
  validateTemplate,
  type TemplateProblem,
} from '../template';
import { checkLimits } from './checkLimits';
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
  const validated = await validateTemplates(rendered);
  const { estate, problems, warnings } = estateFromTemplates({
    manifest,
    templates,
  });
  const { stacks } = resolveManifest({ manifest, templates });
  const report = assess(rendered, estate, options.accounts);
  const templateProblems = [
    ...problems,
    ...validated.filter(({ severity }) => !severity),
    ...checkLimits(stacks),
  ];
  return {
    manifest,
    report,
    // What a template lacks breaks hops as well: the cause says it better.
    problems:
      templateProblems.length > 0
        ? templateProblems
        : brokenParts(report, estate),
    warnings: [...warnings, ...validated.filter(({ severity }) => severity)],
  };
}

async function validateTemplates({
  manifest,
  files,
}: RenderedPipeline): Promise<TemplateProblem[]> {
  const names = [...new Set(manifest.stacks.map(stack => stack.template))];
  const found = await Promise.all(
    names
      .filter(file => Object.hasOwn(files, file))
      .map(file => validateTemplate({ file, text: files[file] })),
  );
  return found.flat();
}

function assess(
  { spec, pipelineArn }: RenderedPipeline,
  estate: Estate,
  accounts?: AccountSummary[],
): PipelineReport {
  try {
    const report = assessPipeline({ estate, pipelineArn, accounts });
    const findings = [...report.findings, ...judgeDeployRole(spec)];
    return {
      ...report,
      findings,
      health: worstHealth([
        report.health,
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

/** CloudFormation could read artifacts and make nothing of them. */
function judgeDeployRole({ deployRole }: PipelineSpec): Finding[] {
  const hasPermissions =
    deployRole?.managedPolicyArns?.length || deployRole?.statements?.length;
  return hasPermissions
    ? []
    : [
        {
          rule: 'deploy-role-without-permissions',
          health: 'warning',
          message:
            'The deploy roles may read artifacts and nothing else, so CloudFormation cannot create any resource in the target accounts. Name what it may do in crossAccountPipelines.deployRole.',
          evidence: [],
        },
      ];
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
