import { applyRemedy, InapplicableRemedyError } from './applyRemedy';
import { documentAt, policyOf } from '../documents/documentReference';
import { healthyEstate, healthyNames } from '../fixtures/healthyEstate';

const { serviceRoleArn, pipelineAccount } = healthyNames;

describe('applyRemedy', () => {
  it('puts a document in place and leaves the estate given as it is', () => {
    const estate = healthyEstate();
    const before = structuredClone(estate);
    const trust = { Version: '2012-10-17', Statement: [] };
    const mended = applyRemedy({
      estate,
      remedy: {
        summary: 'Close it.',
        account: pipelineAccount,
        document: documentAt('trust policy', serviceRoleArn),
        after: JSON.stringify(trust),
      },
    });
    expect(
      mended.accounts[pipelineAccount].roles[serviceRoleArn].trustPolicy,
    ).toEqual(trust);
    expect(estate).toEqual(before);
  });

  it('carries out what else is needed', () => {
    const arn = `arn:aws:iam::${pipelineAccount}:role/new`;
    const mended = applyRemedy({
      estate: healthyEstate(),
      remedy: {
        summary: 'Create it.',
        account: pipelineAccount,
        document: documentAt('role', arn),
        after: '{"AssumeRolePolicyDocument":{}}',
        also: [
          {
            summary: 'Let it.',
            account: pipelineAccount,
            document: policyOf(arn, { name: 'all' }),
            after: '{"Statement":[]}',
          },
        ],
      },
    });
    expect(mended.accounts[pipelineAccount].roles[arn]).toEqual({
      arn,
      trustPolicy: {},
      policies: [{ name: 'all', document: { Statement: [] } }],
    });
  });

  it.each([
    { document: documentAt('stack', serviceRoleArn), after: '{}' },
    { document: { type: 'weather' } as any, after: '{}' },
    { document: documentAt('trust policy', serviceRoleArn) },
  ])('refuses %j', part => {
    expect(() =>
      applyRemedy({
        estate: healthyEstate(),
        remedy: { summary: 'Pray.', account: pipelineAccount, ...part },
      }),
    ).toThrow(InapplicableRemedyError);
  });
});
