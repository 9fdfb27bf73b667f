import { quote } from '../../report';
import type { AccessHop, HopRequest } from '../vocabulary/PipelineLinks';
import { HopCollector } from './HopCollector';

const request = (more: Partial<HopRequest> = {}): HopRequest => ({
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::artifacts/a',
  need: 'documented',
  ...more,
});

const access = (
  requests: HopRequest[],
  more: Partial<AccessHop> = {},
): Parameters<HopCollector['access']>[0] => ({
  kind: 'H5',
  gate: 'artifacts',
  region: 'eu-west-1',
  says: quote('The action may read artifacts'),
  principal: {
    type: 'role',
    arn: 'arn:aws:iam::222222222222:role/action',
    purpose: 'action role',
  },
  target: {
    type: 'resource',
    name: 'bucket artifacts',
    account: '111111111111',
    region: 'eu-west-1',
  },
  requests,
  ...more,
});

const check = (
  asked: Parameters<HopCollector['check']>[0]['check'],
): Parameters<HopCollector['check']>[0] => ({
  kind: 'H8',
  gate: 'enter',
  says: quote('It is so'),
  check: asked,
});

/** What comes of asking for the same hop with some requests, and then others. */
function merged(...lists: HopRequest[][]): HopRequest[] {
  const hops = new HopCollector('a/');
  lists.forEach(list => hops.access(access(list), 'action'));
  const [hop] = hops.hops() as AccessHop[];
  expect(hop.id).toBe('a/H5:action');
  return hop.requests;
}

describe('HopCollector', () => {
  it('asks once for what is asked twice, as surely as either asks', () => {
    const required = request({ need: 'required' });
    expect(merged([request()], [request()])).toEqual([request()]);
    expect(merged([request()], [required])).toEqual([required]);
    expect(merged([required], [request()])).toEqual([required]);
  });

  it.each<[string, Partial<HopRequest>]>([
    ['another action', { action: 's3:PutObject' }],
    ['another resource', { resource: 'arn:aws:s3:::artifacts/b' }],
    ['another context', { context: { 'kms:ViaService': 's3' } }],
  ])('asks besides for %s', (_, more) => {
    expect(merged([request()], [request(more)])).toEqual([
      request(),
      request(more),
    ]);
  });

  it('knows one context from another, whatever object it is', () => {
    const context = (value: string) => request({ context: { key: value } });
    expect(merged([context('a')], [context('a')])).toEqual([context('a')]);
    expect(merged([context('a')], [context('b')])).toEqual([
      context('a'),
      context('b'),
    ]);
  });

  it('can do without a hop only where all can', () => {
    const optionalOf = (...optional: boolean[]) => {
      const hops = new HopCollector('');
      optional.forEach(each =>
        hops.access(access([request()], { optional: each }), 'action'),
      );
      return (hops.hops()[0] as AccessHop).optional;
    };
    expect(optionalOf(true, true)).toBe(true);
    expect(optionalOf(true, false)).toBe(false);
    expect(optionalOf(false, true)).toBe(false);
  });

  it('notes the actions that need a hop, each once', () => {
    const hops = new HopCollector('');
    hops.access(access([request()]), 'action', ['Deploy/A']);
    hops.access(access([request()]), 'action', ['Deploy/A', 'Deploy/B']);
    expect(hops.hops()[0].actions).toEqual(['Deploy/A', 'Deploy/B']);
  });

  it('tells apart roles of one short name', () => {
    const hops = new HopCollector('');
    const other = 'arn:aws:iam::222222222222:role/other/action';
    hops.access(access([request()]), 'action');
    hops.access(
      access([request()], {
        principal: { type: 'role', arn: other, purpose: 'action role' },
      }),
      'action',
    );
    expect(hops.hops().map(({ id }) => id)).toEqual([
      'H5:action',
      `H5:action:${other}:bucket artifacts`,
    ]);
  });

  it('gathers where artifacts come from, and who writes with a key', () => {
    const hops = new HopCollector('');
    const foreign = (artifact: string) => [
      { artifact, producer: 'Deploy/A', account: '333333333333' },
    ];
    for (const artifact of ['One', 'Two']) {
      hops.check(
        check({ rule: 'artifact-origin', foreign: foreign(artifact) }),
        'a',
        `Deploy/${artifact}`,
      );
    }
    const key = {
      rule: 'artifact-key',
      region: 'eu-west-1',
      store: { location: 'artifacts' },
      foreign: true,
    } as const;
    for (const writes of [false, true, false]) {
      hops.check(check({ ...key, writes }), 'b');
    }
    hops.check(check({ rule: 'definition', problem: 'x' }), 'c');
    hops.check(check({ rule: 'definition', problem: 'x' }), 'c', 'Deploy/C');
    expect(
      hops.hops().map(hop => 'check' in hop && [hop.check, hop.actions]),
    ).toEqual([
      [
        {
          rule: 'artifact-origin',
          foreign: [...foreign('One'), ...foreign('Two')],
        },
        ['Deploy/One', 'Deploy/Two'],
      ],
      [{ ...key, writes: true }, []],
      [{ rule: 'definition', problem: 'x' }, ['Deploy/C']],
    ]);
  });

  it('puts hops in the order in which a run passes them', () => {
    const hops = new HopCollector('');
    for (const gate of ['deploy', 'key', 'artifacts', 'enter'] as const) {
      hops.access(access([request()], { gate }), gate);
    }
    expect(hops.hops().map(({ gate }) => gate)).toEqual([
      'enter',
      'artifacts',
      'key',
      'deploy',
    ]);
  });
});
