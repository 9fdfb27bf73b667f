import type { Finding } from 'backstage-plugin-cross-account-pipelines-core';
import {
  checkoutReport,
  dev,
  hopOf,
  keyBroken,
  linkTo,
  prodEu,
  prodUs,
  reportOf,
  staging,
  tools,
  trustTooWide,
} from '../__testUtils__/reports';
import { describePipeline } from './describePipeline';

const finding = (account?: string): Finding => ({
  rule: 'rule',
  health: 'warning',
  message: `about ${account}`,
  account,
  evidence: [],
});

describe('describePipeline', () => {
  it('puts the worst first, among environments and inside of them', () => {
    const { environments } = describePipeline(checkoutReport);
    expect(
      environments.map(({ environment, health, rows }) => [
        environment,
        health,
        rows.map(row => row.account.name),
      ]),
    ).toEqual([
      ['production', 'broken', ['prod-eu', 'prod-us']],
      ['staging', 'warning', ['staging']],
      ['development', 'healthy', ['dev']],
    ]);
  });

  it('keeps equals in order: environments as read, accounts by name', () => {
    const { environments } = describePipeline(
      reportOf({ links: [linkTo(staging), linkTo(prodUs), linkTo(prodEu)] }),
    );
    expect(
      environments.flatMap(({ rows }) => rows.map(row => row.account.name)),
    ).toEqual(['staging', 'prod-eu', 'prod-us']);
  });

  it('names the worst hop of the earliest gate', () => {
    const link = linkTo(prodEu, {
      key: keyBroken,
      artifacts: { health: 'broken', reason: 'The bucket is shut' },
      enter: trustTooWide,
    });
    const [{ rows }] = describePipeline(
      reportOf({ links: [{ ...link, hops: [...link.hops].reverse() }] }),
    ).environments;
    expect(rows[0].reason).toBe('The bucket is shut');
    expect(rows[0].hops.map(({ gate }) => gate)).toEqual([
      'artifacts',
      'key',
      'enter',
      'deploy',
    ]);
  });

  it('names the root cause wherever it breaks a hop', () => {
    const wrong = { health: 'broken', reason: 'What follows' } as const;
    const links = [
      linkTo(prodEu, { enter: wrong, key: wrong }),
      linkTo(prodUs, { key: wrong }),
    ];
    const { environments } = describePipeline(
      reportOf({
        links,
        rootCause: {
          hop: links[0].hops[2].id,
          reason: 'The one wrong name',
          remedy: keyBroken.remedy!,
          mends: [links[0].hops[0].id, links[0].hops[2].id],
        },
      }),
    );
    expect(environments[0].rows.map(({ reason }) => reason)).toEqual([
      'The one wrong name',
      'What follows',
    ]);
  });

  it('keeps the hops of a gate together, worst first', () => {
    const link = linkTo(prodEu, { key: keyBroken });
    const healthyKey = { ...hopOf(prodEu, 'key'), id: 'another' };
    const [{ rows }] = describePipeline(
      reportOf({ links: [{ ...link, hops: [healthyKey, ...link.hops] }] }),
    ).environments;
    expect(rows[0].hops.map(({ gate, health }) => [gate, health])).toEqual([
      ['key', 'broken'],
      ['key', 'healthy'],
      ['enter', 'healthy'],
      ['artifacts', 'healthy'],
      ['deploy', 'healthy'],
    ]);
  });

  it('falls back on the sentence of a hop that gives no reason', () => {
    const { environments } = describePipeline(
      reportOf({ links: [linkTo(dev, { enter: { health: 'pending' } })] }),
    );
    expect(environments[0].rows[0].reason).toBe(
      'checkout-pipeline may assume checkout-action in 012345678901',
    );
  });

  it('gives no reason where all is well', () => {
    const { own, environments } = describePipeline(reportOf());
    expect(own.reason).toBeUndefined();
    expect(environments[0].rows[0].reason).toBeUndefined();
  });

  it('shows a finding with the account it is about, or else with the pipeline', () => {
    const { own, environments } = describePipeline(
      reportOf({
        links: [linkTo(dev), linkTo(staging)],
        findings: [
          finding(staging.id),
          finding(tools.id),
          finding(undefined),
          finding('999999999999'),
        ],
      }),
    );
    expect(environments[0]).toMatchObject({
      environment: 'staging',
      health: 'warning',
      rows: [{ health: 'warning', reason: 'about 222222222222' }],
    });
    expect(environments[1].rows[0]).toMatchObject({
      health: 'healthy',
      findings: [],
    });
    expect(own).toMatchObject({
      health: 'warning',
      reason: 'about 111111111111',
      findings: [{}, {}, {}],
    });
  });

  it('shows a finding about the pipeline account once, though links reach it', () => {
    const { own, environments } = describePipeline(
      reportOf({ links: [linkTo(tools)], findings: [finding(tools.id)] }),
    );
    expect(own.findings).toHaveLength(1);
    expect(environments[0].rows[0].findings).toEqual([]);
  });

  it('leaves out a finding that a hop says already', () => {
    const { environments } = describePipeline(
      reportOf({
        links: [linkTo(staging, { enter: trustTooWide })],
        findings: [
          { ...finding(staging.id), message: trustTooWide.reason! },
          finding(staging.id),
        ],
      }),
    );
    expect(
      environments[0].rows[0].findings.map(({ message }) => message),
    ).toEqual(['about 222222222222']);
  });

  it('counts an account in two Regions once, by its worst', () => {
    const { counts } = describePipeline(
      reportOf({
        links: [
          linkTo(prodEu, { key: keyBroken }, 'us-east-1'),
          linkTo(prodEu),
          linkTo(dev, { enter: { health: 'unknown' } }),
          linkTo(staging),
        ],
      }),
    );
    expect(counts).toEqual({
      total: 3,
      healthy: 1,
      warning: 0,
      pending: 0,
      unknown: 1,
      broken: 1,
    });
  });

  it("tells a link's own verdict even where its hops do not show it", () => {
    const { environments } = describePipeline(
      reportOf({ links: [{ ...linkTo(dev), health: 'unknown' }] }),
    );
    expect(environments[0].rows[0].health).toBe('unknown');
  });

  it('sums gates up for an environment without hiding an unjudged one', () => {
    const enterOnly = { ...linkTo(prodUs), hops: [hopOf(prodUs, 'enter')] };
    const [{ gates }] = describePipeline(
      reportOf({ links: [linkTo(prodEu, { key: keyBroken }), enterOnly] }),
    ).environments;
    expect(gates).toEqual({
      enter: 'healthy',
      artifacts: 'healthy',
      key: 'broken',
      deploy: 'not-judged',
    });
  });

  it('knows every account by its id', () => {
    const { accounts } = describePipeline(checkoutReport);
    expect([...accounts.keys()].sort()).toEqual([
      '012345678901',
      '111111111111',
      '222222222222',
      '333333333333',
      '444444444444',
    ]);
  });

  it('leaves the report as it is', () => {
    const report = JSON.parse(JSON.stringify(checkoutReport));
    describePipeline(report);
    expect(report).toEqual(JSON.parse(JSON.stringify(checkoutReport)));
  });
});
