import type { Explanation } from 'backstage-plugin-cross-account-pipelines-core';
import type { Paint } from './Paint';
import { plainText } from './plainText';

const severities: Record<Explanation['severity'], string> = {
  broken: 'It stays until something is changed.',
  passing: 'It goes away by itself: try again.',
  harmless: 'Nothing is wrong.',
};

/** Writes explanations for people, most likely first. */
export function formatExplanations(
  explanations: Explanation[],
  paint: Paint,
): string {
  if (explanations.length === 0) {
    return 'This text is not understood: no error of AWS that concerns a pipeline was found in it.\n';
  }
  return explanations
    .map((explanation, index) => describe(explanation, index + 1, paint))
    .map(lines => `${lines.join('\n')}\n`)
    .join('\n');
}

function describe(
  explanation: Explanation,
  number: number,
  paint: Paint,
): string[] {
  const { hop, cause, sentence, change, readNext, severity, page, assessment } =
    explanation;
  const lines = [
    sentence,
    severities[severity],
    ...(assessment === 'confirmed'
      ? ['The pipeline as it is confirms it.']
      : []),
    ...(assessment === 'contradicted'
      ? ['The pipeline as it is speaks against it.']
      : []),
    `To mend it: ${change}`,
    ...readNext.map(next => `To be sure: ${next}`),
    ...(page ? [`See https://docs.aws.amazon.com/${page}`] : []),
  ];
  return [
    `${number}. ${paint('bold', hop)}  ${cause}`,
    ...lines.map(line => `   ${plainText(line)}`),
  ];
}
