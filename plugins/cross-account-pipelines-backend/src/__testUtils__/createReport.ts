import type {
  AccountSummary,
  HopVerdict,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  parsePipelineArn,
  worstHealth,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * A report of the `payments` pipeline that reaches one account, with what a
 * test wants otherwise.
 */
export function createReport(
  options: {
    pipelineArn?: string;
    readAt?: string;
    hops?: HopVerdict[];
    linkHops?: HopVerdict[];
    reaches?: AccountSummary[];
  } = {},
): PipelineReport {
  const pipelineArn =
    options.pipelineArn ??
    'arn:aws:codepipeline:eu-west-1:111111111111:payments';
  const { account, name, region } = parsePipelineArn(pipelineArn)!;
  const { hops = [], linkHops = [] } = options;
  const worstOf = (all: HopVerdict[]) =>
    worstHealth(all.map(({ health }) => health));
  return {
    pipelineArn,
    name,
    account: { id: account },
    region,
    health: worstOf([...hops, ...linkHops]),
    origin: 'observed',
    hops,
    links: (options.reaches ?? [{ id: '012345678901', name: 'dev' }]).map(
      reached => ({
        account: reached,
        region,
        health: worstOf(linkHops),
        hops: linkHops,
      }),
    ),
    findings: [],
    unseen: [],
    readAt: options.readAt ?? '2026-11-20T10:00:00.000Z',
  };
}

/**
 * A hop of that health.
 */
export function createHop(
  id: string,
  health: HopVerdict['health'],
): HopVerdict {
  return {
    id,
    hop: 'H6',
    gate: 'key',
    health,
    sentence: 'payments-action in 012345678901 may decrypt with the key',
    evidence: [],
  };
}
