import {
  describeDocument,
  hopsOf,
  type Phrase,
  phrases,
  type PipelineReport,
  type Remedy,
  translatePhrases,
} from '../report';
import { assessPipeline } from './assessPipeline';
import { everyProvider, everyProviderNames } from './fixtures/everyProvider';
import { failureFixtures } from './fixtures/failure-cases/failureFixtures';
import { PIPELINE } from './fixtures/failure-cases/referenceEstate';
import { healthyEstate, healthyNames } from './fixtures/healthyEstate';

const english = {
  words: (id: string) => (phrases as Record<string, string>)[id],
  document: describeDocument,
  list: (parts: string[]) =>
    parts.length < 2
      ? parts.join('')
      : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`,
};

/** A sentence of a report, and what it is made of. */
type Said = [text: string | undefined, phrases: Phrase[] | undefined];

function remedySays(remedy: Remedy | undefined): Said[] {
  return remedy
    ? [
        [remedy.summary, remedy.summaryPhrases],
        ...(remedy.also ?? []).flatMap(remedySays),
      ]
    : [];
}

function everythingSaid(report: PipelineReport): Said[] {
  return [
    ...hopsOf(report).flatMap((hop): Said[] => [
      [hop.sentence, hop.sentencePhrase && [hop.sentencePhrase]],
      [hop.reason, hop.reasonPhrases],
      ...remedySays(hop.remedy),
    ]),
    ...report.findings.flatMap((finding): Said[] => [
      [finding.message, finding.messagePhrases],
      ...remedySays(finding.remedy),
    ]),
    [report.rootCause?.reason, report.rootCause?.reasonPhrases],
    ...remedySays(report.rootCause?.remedy),
  ];
}

const said = [
  assessPipeline({
    estate: healthyEstate(),
    pipelineArn: healthyNames.pipelineArn,
  }),
  assessPipeline({
    estate: everyProvider(),
    pipelineArn: everyProviderNames.pipelineArn,
  }),
  ...failureFixtures.flatMap(({ estates = [] }) =>
    estates.map(({ broken }) =>
      assessPipeline({ estate: broken, pipelineArn: PIPELINE }),
    ),
  ),
]
  .flatMap(everythingSaid)
  .filter(([text]) => text !== undefined);

describe('what reports say', () => {
  it('is in its phrases, word by word', () => {
    const ofPhrases = said.filter(([, parts]) => parts);
    expect(
      ofPhrases.filter(
        ([text, parts]) => translatePhrases(parts, english) !== text,
      ),
    ).toEqual([]);
    expect(ofPhrases.length).toBeGreaterThan(1_000);
  });

  it('is nowhere without phrases in these estates, where AWS itself says nothing', () => {
    expect(said.filter(([, parts]) => !parts)).toEqual([]);
  });
});

describe('translatePhrases', () => {
  const phrase = { id: 'hop.has-bucket', values: { region: 'eu-west-1' } };

  it('says nothing in a language that lacks a part', () => {
    const lacking = { ...english, words: () => undefined };
    expect(translatePhrases([phrase], english)).toBe(
      'The pipeline has an artifact bucket in eu-west-1',
    );
    expect(translatePhrases([phrase], lacking)).toBeUndefined();
    expect(
      translatePhrases(
        [
          phrase,
          { id: 'reason.young' },
          { id: 'of a newer engine', values: {} },
        ],
        english,
      ),
    ).toBeUndefined();
    expect(
      translatePhrases(
        [{ id: 'reason.not-seen', values: { what: { id: 'unheard of' } } }],
        english,
      ),
    ).toBeUndefined();
  });
});
