import {
  checkoutReport,
  linkTo,
  prodEu,
  reportOf,
} from '../__testUtils__/reports';
import { describeChain } from './describeChain';

describe('describeChain', () => {
  it('leads from the pipeline to the provider, with bucket and key below', () => {
    const link = checkoutReport.links.find(
      ({ account }) => account.id === prodEu.id,
    )!;
    const { start, main, below } = describeChain(checkoutReport, link);
    expect(start).toMatchObject({ kind: 'pipeline', name: 'checkout' });
    expect(main.map(({ to, health }) => [to.kind, health])).toEqual([
      ['serviceRole', 'healthy'],
      ['actionRole', 'healthy'],
      ['deployRole', 'healthy'],
    ]);
    expect(below.map(({ to, health }) => [to.kind, to.name, health])).toEqual([
      ['bucket', undefined, 'healthy'],
      ['key', '7d0c2c8c-3a52-4a66-9d0d-6f9f1f1a2b3c', 'broken'],
    ]);
  });

  it('calls a key by its alias', () => {
    const link = linkTo(prodEu);
    link.hops = link.hops.map(hop => ({
      ...hop,
      ...(hop.gate === 'key' && {
        resource: {
          account: '111111111111',
          allows: 'yes' as const,
          document: {
            type: 'key policy' as const,
            account: '111111111111',
            arn: 'arn:aws:kms:eu-west-1:111111111111:key/7d0c2c8c',
            alias: 'alias/checkout-artifacts',
          },
        },
      }),
    }));
    const { below } = describeChain(reportOf({ hops: [] }), link);
    expect(below.find(({ to }) => to.kind === 'key')!.to).toEqual({
      kind: 'key',
      name: 'alias/checkout-artifacts',
      arn: 'arn:aws:kms:eu-west-1:111111111111:key/7d0c2c8c',
      account: '111111111111',
    });
  });

  it('begins each joint with what is worst in it', () => {
    const link = linkTo(prodEu);
    const last = link.hops.length - 1;
    link.hops = link.hops.map((hop, index) => ({
      ...hop,
      gate: 'key' as const,
      health: index === last ? ('broken' as const) : hop.health,
    }));
    const [{ hops }] = describeChain(reportOf({ hops: [] }), link).below;
    expect(hops.map(({ id }) => id)).toEqual([
      link.hops[last].id,
      ...link.hops.slice(0, last).map(({ id }) => id),
    ]);
  });

  it('leaves out what a link does not have, and loses no hop', () => {
    const link = linkTo(prodEu);
    link.hops = link.hops.map((hop, index) => ({
      ...hop,
      hop: index === 3 ? ('H11' as const) : hop.hop,
    }));
    const { main, below } = describeChain(reportOf({ hops: [] }), link);
    expect(main.map(({ to }) => to.kind)).toEqual(['actionRole']);
    expect(below.map(({ to }) => to.kind)).toEqual(['bucket', 'key', 'other']);
    expect(
      [...main, ...below].flatMap(({ hops }) => hops.map(({ id }) => id)),
    ).toEqual(link.hops.map(({ id }) => id));
  });
});
