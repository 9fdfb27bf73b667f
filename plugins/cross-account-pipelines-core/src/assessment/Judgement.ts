import { say } from '../report';
import type { Evidence, Health, Side, SideVerdict, Words } from '../report';
import {
  shortName,
  type HopRequest,
  type PipelineLinks,
  type RolePurpose,
} from '../pipeline';
import {
  unforeseenPart,
  unforeseenReason,
  type PolicyLayer,
  type StatementReference,
} from '../policy';
import { documentAt } from './documents/documentReference';
import type { EstateView } from './EstateView';

/**
 * What was found about a hop, before it is put into words for a report.
 */
export interface Judgement {
  health: Health;
  reason?: Words;
  side?: Side;
  account?: string;
  caller?: SideVerdict;
  resource?: SideVerdict;
  evidence: Evidence[];
  /** What a remedy has to mend; absent where there is nothing to mend. */
  fault?: Fault;
}

/**
 * Why a hop does not work.
 */
export type Fault =
  | { type: 'role missing'; arn: string; purpose: RolePurpose }
  | { type: 'account id'; arn: string }
  | { type: 'bucket missing'; name: string; account: string; region: string }
  | { type: 'key missing'; arn: string }
  | { type: 'key state'; arn: string; state: string }
  | { type: 'passed across accounts'; roleArn: string; passedRoleArn: string }
  | { type: 'unshareable key'; region: string }
  | DeniedFault
  | { type: 'check' };

/**
 * Policies refuse requests.
 */
export interface DeniedFault {
  type: 'denied';
  layer: PolicyLayer;
  /** What that layer refuses. */
  requests: HopRequest[];
  /** The statement that denies explicitly. */
  statement?: StatementReference;
  /** Levels of a guardrail, from the root, none of whose policies allows. */
  levels?: number[];
}

/**
 * The verdict where what a hop is about is not known yet, as in a template that
 * takes the ARN of a role from an SSM parameter.
 *
 * @param names - of everything that it is about
 * @param options - `view` where it matters whether they are there
 */
export function judgeUnforeseen(
  names: Array<string | undefined>,
  { view, links }: { view?: EstateView; links: PipelineLinks },
): Judgement | undefined {
  const { pipelineArn, account } = links;
  let reason: Words | undefined;
  for (const name of names) {
    reason ??= name ? unforeseenName(name, view) : undefined;
  }
  return reason
    ? {
        health: 'unknown',
        reason,
        account,
        evidence: [
          { document: documentAt('pipeline definition', pipelineArn), account },
        ],
      }
    : undefined;
}

function unforeseenName(name: string, view?: EstateView): Words | undefined {
  const part = unforeseenPart(name);
  return part === undefined
    ? view?.unforetold(name)
    : say('reason.unforeseen', { why: unforeseenReason(part) });
}

/** The verdict about a hop of which a role does not exist. */
export function missingRole({
  arn,
  purpose,
  side,
  account,
  view,
}: {
  arn: string;
  purpose: RolePurpose;
  side: 'caller' | 'resource';
  account: string;
  view: EstateView;
}): Judgement {
  const document = documentAt('role', arn);
  const namesake = Object.keys(view.account(account)?.roles ?? {}).find(
    each => shortName(each) === shortName(arn),
  );
  return {
    health: 'broken',
    reason: namesake
      ? say('reason.role-of-other-path', { role: arn, other: namesake })
      : say('reason.role-missing', { role: arn }),
    side,
    account,
    [side]: { account, allows: 'no', document },
    evidence: [{ document, account }],
    fault: { type: 'role missing', arn, purpose },
  };
}
