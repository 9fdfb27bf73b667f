import type {
  Finding,
  Gate,
  HopVerdict,
  PipelineReport,
  Remedy,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  type PipelineExecution,
  summarizeGates,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { abridgeExecution, abridgeReport } from './abridgeReport';

const document = {
  type: 'key policy',
  account: '111111111111',
  arn: 'arn:aws:kms:eu-west-1:111111111111:key/1',
} as const;

const remedy: Remedy = {
  summary: 'Add a statement',
  account: '111111111111',
  document,
  before: '{}',
  after: '{ "Statement": [] }',
  diff: '+ "Statement": []',
};

const side = { account: '111111111111', allows: 'no', document } as const;

const hop = (
  id: string,
  gate: Gate,
  verdict: Partial<HopVerdict> = {},
): HopVerdict => ({
  id,
  hop: 'H6',
  gate,
  health: 'healthy',
  sentence: `${id} may`,
  sentencePhrase: { id: 'hop.decrypt', values: {} } as any,
  evidence: [{ document, account: '111111111111', text: '{}' }],
  caller: side,
  resource: side,
  actions: ['Deploy/Execute'],
  ...verdict,
});

const broken = { health: 'broken', reason: 'It may not', remedy } as const;

function reportOf(parts: Partial<PipelineReport>): PipelineReport {
  return {
    pipelineArn: 'arn:aws:codepipeline:eu-west-1:111111111111:orders',
    name: 'orders',
    account: { id: '111111111111' },
    region: 'eu-west-1',
    health: 'broken',
    origin: 'observed',
    hops: [],
    links: [],
    findings: [],
    unseen: [{ sentence: 'No SCP was seen.' }],
    readAt: '2026-11-30T00:00:00.000Z',
    ...parts,
  };
}

const linkOf = (...hops: HopVerdict[]) => ({
  account: { id: '222222222222' },
  region: 'eu-west-1',
  health: 'broken' as const,
  hops,
});

it('keeps the first of the worst hops of each gate, and every gate as it was', () => {
  const hops = [
    hop('enter-1', 'enter'),
    hop('enter-2', 'enter', { health: 'warning', reason: 'Too wide' }),
    hop('key-1', 'key'),
    hop('key-2', 'key', broken),
    hop('key-3', 'key', broken),
    hop('deploy-1', 'deploy'),
    hop('deploy-2', 'deploy'),
  ];
  const [link] = abridgeReport(reportOf({ links: [linkOf(...hops)] })).links;
  expect(link.hops.map(({ id }) => id)).toEqual([
    'enter-2',
    'key-2',
    'deploy-1',
  ]);
  expect(summarizeGates(link.hops)).toEqual(summarizeGates(hops));
  expect(link.health).toBe('broken');
});

it('says what is wrong, and keeps documents and remedies for those who open it', () => {
  const since = '2026-11-20T14:02:00.000Z';
  const { hops } = abridgeReport(
    reportOf({ hops: [hop('key', 'key', { ...broken, since })] }),
  );
  expect(hops).toEqual([
    {
      id: 'key',
      hop: 'H6',
      gate: 'key',
      health: 'broken',
      sentence: 'key may',
      sentencePhrase: { id: 'hop.decrypt', values: {} },
      reason: 'It may not',
      since,
      evidence: [],
    },
  ]);
});

it('keeps the cause of all, with a hop of each link that it breaks', () => {
  const of = (account: string) => [
    hop(`${account}/bucket`, 'key', broken),
    hop(`${account}/key`, 'key', broken),
  ];
  const { rootCause, links } = abridgeReport(
    reportOf({
      links: [linkOf(...of('2')), linkOf(...of('3'))],
      rootCause: {
        hop: '2/key',
        reason: 'The key is shut',
        remedy,
        mends: ['2/key', '3/key', 'elsewhere'],
      },
    }),
  );
  expect(links.map(({ hops }) => hops.map(({ id }) => id))).toEqual([
    ['2/bucket', '2/key'],
    ['3/bucket', '3/key'],
  ]);
  expect(rootCause).toEqual({
    hop: '2/key',
    reason: 'The key is shut',
    remedy: { summary: 'Add a statement', account: '111111111111', document },
    mends: ['2/key', '3/key'],
  });
});

it('names the accounts that a build may enter', () => {
  const entering = hop('build', 'enter', { hop: 'H13' });
  const { hops } = abridgeReport(
    reportOf({ hops: [hop('first', 'enter'), entering] }),
  );
  expect(hops.map(({ id, resource }) => [id, resource])).toEqual([
    ['first', undefined],
    ['build', side],
  ]);
});

it('keeps one finding of each account and health, and those that are waived apart', () => {
  const finding = (rule: string, of: Partial<Finding> = {}): Finding => ({
    rule,
    health: 'warning',
    message: rule,
    account: '111111111111',
    evidence: [{ document, account: '111111111111' }],
    remedy,
    ...of,
  });
  const waived = { reason: 'agreed', until: '2027-01-01', by: 'user:a/b' };
  const { findings } = abridgeReport(
    reportOf({
      findings: [
        finding('first'),
        finding('second'),
        finding('elsewhere', { account: '222222222222' }),
        finding('broken', { health: 'broken' }),
        finding('waived', { waived }),
      ],
    }),
  );
  expect(findings.map(({ rule }) => rule)).toEqual([
    'first',
    'elsewhere',
    'broken',
    'waived',
  ]);
  expect(findings[0]).toEqual({
    rule: 'first',
    health: 'warning',
    message: 'first',
    account: '111111111111',
    evidence: [],
  });
});

it('explains a failed action in words', () => {
  const run = {
    id: '1',
    status: 'Failed',
    stages: [
      {
        name: 'Prod',
        status: 'Failed',
        actions: [
          { name: 'Build', status: 'Succeeded' },
          {
            name: 'Deploy',
            status: 'Failed',
            error: {
              message: 'AccessDenied',
              explanations: [
                { cause: 'a', verdict: hop('key', 'key', broken) },
                { cause: 'b' },
              ],
            },
          },
        ],
      },
    ],
  } as unknown as PipelineExecution;
  const [, { error }] = abridgeExecution(run).stages[0].actions;
  expect(error!.message).toBe('AccessDenied');
  const [{ verdict }, other] = error!.explanations;
  expect(verdict).toMatchObject({ id: 'key', reason: 'It may not' });
  expect(verdict).not.toHaveProperty('remedy');
  expect(verdict!.evidence).toEqual([]);
  expect(other).toEqual({ cause: 'b' });
});
