import { linkRowOf } from '../__testUtils__/linkRows';
import { linksAsCsv } from './linksAsCsv';

describe('linksAsCsv', () => {
  it('keeps leading zeros, quotes and line breaks', () => {
    const [head, ...rest] = linksAsCsv([
      linkRowOf({
        hop: {
          id: 'a',
          hop: 'H6',
          sentence: 'One, "two"\nthree',
        },
      }),
    ]).split('\r\n');
    expect(head).toBe(
      'service,owner,system,pipeline,pipelineArn,account,accountName,environment,region,state,since,hop,sentence,reason,readAt',
    );
    expect(rest.join('\r\n')).toBe(
      'component:default/checkout,group:default/orders-team,,checkout,arn:aws:codepipeline:eu-west-1:111111111111:checkout,012345678901,dev,development,eu-west-1,healthy,2026-11-20T14:02:00.000Z,H6,"One, ""two""\nthree",,2026-11-20T14:05:00.000Z\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx'])(
    'does not let %j run in a spreadsheet',
    name => {
      expect(linksAsCsv([linkRowOf({ account: { id: '1', name } })])).toContain(
        `,'${name}`,
      );
    },
  );
});
