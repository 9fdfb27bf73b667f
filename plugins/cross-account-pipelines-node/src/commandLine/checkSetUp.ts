import { join } from 'node:path';
import {
  worstHealth,
  type AccountSummary,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-common';
import { assessPipeline } from '../assessment';
import { estateFromTemplates, type Estate } from '../estate';
import { checkLimits } from '../rendering/checkLimits';
import { judgeDeployRole } from '../rendering/judgeDeployRole';
import {
  partitionOf,
  resolveManifest,
  validateTemplate,
  type StackManifest,
  type TemplateProblem,
} from '../template';
import type { CheckFinding } from './CheckFinding';
import { findingsOfReport } from './findingsOfReport';
import { EstatePlaces } from './EstatePlaces';
import { manifestName, type SetUp } from './readSetUp';

/** The pipelines of a set-up or of AWS, and what was found in them. */
export interface CheckResult {
  reports: PipelineReport[];
  findings: CheckFinding[];
}

/**
 * Judges stacks before they are deployed: each template by itself, offline, and
 * all of them together as the accounts that they would make. Which pipelines
 * there are is what the templates say, unless the manifest names one.
 */
export async function checkSetUp(
  setUp: SetUp,
  accounts?: AccountSummary[],
): Promise<CheckResult> {
  const { manifest, templates } = setUp;
  const invalid = await validateTemplates(manifest, templates);
  const { stacks } = resolveManifest({ manifest, templates });
  const { estate, problems, warnings } = estateFromTemplates({
    manifest,
    templates,
  });
  const refused = new Set(
    invalid.filter(({ severity }) => !severity).map(({ file }) => file),
  );
  const found = [
    ...problems,
    ...invalid,
    // A template that is refused anyway need not even have the shape of one.
    ...checkLimits(
      stacks.filter(({ template }) => !refused.has(template.file)),
    ),
    ...warnings,
  ];
  const places = new EstatePlaces(estate, stacks);
  const { arns, missing } = findPipelines(manifest, estate);
  const reports = withDeployRole(
    arns.map(pipelineArn => assessPipeline({ estate, pipelineArn, accounts })),
    setUp,
  );
  const findings = [
    ...found.map(toFinding),
    ...missing,
    ...reports.flatMap(report => findingsOfReport(report, places)),
  ];
  return {
    reports,
    findings: findings.map(finding => withPlace(finding, setUp)),
  };
}

/** A spec says more of its deploy roles than the pipelines made from it. */
function withDeployRole(
  [report, ...others]: PipelineReport[],
  { renderedFrom }: SetUp,
): PipelineReport[] {
  const findings = renderedFrom ? judgeDeployRole(renderedFrom.spec) : [];
  return report
    ? [
        {
          ...report,
          findings: [...report.findings, ...findings],
          health: worstHealth([
            report.health,
            ...findings.map(({ health }) => health),
          ]),
        },
        ...others,
      ]
    : [];
}

/** Names places as the person named the folder or the spec. */
function withPlace(
  { place, ...finding }: CheckFinding,
  { folder = '', renderedFrom }: SetUp,
): CheckFinding {
  if (!place) {
    return finding;
  }
  return renderedFrom === undefined
    ? { ...finding, place: { ...place, file: join(folder, place.file) } }
    : { ...finding, place: { file: renderedFrom.file }, rendered: place };
}

async function validateTemplates(
  manifest: StackManifest,
  templates: Record<string, string>,
): Promise<TemplateProblem[]> {
  const files = [...new Set(manifest.stacks.map(({ template }) => template))];
  const found = await Promise.all(
    files.map(file => validateTemplate({ file, text: templates[file] })),
  );
  return found.flat();
}

function findPipelines(
  { pipeline }: StackManifest,
  estate: Estate,
): { arns: string[]; missing: CheckFinding[] } {
  const known = Object.values(estate.accounts).flatMap(account =>
    Object.keys(account.pipelines),
  );
  const arns = pipeline
    ? known.filter(arn => arn === pipelineArnOf(pipeline))
    : known;
  return {
    arns,
    missing:
      arns.length > 0
        ? []
        : [
            {
              rule: 'pipeline-missing',
              level: 'error',
              message: `None of the templates makes ${
                pipeline
                  ? `the pipeline ${pipelineArnOf(pipeline)}`
                  : 'a pipeline'
              }.`,
              place: { file: manifestName },
            },
          ],
  };
}

function pipelineArnOf({
  name,
  account,
  region,
}: NonNullable<StackManifest['pipeline']>): string {
  const partition = partitionOf(region).id;
  return `arn:${partition}:codepipeline:${region}:${account}:${name}`;
}

/** The offline validation puts the name of its rule behind what it says. */
const validationRule = /^(.*) \(([A-Z]\w*\d)\)$/s;

function toFinding({ message, severity, ...place }: TemplateProblem) {
  const [, text = message, rule = 'template'] =
    validationRule.exec(message) ?? [];
  const finding: CheckFinding = {
    rule,
    level: severity ?? 'error',
    message: text.replace(/\.?$/, '.'),
    place,
  };
  return finding;
}
