import type { AccountSummary, PipelineReport } from '../report';
import { Assessment } from '../assessment';
import {
  addAwsPolicies,
  estateFromStacks,
  type Estate,
  type PipelineState,
} from '../estate';
import { pipelineArnOf, startedPipelines } from '../pipeline';
import {
  resolveManifest,
  type ResolvedManifestStack,
  type StackManifest,
  type TemplateProblem,
  type TemplateValidator,
} from '../template';
import type { AwsReference } from './AwsReference';
import type { CheckFinding } from './CheckFinding';
import { checkLimits } from './checkLimits';
import { EstatePlaces } from './EstatePlaces';
import { findingsOfReport } from './findingsOfReport';
import { findUnknownActions } from './findUnknownActions';
import { keyNamesOf, nameKeys, type KeyNames } from './nameKeys';

/** What a folder's manifest is called. */
export const manifestName = 'manifest.yaml';

/**
 * What is known of stacks before any of them is deployed.
 *
 * @public
 */
export interface StackCheck {
  /**
   * Every hop, foretold: of the pipeline that the manifest names and those that
   * it starts, or else of all that the templates make.
   */
  reports: PipelineReport[];
  /** Every hop that is not healthy, and what else was found. */
  findings: CheckFinding[];
  /** Of the keys that the stacks would make; the findings have them already. */
  keyNames: KeyNames;
}

/**
 * Adds to a foretold estate what its pipelines name and no template makes.
 *
 * @public
 */
export type EstateLookUp = (
  estate: Estate,
  pipelineArns: string[],
) => Promise<void>;

/**
 * Judges stacks before they are deployed: each template by itself, offline, and
 * all of them together as the accounts that they would make.
 *
 * @param options - `templates` are texts by the path that the manifest names;
 *   `accounts` name the accounts in the reports; without `awsReference` AWS's own
 *   policies and the names of its actions are not known, and without `lookUp`
 *   what no template makes
 *
 * @public
 */
export async function checkStacks(options: {
  manifest: StackManifest;
  templates: Record<string, string>;
  accounts?: AccountSummary[];
  validateTemplate: TemplateValidator;
  awsReference?: AwsReference;
  lookUp?: EstateLookUp;
}): Promise<StackCheck> {
  const {
    manifest,
    templates,
    accounts,
    validateTemplate,
    awsReference,
    lookUp,
  } = options;
  const { stacks, problems, warnings } = resolveManifest({
    manifest,
    templates,
  });
  // May work in a thread of its own, while this one goes on.
  const validation = validateTemplates(stacks, validateTemplate);
  const estate = estateFromStacks({ manifest, stacks });
  const unknownActions = awsReference
    ? await findUnknownActions(estate, awsReference)
    : [];
  if (awsReference) {
    await addAwsPolicies(estate, () => awsReference.managedPolicies());
  }
  const { arns, missing } = findPipelines(estate, manifest);
  await lookUp?.(estate, arns);
  const places = new EstatePlaces(estate, stacks);
  const assessment = new Assessment({ estate, accounts });
  const reports = arns.map(pipelineArn => assessment.assess(pipelineArn));
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
  const keyNames = keyNamesOf(estate);
  return {
    reports,
    findings: [
      ...found.map(toFinding),
      ...missing,
      ...unknownActions,
      ...reports
        .flatMap(report => findingsOfReport(report, places))
        .map(finding => withKeyNames(finding, keyNames)),
    ],
    keyNames,
  };
}

function withKeyNames(
  { message, remedy, ...finding }: CheckFinding,
  names: KeyNames,
): CheckFinding {
  return {
    ...finding,
    message: nameKeys(message, names),
    ...(remedy !== undefined && { remedy: nameKeys(remedy, names) }),
  };
}

/** Those that can be read; what is wrong with the others is known. */
async function validateTemplates(
  stacks: ResolvedManifestStack[],
  validateTemplate: TemplateValidator,
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
  { pipeline }: StackManifest,
): { arns: string[]; missing: CheckFinding[] } {
  const made = new Map(
    Object.values(estate.accounts).flatMap(({ pipelines }) =>
      Object.entries(pipelines),
    ),
  );
  const asked = pipeline && pipelineArnOf(pipeline);
  const arns = asked ? withStarted(asked, made) : [...made.keys()];
  const message = asked
    ? `None of the templates makes the pipeline ${asked}.`
    : 'None of the templates makes a pipeline.';
  return {
    arns,
    missing:
      arns.length > 0
        ? []
        : [
            {
              rule: 'pipeline-missing',
              level: 'error',
              message,
              place: { file: manifestName },
            },
          ],
  };
}

/** A pipeline that is too large for one is several, each started by the last. */
function withStarted(
  pipelineArn: string,
  made: ReadonlyMap<string, PipelineState>,
): string[] {
  const found = new Set([pipelineArn].filter(arn => made.has(arn)));
  for (const arn of found) {
    startedPipelines(arn, made.get(arn)!.definition)
      .filter(started => made.has(started))
      .forEach(started => found.add(started));
  }
  return [...found];
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
