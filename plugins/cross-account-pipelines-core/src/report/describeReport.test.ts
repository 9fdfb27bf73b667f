import { describeHop } from './describeHop';
import { describeLink } from './describeLink';
import { describeVerdict } from './describeVerdict';
import { hopsOf } from './hopsOf';
import type { Health, HopVerdict, LinkReport } from './PipelineReport';

function hop(health: Health, more: Partial<HopVerdict> = {}): HopVerdict {
  return {
    id: `${health} ${more.gate ?? 'enter'}`,
    hop: 'H1',
    gate: 'enter',
    health,
    sentence: 'a may assume b',
    evidence: [],
    ...more,
  };
}

function link(id: string, ...hops: HopVerdict[]): LinkReport {
  const [{ health }] = hops;
  return { account: { id, name: 'dev' }, region: 'eu-west-1', health, hops };
}

describe('describeHop', () => {
  it.each([
    [hop('healthy'), 'a may assume b.'],
    [hop('healthy', { reason: 'Not seen: much.' }), 'a may assume b.'],
    [
      hop('broken', { reason: 'b does not exist.', actions: ['A/B', 'A/C'] }),
      'a may assume b (A/B, A/C). b does not exist.',
    ],
    [
      hop('unknown', { reason: 'it was not read', actions: [] }),
      'a may assume b. it was not read.',
    ],
  ])('%j is "%s"', (verdict, text) => {
    expect(describeHop(verdict)).toBe(text);
  });
});

describe('describeLink', () => {
  it('says how every gate is', () => {
    const reached = link(
      '222222222222',
      hop('healthy'),
      hop('broken', { gate: 'artifacts' }),
      hop('healthy', { gate: 'deploy' }),
    );
    expect(describeLink(reached)).toBe(
      'dev (222222222222), eu-west-1: enter healthy, artifacts broken, key not judged, deploy not judged',
    );
  });
});

describe('describeVerdict', () => {
  const name = 'orders';
  it.each([
    [
      [hop('healthy')],
      [link('1', hop('warning'))],
      ' can work in every account it reaches',
    ],
    [
      [hop('broken')],
      [link('1', hop('healthy'))],
      ' cannot work in its own account',
    ],
    [
      [hop('broken')],
      [
        link('1', hop('broken')),
        link('1', hop('broken')),
        link('2', hop('unknown')),
      ],
      ' cannot work in dev (1)',
    ],
    [
      [hop('healthy')],
      [
        link('1', hop('unknown')),
        link('2', hop('pending')),
        link('3', hop('healthy')),
      ],
      ': 2 of 3 links could not be judged',
    ],
    [
      [hop('unknown'), hop('healthy')],
      [link('1', hop('healthy'))],
      ': 1 of 2 hops in its own account could not be judged',
    ],
    [
      [hop('pending')],
      [link('1', hop('unknown'))],
      ': 1 of 1 links and 1 of 1 hops in its own account could not be judged',
    ],
  ])('%#', (hops, links, text) => {
    expect(describeVerdict({ name, hops, links })).toBe(`${name}${text}`);
  });
});

it('lists own hops before those of links', () => {
  const hops = hopsOf({ hops: [1], links: [{ hops: [2, 3] }, { hops: [4] }] });
  expect(hops).toEqual([1, 2, 3, 4]);
});
