import { applyRemedy } from '../mending/applyRemedy';
import { assessPipeline } from '../assessPipeline';
import { healthyEstate, healthyNames } from '../fixtures/healthyEstate';
import { policyOf } from './documentReference';

const { pipelineArn, pipelineAccount, serviceRoleArn, targets } = healthyNames;
const arn = `arn:aws:iam::${pipelineAccount}:policy/guard`;

/** The service role has a managed policy named like one of its own. */
function namesakes(managed: { name: string; arn: string }) {
  const estate = structuredClone(healthyEstate());
  const role = estate.accounts[pipelineAccount].roles[serviceRoleArn];
  const deny = {
    Sid: 'NoOtherAccount',
    Effect: 'Deny',
    Action: 'sts:AssumeRole',
    Resource: `arn:aws:iam::${targets[0]}:role/*`,
  };
  role.policies.push({
    ...managed,
    document: { Version: '2012-10-17', Statement: [deny] },
  });
  const { links } = assessPipeline({ estate, pipelineArn });
  const verdict = links[0].hops.find(({ hop }) => hop === 'H1')!;
  return { estate, deny, verdict, name: role.policies[0].name };
}

it('tells a managed policy from an inline one of its name, all through a verdict', () => {
  const { name } =
    healthyEstate().accounts[pipelineAccount].roles[serviceRoleArn].policies[0];
  const { estate, deny, verdict } = namesakes({ name, arn });
  const document = policyOf(serviceRoleArn, { name, arn });
  expect(verdict.health).toBe('broken');
  expect(verdict.reason).toContain(
    `Statement NoOtherAccount of managed policy ${name} of ${serviceRoleArn}`,
  );
  expect(verdict.evidence).toEqual([
    expect.objectContaining({
      document,
      statement: 'NoOtherAccount',
      text: JSON.stringify(deny, null, 2),
    }),
  ]);
  const { remedy } = verdict;
  expect(remedy?.document).toEqual(document);
  expect(remedy?.summary).toContain(`managed policy ${name}`);
  expect(remedy?.before).toContain('NoOtherAccount');
  expect(remedy?.diff).toMatch(/^-.*role\/\*/m);
  const mended = applyRemedy({ estate, remedy: remedy! });
  const after = assessPipeline({ estate: mended, pipelineArn });
  expect(after.health).toBe('healthy');
  expect(
    mended.accounts[pipelineAccount].roles[serviceRoleArn].policies[0],
  ).toEqual(estate.accounts[pipelineAccount].roles[serviceRoleArn].policies[0]);
});

it('detaches a policy of AWS, which nobody can change', () => {
  const { estate, verdict } = namesakes({
    name: 'AWSDenyAll',
    arn: 'arn:aws:iam::aws:policy/AWSDenyAll',
  });
  const { remedy } = verdict;
  expect(remedy).toMatchObject({
    summary: `Detach the managed policy AWSDenyAll from ${serviceRoleArn}.`,
    document: { type: 'identity policies', arn: serviceRoleArn },
    after: JSON.stringify({ ManagedPolicyArns: [] }, null, 2),
  });
  const mended = applyRemedy({ estate, remedy: remedy! });
  expect(assessPipeline({ estate: mended, pipelineArn }).health).toBe(
    'healthy',
  );
});
