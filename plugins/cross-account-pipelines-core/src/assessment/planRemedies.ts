import type { Estate } from '../estate';
import {
  type AccountSummary,
  documentDiff,
  describeDocument,
  documentKey,
  hopsOf,
  inTurn,
  type PipelineReport,
  type Remedy,
  type Words,
  write,
} from '../report';
import { applyRemedy, InapplicableRemedyError } from './mending/applyRemedy';
import { assessPipeline } from './assessPipeline';

/**
 * What to change so that a pipeline works.
 *
 * @public
 */
export interface RemedyPlan {
  /**
   * In the order in which to make them, one for each document: with what is
   * changed before it, and from the document as it is to the document as it has
   * to be.
   */
  remedies: Remedy[];
  /** What a person has to do, since no document says it. */
  byHand: Remedy[];
  /** The assessment as it would be after the remedies. */
  report: PipelineReport;
}

/**
 * Finds every change that a pipeline needs. One remedy alone takes the
 * documents as they are: two of the same document would undo each other, so
 * each is judged in the estate that those before it leave. The estate that is
 * given stays as it is.
 *
 * @throws PipelineNotInEstateError when the estate has no pipeline of that ARN
 * @throws InvalidPipelineArnError when it has, and the ARN is not a pipeline's
 *
 * @public
 */
export function planRemedies(options: {
  estate: Estate;
  pipelineArn: string;
  accounts?: AccountSummary[];
}): RemedyPlan {
  const byDocument = new Map<string, Remedy>();
  const byHand = new Map<string, Remedy>();
  const tried = new Set<string>();
  let { estate } = options;
  for (;;) {
    const report = assessPipeline({ ...options, estate });
    const remedy = remediesOf(report).find(
      each => !tried.has(identityOf(each)),
    );
    if (!remedy) {
      return {
        remedies: [...byDocument.values()],
        byHand: [...byHand.values()],
        report,
      };
    }
    tried.add(identityOf(remedy));
    try {
      estate = applyRemedy({ estate, remedy });
      for (const { also: _, ...each } of [remedy, ...(remedy.also ?? [])]) {
        const key = documentKey(each.document);
        byDocument.set(key, joined(byDocument.get(key), each));
      }
    } catch (error) {
      if (!(error instanceof InapplicableRemedyError)) {
        throw error;
      }
      byHand.set(identityOf(remedy), remedy);
    }
  }
}

/**
 * Of what is broken, or pending because it was changed a moment ago; what mends
 * the most comes first.
 */
function remediesOf(report: PipelineReport): Remedy[] {
  const broken = hopsOf(report).filter(
    ({ health }) => health === 'broken' || health === 'pending',
  );
  return [
    ...(report.rootCause ? [report.rootCause.remedy] : []),
    ...broken.flatMap(({ remedy }) => remedy ?? []),
  ];
}

function identityOf({ document, after, summary }: Remedy): string {
  return JSON.stringify([documentKey(document), after ?? summary]);
}

function summariesOf(remedies: Remedy[]): Words[] {
  const said = remedies.map(({ summary: text, summaryPhrases: phrases }) => ({
    text,
    phrases,
  }));
  return [...new Map(said.map(each => [each.text, each])).values()];
}

/** Two changes of one document, one after the other, as one. */
function joined(first: Remedy | undefined, second: Remedy): Remedy {
  if (!first) {
    return second;
  }
  const { before } = first;
  return {
    ...second,
    ...(before !== undefined && { before }),
    ...write('summary', inTurn(summariesOf([first, second]))),
    diff: documentDiff(describeDocument(second.document), {
      before,
      after: second.after,
    }),
  };
}
