import { assessPipeline } from './assessPipeline';
import { healthyEstate, healthyNames } from './fixtures/healthyEstate';

const { pipelineArn, pipelineAccount, targets } = healthyNames;

describe('what an assessment did not see', () => {
  it('is said once for the accounts that it is for the same reason of', () => {
    const estate = structuredClone(healthyEstate());
    const refusal = 'organizations:ListParents was denied in account 1';
    for (const account of [pipelineAccount, ...targets]) {
      estate.accounts[account].guardrails = { unreadable: `${refusal}.` };
    }
    delete estate.accounts[targets[0]].guardrails;
    estate.accounts[pipelineAccount].guardrails!.resourceControlPolicies = [];
    const others = targets.slice(1);
    const listed = (ids: string[]) =>
      [ids.slice(0, -1).join(', '), ids.at(-1)].filter(Boolean).join(' and ');
    const because = (...accounts: string[]) =>
      `policies of ${listed(accounts)} were not seen: ${refusal}.`;
    const { unseen } = assessPipeline({ estate, pipelineArn });
    expect(unseen.map(({ sentence }) => sentence)).toEqual([
      `Service control ${because(pipelineAccount, ...others)}`,
      `Service control policies of ${targets[0]} were not seen.`,
      `Resource control policies of ${targets[0]} were not seen.`,
      ...(others.length > 0 ? [`Resource control ${because(...others)}`] : []),
    ]);
  });
});
