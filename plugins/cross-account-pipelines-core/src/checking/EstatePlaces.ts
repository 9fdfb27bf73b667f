import {
  documentKey,
  type DocumentReference,
  type Finding,
  type HopVerdict,
  type Remedy,
} from '../report';
import { documentAt } from '../assessment/documents/documentReference';
import { documentSource } from '../assessment/documents/estateDocuments';
import type { DocumentSource, Estate } from '../estate';
import type { ParsedTemplate, ResolvedManifestStack } from '../template';
import { items, valueAt } from '../template/templateValues';
import type { FilePlace } from './CheckFinding';

type Path = Array<string | number>;
type Verdict = HopVerdict | Finding;

/**
 * Finds the line of a template that a verdict is about: the deciding statement,
 * the action or the artifact store, and otherwise the document around it.
 */
export class EstatePlaces {
  private readonly templates: Map<string, ParsedTemplate>;

  constructor(
    private readonly estate: Estate,
    stacks: ResolvedManifestStack[],
  ) {
    this.templates = new Map(
      stacks.map(({ template }) => [template.file, template]),
    );
  }

  /** Where to change something, or else what decided. */
  find(pipelineArn: string, verdict: Verdict): FilePlace | undefined {
    const documents = [
      ...(verdict.remedy ? [verdict.remedy.document] : []),
      ...verdict.evidence.map(({ document }) => document),
      ...sidesOf(verdict),
      documentAt('pipeline definition', pipelineArn),
    ];
    for (const document of documents) {
      const source = documentSource(this.estate, document);
      if (source) {
        const evidence = verdict.evidence.filter(
          each => documentKey(each.document) === documentKey(document),
        );
        return this.narrow({ ...verdict, evidence }, document, source);
      }
    }
    return undefined;
  }

  private narrow(
    verdict: Verdict,
    document: DocumentReference,
    source: DocumentSource,
  ): FilePlace {
    const { file, line, logicalId } = source;
    const template = this.templates.get(file);
    if (!template) {
      return { file, line, address: logicalId };
    }
    const resource = logicalId && template.body.Resources[logicalId];
    if (!resource) {
      return { file, line };
    }
    const paths =
      document.type === 'pipeline definition'
        ? definitionPaths(resource.Properties, verdict)
        : statementPaths(resource.Properties, verdict);
    const found = paths
      .filter(path => valueAt(resource.Properties, path) !== undefined)
      .map(path =>
        template.locate(['Resources', logicalId, 'Properties', ...path]),
      )
      .find(place => place.line >= (line ?? 1));
    return found ? { file, ...found } : { file, line };
  }
}

/** The documents that do not allow a hop. */
function sidesOf(verdict: Verdict): DocumentReference[] {
  const sides = 'hop' in verdict ? [verdict.caller, verdict.resource] : [];
  return sides.flatMap(side =>
    side && side.allows !== 'yes' ? [side.document] : [],
  );
}

/** Statements that decide, or that the remedy changes, in one document. */
function statementPaths(properties: unknown, verdict: Verdict): Path[] {
  const { evidence, remedy } = verdict;
  const deciding = evidence.flatMap(({ statement }) => statement ?? []);
  const changed = changedStatement(remedy);
  return statementLists(properties).flatMap(path =>
    items(valueAt(properties, path)).flatMap((statement, index) =>
      index === changed ||
      deciding.includes(textAt(statement, 'Sid') ?? `#${index}`)
        ? [[...path, index]]
        : [],
    ),
  );
}

/** Number of the first statement that is another one after a remedy. */
function changedStatement(remedy: Remedy | undefined): number | undefined {
  const [before, after] = [remedy?.before, remedy?.after].map(text =>
    items(
      valueAt(text === undefined ? undefined : JSON.parse(text), ['Statement']),
    ),
  );
  const index = before.findIndex(
    (statement, number) =>
      JSON.stringify(statement) !== JSON.stringify(after[number]),
  );
  return index < 0 ? undefined : index;
}

const documentProperties = [
  'AssumeRolePolicyDocument',
  'KeyPolicy',
  'PolicyDocument',
];

function statementLists(properties: unknown): Path[] {
  return [
    ...documentProperties.map(name => [name, 'Statement']),
    ...items(valueAt(properties, ['Policies'])).map((_, index) => [
      'Policies',
      index,
      'PolicyDocument',
      'Statement',
    ]),
  ];
}

const artifactStorePaths: Path[] = [
  ['ArtifactStore', 'EncryptionKey', 'Id'],
  ['ArtifactStore'],
  ['ArtifactStores'],
];

/** The artifact store where that is quoted, and otherwise the action of a hop. */
function definitionPaths(properties: unknown, verdict: Verdict): Path[] {
  const quotesStore = verdict.evidence.some(({ text }) =>
    text?.includes('"location"'),
  );
  const actions = 'actions' in verdict ? verdict.actions ?? [] : [];
  const action = quotesStore ? undefined : actions[0];
  return action === undefined
    ? artifactStorePaths
    : actionPaths(properties, action);
}

/** @param action - as verdicts name it, `Stage/Action` */
function actionPaths(properties: unknown, action: string): Path[] {
  return items(valueAt(properties, ['Stages'])).flatMap((stage, stageIndex) =>
    items(valueAt(stage, ['Actions'])).flatMap((each, index) =>
      `${textAt(stage, 'Name')}/${textAt(each, 'Name')}` === action
        ? [['Stages', stageIndex, 'Actions', index]]
        : [],
    ),
  );
}

function textAt(value: unknown, name: string): string | undefined {
  const text = valueAt(value, [name]);
  return typeof text === 'string' ? text : undefined;
}
