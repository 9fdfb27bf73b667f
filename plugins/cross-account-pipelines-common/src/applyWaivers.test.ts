import type {
  HopVerdict,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import { applyWaivers } from './applyWaivers';
import type { Waiver } from './Waiver';

const TOOLS = '111111111111';
const DEV = '012345678901';
const PROD = '333333333333';
const pipelineArn = `arn:aws:codepipeline:eu-west-1:${TOOLS}:orders`;

const hop = (kind: HopVerdict['hop'], health: HopVerdict['health']) =>
  ({
    id: kind,
    hop: kind,
    gate: 'key',
    health,
    sentence: 'It may',
    evidence: [],
  } as HopVerdict);

function report(options: {
  own?: HopVerdict[];
  dev?: HopVerdict[];
  prod?: HopVerdict[];
  findings?: PipelineReport['findings'];
}): PipelineReport {
  const { own = [], dev = [], prod = [], findings = [] } = options;
  return {
    pipelineArn,
    name: 'orders',
    account: { id: TOOLS },
    region: 'eu-west-1',
    health: 'warning',
    origin: 'observed',
    hops: own,
    links: [[DEV, dev] as const, [PROD, prod] as const].map(([id, hops]) => ({
      account: { id },
      region: 'eu-west-1',
      health: hops[0]?.health ?? 'healthy',
      hops: [...hops],
    })),
    findings,
    unseen: [],
    readAt: '2026-11-30T00:00:00.000Z',
  };
}

const waiver = (rule: string, account?: string): Waiver => ({
  id: '1',
  pipelineArn,
  rule,
  ...(account && { account }),
  reason: 'until the migration',
  until: '2026-12-31',
  createdBy: 'user:default/alice',
  createdAt: '2026-11-01T00:00:00.000Z',
});

const waived = {
  reason: 'until the migration',
  until: '2026-12-31',
  by: 'user:default/alice',
};
const today = '2026-11-30';

describe('applyWaivers', () => {
  it('counts a waived warning for no verdict, and says that it was waived', () => {
    const read = report({ dev: [hop('H1', 'warning'), hop('H6', 'healthy')] });
    const applied = applyWaivers(read, [waiver('H1')], today);
    expect(applied.health).toBe('healthy');
    expect(applied.links[0]).toMatchObject({
      health: 'healthy',
      hops: [{ hop: 'H1', health: 'healthy', waived }, { hop: 'H6' }],
    });
    expect(read.links[0].health).toBe('warning');
  });

  it.each(['broken', 'unknown', 'pending'] as const)(
    'makes nothing that is %s look healthy',
    health => {
      const read = report({ dev: [hop('H1', health)] });
      const applied = applyWaivers(read, [waiver('H1')], today);
      expect(applied.links).toEqual(read.links);
      expect(applied.health).toBe(health);
    },
  );

  it('is for the account that it names', () => {
    const read = report({
      own: [hop('H1', 'warning')],
      dev: [hop('H1', 'warning')],
      prod: [hop('H1', 'warning')],
    });
    const applied = applyWaivers(read, [waiver('H1', PROD)], today);
    expect(applied.links.map(({ health }) => health)).toEqual([
      'warning',
      'healthy',
    ]);
    expect(applied.hops[0].health).toBe('warning');
    expect(applied.health).toBe('warning');
  });

  it('marks a waived finding and leaves it in the report', () => {
    const finding = {
      rule: 'trust-accepts-whole-account',
      health: 'warning' as const,
      message: 'It is too wide',
      account: DEV,
      evidence: [],
    };
    const read = report({ findings: [finding] });
    const { health, findings } = applyWaivers(
      read,
      [waiver(finding.rule)],
      today,
    );
    expect(health).toBe('healthy');
    expect(findings).toEqual([{ ...finding, waived }]);
  });

  it('is over on the day after', () => {
    const read = report({ dev: [hop('H1', 'warning')] });
    const on = (day: string) => applyWaivers(read, [waiver('H1')], day).health;
    expect(on('2026-12-31')).toBe('healthy');
    expect(on('2027-01-01')).toBe('warning');
  });
});
