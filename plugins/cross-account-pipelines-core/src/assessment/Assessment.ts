import type { Hop } from '../pipeline';
import type { PipelineReport } from '../report';
import {
  type AlikeAccount,
  findAlikeAccounts,
} from './alike/findAlikeAccounts';
import { standIns } from './alike/standIns';
import { EstateMemory } from './AssessmentMemory';
import {
  assessEveryLink,
  type AssessmentOptions,
  type JudgedLinks,
  judgeLinks,
  pipelineIn,
  toReport,
} from './assessPipeline';
import { EstateView } from './EstateView';
import type { Judgement } from './Judgement';

/**
 * Assesses the pipelines of one estate. What they share is looked at once, and
 * accounts that a pipeline reaches in the same way are judged once; the estate
 * must not change meanwhile.
 *
 * @public
 */
export class Assessment {
  readonly #options: AssessmentOptions;
  readonly #shared: EstateMemory;

  constructor(options: AssessmentOptions) {
    this.#options = options;
    this.#shared = new EstateMemory(options.documents);
  }

  /**
   * Judges every hop of a pipeline: whether AWS would allow it, which side has
   * to change where it would not, and what to change there.
   *
   * @throws PipelineNotInEstateError when the estate has no pipeline of that ARN
   * @throws InvalidPipelineArnError when it has, and the ARN is not a pipeline's
   */
  assess(pipelineArn: string): PipelineReport {
    const view = new EstateView(this.#options.estate, this.#shared);
    const options = { ...this.#options, pipelineArn };
    const { definition } = pipelineIn(options);
    const found = findAlikeAccounts(view, pipelineArn, definition);
    const judged = found && judgeLinks(view, found.links, options);
    return judged && holdsForAlike(judged, found.alike)
      ? toReport(judged, options, standIns(found))
      : assessEveryLink(view, options);
  }
}

/**
 * Whether what was found about accounts can be said of those that are like them:
 * nothing has to be mended, and nothing is quoted that names one of many.
 */
function holdsForAlike(
  { links, judgements, issues, surroundings }: JudgedLinks,
  alike: ReadonlyMap<string, AlikeAccount>,
): boolean {
  const judged = new Map(
    [...alike.values()].map(each => [each.judged, [...each.paths.keys()]]),
  );
  return (
    [...judgements.values()].every(({ fault }) => !fault) &&
    [...issues, ...surroundings].every(
      ({ account = '' }) => !judged.has(account),
    ) &&
    links.links.every(({ account, hops }) => {
      const paths = judged.get(account);
      return hops.every(
        hop => !paths || namesNone(hop, judgements.get(hop)!, account, paths),
      );
    })
  );
}

function namesNone(
  { id, sentence }: Hop,
  { reason, evidence }: Judgement,
  account: string,
  paths: string[],
): boolean {
  const said = [id, sentence, reason?.text ?? ''];
  return (
    evidence.every(({ text }) => !text?.includes(account)) &&
    paths.every(path => said.every(text => !text.includes(path)))
  );
}
