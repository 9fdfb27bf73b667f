import { hopsOf, type HopVerdict } from '../report';
import { assessPipeline } from './assessPipeline';
import { KeyAliases } from './KeyAliases';
import { nameKeysByAlias } from './nameKeysByAlias';
import { healthyEstate, healthyNames } from './fixtures/healthyEstate';

const { keyArn, pipelineArn } = healthyNames;
const id = keyArn.slice(keyArn.lastIndexOf('/') + 1);

/** A report of a key that is disabled, has no rotation and such aliases. */
function reportOf(
  aliases: string[] | undefined,
  own: { policy?: unknown; state?: string } = {},
) {
  const estate = healthyEstate();
  const account = Object.values(estate.accounts).find(
    ({ keys }) => keys[keyArn],
  )!;
  account.keys[keyArn] = {
    ...account.keys[keyArn],
    rotationEnabled: false,
    aliases,
    ...own,
  };
  return assessPipeline({ estate, pipelineArn });
}

const isOfKey = ({ sentencePhrase }: HopVerdict) =>
  sentencePhrase?.id === 'hop.reads-with-key';

const saidOf = (report: ReturnType<typeof reportOf>) =>
  [
    ...hopsOf(report).flatMap(hop => [
      hop.sentence,
      hop.reason,
      hop.remedy?.summary,
    ]),
    ...report.findings.map(({ message }) => message),
    report.rootCause?.reason,
  ].filter(text => text !== undefined);

describe('keys in a report', () => {
  it('are called by their first alias, in English and for other languages', () => {
    const report = reportOf(['alias/orders', 'alias/all'], {
      state: 'Disabled',
    });
    expect(saidOf(report)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/ may use key alias\/all to read artifacts$/),
        expect.stringContaining('Key alias/all is Disabled'),
        'Enable key alias/all.',
        'Key alias/all is never rotated.',
      ]),
    );
    expect(saidOf(report).filter(text => text.includes(id))).toEqual([]);
    const hop = hopsOf(report).find(isOfKey)!;
    expect(hop.sentencePhrase!.values).toMatchObject({ key: 'alias/all' });
    // What is found again by its id or its ARN still is.
    expect(hop.remedy!.document).toEqual({
      type: 'key',
      account: keyArn.split(':')[4],
      arn: keyArn,
      alias: 'alias/all',
    });
    expect(hop.id).toBe(hopsOf(reportOf(undefined)).find(isOfKey)!.id);
  });

  it('name the policy that decides by the alias', () => {
    const report = reportOf(['alias/orders'], {
      policy: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' },
        ],
      },
    });
    const broken = saidOf(report).filter(text =>
      text.includes('key policy of'),
    );
    expect(broken).not.toEqual([]);
    expect(broken.filter(text => text.includes('arn:aws:kms'))).toEqual([]);
    expect(broken[0]).toContain(
      'key policy of alias/orders in 111111111111, eu-west-1',
    );
  });

  it('are named without a copy of what names none', () => {
    const estate = healthyEstate();
    const report = assessPipeline({ estate, pipelineArn });
    const nameKeys = nameKeysByAlias(new KeyAliases(estate));
    const again = nameKeys(report);
    expect(again.links[0].hops[0]).toBe(report.links[0].hops[0]);
    const shared = { ...report.links[0], hops: report.links[0].hops };
    const twice = nameKeys({ ...report, links: [shared, shared] });
    expect(twice.links[1]).toBe(twice.links[0]);
  });

  it.each([[undefined], [[]]])('go by their ids with %j', aliases => {
    const report = reportOf(aliases);
    expect(saidOf(report)).toContain(`Key ${id} is never rotated.`);
    expect(JSON.stringify(report)).not.toContain('alias/');
  });
});
