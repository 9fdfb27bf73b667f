import type { Estate } from '../estate';
import { failureFixtures } from '../assessment/fixtures/failure-cases/failureFixtures';
import {
  BUILD_ROLE,
  HUB,
  PIPELINE,
  referenceEstate,
  RIM,
  SERVICE_ROLE,
  SPOKE,
} from '../assessment/fixtures/failure-cases/referenceEstate';
import { explainError } from './explainError';

/** The estate of a case, as it is broken there. */
function broken(id: string, what: RegExp): Estate {
  const found = failureFixtures
    .find(fixture => fixture.id === id)
    ?.estates?.find(estate => what.test(estate.what));
  if (!found) {
    throw new Error(`There is no such estate in ${id}.`);
  }
  return found.broken;
}

function explain(text: string, estate: Estate) {
  return explainError({ text, estate, pipelineArn: PIPELINE });
}

const BARE = 'AccessDenied: Access Denied';

describe('explainError with an estate', () => {
  it('settles a text that could mean bucket or key', () => {
    const [first, ...rest] = explain(BARE, broken('case-35', /key/));
    expect(first).toMatchObject({
      hop: 'H6',
      assessment: 'confirmed',
      account: HUB,
      verdict: { health: 'broken' },
    });
    expect(first.sentence).toContain(first.verdict!.reason!);
    expect(first.sentence).toContain(BUILD_ROLE.split('/')[1]);
    expect(rest.map(({ assessment }) => assessment)).not.toContain('confirmed');
  });

  it('settles it the other way for another estate', () => {
    const [first] = explain(BARE, broken('case-15', /lacks the bucket/));
    expect(first).toMatchObject({
      hop: 'H5',
      assessment: 'confirmed',
      side: 'caller',
      account: SPOKE,
    });
  });

  it('settles which side of an assumption refuses', () => {
    const text = `User: arn:aws:sts::${HUB}:assumed-role/parcel-service/1690000000000 is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${SPOKE}:role/ci/parcel-action`;
    const byTrust = explain(text, broken('case-01', /names another role/));
    expect(byTrust).toHaveLength(1);
    expect(byTrust[0]).toMatchObject({
      cause: 'trust-refuses-caller',
      side: 'resource',
      account: SPOKE,
    });
    const byCaller = explain(text, broken('case-05', /another name/));
    expect(byCaller).toHaveLength(1);
    expect(byCaller[0]).toMatchObject({
      cause: 'caller-policy-lacks-allow',
      side: 'caller',
      account: HUB,
    });
  });

  it('speaks of the account that the text names', () => {
    const estate = broken('case-03', /first account/);
    const text = (account: string) =>
      `${SERVICE_ROLE} is not authorized to perform AssumeRole on role arn:aws:iam::${account}:role/ci/parcel-action (Service: AWSCodePipeline; Status Code: 400; Error Code: InvalidStructureException)`;
    expect(explain(text(RIM), estate)[0]).toMatchObject({
      assessment: 'confirmed',
      verdict: { id: expect.stringContaining(RIM) },
    });
    expect(explain(text(SPOKE), estate)[0]).toMatchObject({
      assessment: 'contradicted',
      verdict: { id: expect.stringContaining(SPOKE) },
    });
  });

  it('sees that a refusal is really the wrong Region', () => {
    const text =
      "The service role or action role doesn't have the permissions required to access the AWS CodeCommit repository named parcel. Update the IAM role permissions, and then try again.";
    expect(explainError({ text })[0].hop).toBe('H2');
    const hops = explain(text, broken('case-45', /Region/))
      .filter(({ assessment }) => assessment === 'confirmed')
      .map(({ hop }) => hop);
    expect(hops).toContain('H8');
  });

  it('sees that a connection is pending', () => {
    const [first] = explain(
      'Unable to use Connection: arn. The provided role does not have sufficient permissions.',
      broken('case-50', /completed/),
    );
    expect(first).toMatchObject({ hop: 'connection', assessment: 'confirmed' });
    expect(first.sentence).toContain('PENDING');
  });

  it('keeps what the assessment finds healthy, but last', () => {
    const explanations = explain(BARE, referenceEstate());
    expect(explanations.length).toBeGreaterThan(2);
    expect(
      explanations.filter(({ hop }) => hop === 'H5' || hop === 'H6'),
    ).toEqual([
      expect.objectContaining({ assessment: 'contradicted' }),
      expect.objectContaining({ assessment: 'contradicted' }),
    ]);
    expect(explanations.at(-1)!.assessment).toBe('contradicted');
  });

  it('leaves what passes by itself alone', () => {
    expect(
      explain('ThrottlingException: Rate exceeded', broken('case-35', /key/)),
    ).toEqual([expect.objectContaining({ severity: 'passing' })]);
  });

  it('answers a text that nobody knows with what is broken', () => {
    const [first] = explain('It does not work', broken('case-35', /key/));
    expect(first).toMatchObject({
      hop: 'H6',
      cause: 'found-by-assessment',
      assessment: 'confirmed',
    });
    expect(explain('It does not work', referenceEstate())).toEqual([]);
  });

  it('says so when the pipeline is not in the estate', () => {
    expect(() =>
      explainError({
        text: BARE,
        estate: referenceEstate(),
        pipelineArn: PIPELINE.replace('parcel', 'letter'),
      }),
    ).toThrow('not among what was read');
  });
});
