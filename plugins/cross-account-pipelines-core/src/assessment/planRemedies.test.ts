import { healthyEstate, healthyNames } from './fixtures/healthyEstate';
import { planRemedies } from './planRemedies';

const { pipelineArn, pipelineAccount, keyArn, actionRoleArn, targets } =
  healthyNames;

describe('planRemedies', () => {
  it('has nothing to say of what works', () => {
    const plan = planRemedies({ estate: healthyEstate(), pipelineArn });
    expect(plan.remedies).toEqual([]);
    expect(plan.byHand).toEqual([]);
    expect(plan.report.health).not.toBe('broken');
  });

  it('writes each document once, with all that it needs', () => {
    const estate = healthyEstate();
    const key = estate.accounts[pipelineAccount].keys[keyArn];
    const [own] = (key.policy as { Statement: unknown[] }).Statement;
    key.policy = { Version: '2012-10-17', Statement: [own] };
    for (const account of targets) {
      estate.accounts[account].roles[actionRoleArn(account)].trustPolicy = {
        Version: '2012-10-17',
        Statement: [],
      };
    }
    const before = structuredClone(estate);
    const { remedies, byHand, report } = planRemedies({ estate, pipelineArn });
    expect(report.health).not.toBe('broken');
    expect(byHand).toEqual([]);
    expect(estate).toEqual(before);
    const written = remedies.map(({ document }) => JSON.stringify(document));
    expect(new Set(written).size).toBe(written.length);
    const keyRemedy = remedies.find(
      ({ document }) => document.type === 'key policy',
    )!;
    expect(JSON.parse(keyRemedy.before!)).toEqual(key.policy);
    for (const account of targets) {
      expect(keyRemedy.after).toContain(account);
      expect(keyRemedy.diff).toMatch(new RegExp(`^\\+.*${account}`, 'm'));
    }
  });
});
