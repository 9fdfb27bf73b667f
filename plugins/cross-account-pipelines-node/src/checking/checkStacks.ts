import type {
  AccountSummary,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-common';
import { assessPipeline } from '../assessment';
import { estateFromStacks, type Estate } from '../estate';
import {
  partitionOf,
  resolveManifest,
  validateTemplate,
  type ResolvedManifestStack,
  type StackManifest,
  type TemplateProblem,
} from '../template';
import type { CheckFinding } from './CheckFinding';
import { checkLimits } from './checkLimits';
import { EstatePlaces } from './EstatePlaces';
import { findingsOfReport } from './findingsOfReport';

/** What a folder's manifest is called. */
export const manifestName = 'manifest.yaml';

/**
 * What is known of stacks before any of them is deployed.
 *
 * @public
 */
export interface StackCheck {
  /** Of each pipeline: every hop, foretold. */
  reports: PipelineReport[];
  /** Every hop that is not healthy, and what else was found. */
  findings: CheckFinding[];
  /** The accounts as the stacks would make them. */
  estate: Estate;
}

/**
 * Judges stacks before they are deployed: each template by itself, offline, and
 * all of them together as the accounts that they would make.
 *
 * @param options - `templates` are texts by the path that the manifest names;
 *   `pipelineArns` default to the pipeline that the manifest names, or to all
 *   that the templates make; `accounts` name the accounts in the reports
 *
 * @public
 */
export async function checkStacks(options: {
  manifest: StackManifest;
  templates: Record<string, string>;
  pipelineArns?: string[];
  accounts?: AccountSummary[];
}): Promise<StackCheck> {
  const { manifest, templates, accounts } = options;
  const { stacks, problems, warnings } = resolveManifest({
    manifest,
    templates,
  });
  // In a thread of its own, while this one goes on.
  const validation = validateTemplates(stacks);
  const estate = estateFromStacks({ manifest, stacks });
  const places = new EstatePlaces(estate, stacks);
  const { arns, missing } = findPipelines(estate, options);
  const reports = arns.map(pipelineArn =>
    assessPipeline({ estate, pipelineArn, accounts }),
  );
  const invalid = await validation;
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
  return {
    reports,
    findings: [
      ...found.map(toFinding),
      ...missing,
      ...reports.flatMap(report => findingsOfReport(report, places)),
    ],
    estate,
  };
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

function findPipelines(
  estate: Estate,
  {
    manifest: { pipeline },
    pipelineArns,
  }: { manifest: StackManifest; pipelineArns?: string[] },
): { arns: string[]; missing: CheckFinding[] } {
  const made = Object.values(estate.accounts).flatMap(account =>
    Object.keys(account.pipelines),
  );
  const asked = pipelineArns ?? (pipeline && [pipelineArnOf(pipeline)]);
  const absent = (asked ?? []).filter(arn => !made.includes(arn));
  const messages =
    asked || made.length > 0
      ? absent.map(arn => `None of the templates makes the pipeline ${arn}.`)
      : ['None of the templates makes a pipeline.'];
  return {
    arns: asked ? asked.filter(arn => made.includes(arn)) : made,
    missing: messages.map(message => ({
      rule: 'pipeline-missing',
      level: 'error',
      message,
      place: { file: manifestName },
    })),
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
