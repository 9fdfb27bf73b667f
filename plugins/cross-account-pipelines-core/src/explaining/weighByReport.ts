import {
  describeDocument,
  type Health,
  type HopVerdict,
  hopsOf,
  type PipelineReport,
} from '../report';
import { readCaller } from './reading/errorNames';
import type { Explanation } from './Explanation';

/**
 * Ranks what an error can mean by what the assessment of the pipeline says of
 * the same hops: what it confirms comes first, with its verdict, side, account
 * and remedy; what it finds healthy comes last. An error that says too little
 * is answered with what is broken.
 *
 * @alpha
 */
export function weighByReport(options: {
  explanations: Explanation[];
  report: PipelineReport;
}): Explanation[] {
  const { explanations, report } = options;
  const verdicts = hopsOf(report);
  if (explanations.length === 0) {
    return verdicts
      .filter(({ health }) => health === 'broken')
      .map(explainByVerdict);
  }
  const weighed = explanations.flatMap(explanation =>
    weigh(explanation, verdicts),
  );
  const failing = weighed.filter(({ verdict }) => verdict && fails(verdict));
  return [
    ...oncePerVerdict(failing).map(confirm),
    ...weighed.filter(({ verdict }) => !verdict).map(each => each.explanation),
    ...weighed
      .filter(({ verdict }) => verdict && !fails(verdict))
      .map(({ explanation, verdict }) => ({
        ...explanation,
        assessment: 'contradicted' as const,
        verdict,
      })),
  ];
}

interface Weighed {
  explanation: Explanation;
  verdict?: HopVerdict;
}

function weigh(explanation: Explanation, verdicts: HopVerdict[]): Weighed[] {
  if (explanation.severity !== 'broken') {
    return [{ explanation }];
  }
  const ofHop = verdicts.filter(
    verdict =>
      verdict.hop === explanation.hop ||
      (explanation.hop === 'connection' && speaksOfConnection(verdict)) ||
      (explanation.hop === 'guardrail' && speaksOfGuardrail(verdict)),
  );
  const concerned = concernedBy(explanation, ofHop);
  const failing = concerned.filter(fails);
  if (failing.length > 0) {
    return failing.map(verdict => ({ explanation, verdict }));
  }
  return [{ explanation, verdict: concerned[0] }];
}

function fails({ health }: HopVerdict): boolean {
  return health !== 'healthy';
}

/** The verdicts that speak of what the text names; all where it names nothing. */
function concernedBy(
  explanation: Explanation,
  verdicts: HopVerdict[],
): HopVerdict[] {
  const names = tellingNames(explanation);
  const scored = verdicts.map(verdict => {
    const words = wordsOf(verdict);
    return {
      verdict,
      score: names.filter(name => words.includes(name)).length,
    };
  });
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return scored
    .filter(({ score }) => score === best)
    .map(({ verdict }) => verdict);
}

function tellingNames({ names, account }: Explanation): string[] {
  const { principal, role, bucket, key, connection } = names;
  const shortNames = [principal, role]
    .filter(name => name !== undefined)
    .map(name => readCaller(name).name);
  return [
    ...shortNames,
    bucket,
    key?.split('/').at(-1),
    connection?.split('/').at(-1),
    account,
    names.principalAccount,
    names.resourceAccount,
  ].filter((name): name is string => name !== undefined && name.length > 2);
}

function wordsOf(verdict: HopVerdict): string {
  return JSON.stringify([
    verdict.sentence,
    verdict.reason,
    verdict.account,
    verdict.caller,
    verdict.resource,
    verdict.evidence.map(({ document, account }) => [document, account]),
  ]);
}

function confirm({ explanation, verdict }: Weighed): Explanation {
  if (!verdict) {
    return explanation;
  }
  return {
    ...explanation,
    gate: verdict.gate,
    sentence: verdict.reason
      ? `${explanation.sentence} The assessment of the pipeline says: ${verdict.reason}`
      : explanation.sentence,
    change: verdict.remedy?.summary ?? explanation.change,
    side: verdict.side ?? explanation.side,
    account: verdict.account ?? explanation.account,
    assessment: 'confirmed',
    verdict,
  };
}

function explainByVerdict(verdict: HopVerdict): Explanation {
  return {
    hop: verdict.hop,
    gate: verdict.gate,
    cause: 'found-by-assessment',
    sentence:
      `The text is not one that is known, but the pipeline has a broken hop: ${
        verdict.sentence
      }. ${verdict.reason ?? ''}`.trim(),
    readNext: verdict.evidence.map(({ document }) =>
      describeDocument(document),
    ),
    change: verdict.remedy?.summary ?? 'Mend that hop.',
    side: verdict.side,
    account: verdict.account,
    severity: 'broken',
    names: {},
    assessment: 'confirmed',
    verdict,
  };
}

/**
 * Several readings of one hop come down to one once the hop was judged: the one
 * that blames the same side. The worst verdicts come first.
 */
function oncePerVerdict(weighed: Weighed[]): Weighed[] {
  const readings = new Map<string, Weighed>();
  for (const each of weighed) {
    const id = each.verdict?.id ?? '';
    const known = readings.get(id);
    if (!known || (agrees(each) && !agrees(known))) {
      readings.set(id, each);
    }
  }
  return Array.from(readings.values()).sort((a, b) => rank(a) - rank(b));
}

function agrees({ explanation, verdict }: Weighed): boolean {
  return explanation.side === verdict?.side;
}

const byHealth: Record<Health, number> = {
  broken: 0,
  pending: 1,
  unknown: 2,
  warning: 3,
  healthy: 4,
};

function rank({ verdict }: Weighed): number {
  return verdict ? byHealth[verdict.health] : byHealth.healthy;
}

function speaksOfConnection(verdict: HopVerdict): boolean {
  return verdict.hop === 'H8' && /connection/i.test(wordsOf(verdict));
}

function speaksOfGuardrail(verdict: HopVerdict): boolean {
  return /service control|resource control|boundary|\bSCP\b|\bRCP\b/i.test(
    wordsOf(verdict),
  );
}
