import {
  worstHealth,
  type AccountSummary,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-common';
import { assessPipeline } from '../assessment';
import type { StackPlan } from '../deployment';
import { estateFromTemplates, type Estate } from '../estate';
import { checkLimits } from '../rendering/checkLimits';
import { judgeDeployRole } from '../rendering/judgeDeployRole';
import {
  partitionOf,
  resolveManifest,
  validateTemplate,
  type ResolvedManifestStack,
  type StackManifest,
  type TemplateProblem,
} from '../template';
import type { CheckFinding } from './CheckFinding';
import { findingsOfReport } from './findingsOfReport';
import { EstatePlaces } from './EstatePlaces';
import { placeInSetUp } from './placeInSetUp';
import { manifestName, type SetUp } from './readSetUp';

/** The pipelines of a set-up or of AWS, and what was found in them. */
export interface CheckResult {
  reports: PipelineReport[];
  findings: CheckFinding[];
  /** Against what is deployed, where that was asked for. */
  plan?: StackPlan[];
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
  const { stacks } = resolveManifest({ manifest, templates });
  const invalid = await validateTemplates(setUp, stacks);
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
    findings: findings.map(finding => placeInSetUp(finding, setUp)),
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

async function validateTemplates(
  { manifest, templates }: SetUp,
  stacks: ResolvedManifestStack[],
): Promise<TemplateProblem[]> {
  const files = new Set(manifest.stacks.map(({ template }) => template));
  const found = await Promise.all(
    [...files].map(file => {
      const uses = stacks.filter(({ template }) => template.file === file);
      return validateTemplate({
        file,
        text: templates[file],
        // One that cannot be read has no use.
        uses: uses.length > 0 ? uses.map(use => use.resolved) : undefined,
      });
    }),
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
