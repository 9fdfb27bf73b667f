import type {
  DocumentChange,
  LinkTransition,
} from 'backstage-plugin-cross-account-pipelines-common';
import type {
  Evidence,
  HopVerdict,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import { documentKey } from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * What became of the hops from one report to the next. In a first report only
 * what is not healthy is news.
 */
export function findTransitions(options: {
  report: PipelineReport;
  previous?: PipelineReport;
}): LinkTransition[] {
  const { report, previous } = options;
  const before = hopsById(previous);
  const now = hopsById(report);
  const found: LinkTransition[] = [];
  const add = (
    { hop, account, region }: PlacedHop,
    change: Pick<LinkTransition, 'from' | 'to' | 'changes'>,
  ) =>
    found.push({
      pipelineArn: report.pipelineArn,
      account,
      region,
      hopId: hop.id,
      hop: hop.hop,
      sentence: hop.sentence,
      ...(hop.sentencePhrase && { sentencePhrase: hop.sentencePhrase }),
      ...(change.to !== 'gone' && whyOf(hop)),
      ...change,
      firstSeenAt: report.readAt,
      lastSeenAt: report.readAt,
    });

  for (const [id, placed] of now) {
    const earlier = before.get(id);
    const { health } = placed.hop;
    if (earlier ? earlier.hop.health !== health : health !== 'healthy') {
      add(placed, {
        ...(earlier && { from: earlier.hop.health }),
        to: health,
        changes: compareEvidence(earlier?.hop.evidence ?? [], placed.hop),
      });
    }
  }
  for (const [id, placed] of before) {
    if (!now.has(id) && placed.hop.health !== 'healthy') {
      add(placed, { from: placed.hop.health, to: 'gone', changes: [] });
    }
  }
  return found;
}

function whyOf({
  reason,
  reasonPhrases,
}: HopVerdict): Pick<LinkTransition, 'reason' | 'reasonPhrases'> {
  return {
    ...(reason && { reason }),
    ...(reasonPhrases && { reasonPhrases }),
  };
}

interface PlacedHop {
  hop: HopVerdict;
  account: string;
  region: string;
}

function hopsById(report: PipelineReport | undefined): Map<string, PlacedHop> {
  const placed = new Map<string, PlacedHop>();
  for (const hop of report?.hops ?? []) {
    const { account, region } = report!;
    placed.set(hop.id, { hop, account: account.id, region });
  }
  for (const { account, region, hops } of report?.links ?? []) {
    for (const hop of hops) {
      placed.set(hop.id, { hop, account: account.id, region });
    }
  }
  return placed;
}

/** What was read of the same documents both times, where it differs. */
function compareEvidence(
  before: Evidence[],
  { evidence }: HopVerdict,
): DocumentChange[] {
  const keyOf = ({ document }: Evidence) => documentKey(document);
  const earlier = new Map(before.map(each => [keyOf(each), each]));
  return evidence.flatMap(each => {
    const was = earlier.get(keyOf(each));
    if (!was || was.text === each.text) {
      return [];
    }
    return {
      document: each.document,
      ...(was.text !== undefined && { before: was.text }),
      ...(each.text !== undefined && { after: each.text }),
    };
  });
}
