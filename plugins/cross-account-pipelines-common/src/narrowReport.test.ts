import type {
  Finding,
  HopVerdict,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import { narrowReport } from './narrowReport';

const hop = (id: string): HopVerdict => ({
  id,
  hop: 'H1',
  gate: 'enter',
  health: 'healthy',
  sentence: 'It may',
  evidence: [],
});

const finding = (account?: string): Finding => ({
  rule: `of ${account}`,
  health: 'warning',
  message: 'It is too wide',
  account,
  evidence: [],
});

const report: PipelineReport = {
  pipelineArn: 'arn:aws:codepipeline:eu-west-1:111111111111:orders',
  name: 'orders',
  account: { id: '111111111111' },
  region: 'eu-west-1',
  health: 'warning',
  origin: 'observed',
  hops: [hop('own')],
  links: ['eu-west-1', 'us-east-1'].map(region => ({
    account: { id: '012345678901' },
    region,
    health: 'healthy',
    hops: [hop(region)],
  })),
  findings: [
    finding(),
    finding('111111111111'),
    finding('012345678901'),
    finding('555555555555'),
  ],
  unseen: [],
  readAt: '2026-11-30T00:00:00.000Z',
};

const idsOf = (part: PipelineReport | undefined) =>
  part && {
    own: part.hops.map(({ id }) => id),
    links: part.links.flatMap(({ hops }) => hops.map(({ id }) => id)),
    findings: part.findings.map(({ rule }) => rule),
  };

it('has the hops and findings of one account and Region', () => {
  expect(idsOf(narrowReport(report, '012345678901/us-east-1'))).toEqual({
    own: [],
    links: ['us-east-1'],
    findings: ['of 012345678901'],
  });
});

it('has what the pipeline needs itself, and what is about no account that it reaches', () => {
  expect(idsOf(narrowReport(report, 'own'))).toEqual({
    own: ['own'],
    links: [],
    findings: ['of undefined', 'of 111111111111', 'of 555555555555'],
  });
});

it('has nothing of a link that there is not', () => {
  expect(narrowReport(report, '012345678901/eu-central-1')).toBeUndefined();
});
