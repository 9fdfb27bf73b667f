import type { AccountSummary, PipelineReport } from '../report';
import { estateFromStacks, listDeployments, type Estate } from '../estate';
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
import { judgeEstate } from './judgeEstate';
import type { KeyNames } from './nameKeys';

/**
 * What a folder's manifest is called.
 *
 * @alpha
 */
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
  /** For keys, and all else whose name AWS will make up; the findings have them already. */
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
 * @returns all that is wrong, templates that cannot be read too
 * @throws only what `validateTemplate`, `awsReference` or `lookUp` throws
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
  if (lookUp) {
    estate.deployments = listDeployments(manifest, stacks);
  }
  const judged = await judgeEstate({
    estate,
    places: new EstatePlaces(estate, stacks),
    pipeline: manifest.pipeline,
    from: { file: manifestName, none: 'None of the templates makes' },
    accounts,
    awsReference,
    lookUp,
  });
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
    ...judged,
    findings: [...found.map(toFinding), ...judged.findings],
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
