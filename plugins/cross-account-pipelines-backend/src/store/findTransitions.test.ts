import { createHop, createReport } from '../__testUtils__/createReport';
import { findTransitions } from './findTransitions';

const account = '111111111111';
const arn = `arn:aws:kms:eu-west-1:${account}:key/1a2b`;

/** A hop that a key policy decides. */
function reportOf(
  health: 'healthy' | 'broken',
  evidence: { alias?: string; text: string },
) {
  const { alias, text } = evidence;
  const document = {
    type: 'key policy' as const,
    account,
    arn,
    ...(alias && { alias }),
  };
  return createReport({
    linkHops: [
      { ...createHop('H6', health), evidence: [{ document, account, text }] },
    ],
  });
}

describe('findTransitions', () => {
  it('says which document has changed, whatever it is called by now', () => {
    const [{ changes }] = findTransitions({
      previous: reportOf('healthy', { text: 'Allow' }),
      report: reportOf('broken', { alias: 'alias/orders', text: 'Deny' }),
    });
    expect(changes).toEqual([
      {
        document: { type: 'key policy', account, arn, alias: 'alias/orders' },
        before: 'Allow',
        after: 'Deny',
      },
    ]);
  });
});
