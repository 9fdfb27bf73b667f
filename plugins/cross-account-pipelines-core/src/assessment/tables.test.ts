import type { Estate } from '../estate';
import { unknownOfEveryCall } from './access/accessContext';
import { assessPipeline } from './assessPipeline';
import { narrowsCallers } from './findings/readStatement';
import { healthyEstate, healthyNames } from './fixtures/healthyEstate';

const { pipelineArn, targets, region, name } = healthyNames;
const [target] = targets;

function assess(change: (estate: Estate) => void) {
  const estate = structuredClone(healthyEstate());
  change(estate);
  return assessPipeline({ estate, pipelineArn });
}

describe('states of stacks', () => {
  const finding = (status: string, mode?: string) =>
    assess(estate => {
      const arn = `arn:aws:cloudformation:${region}:${target}:stack/${name}/1`;
      estate.accounts[target].stacks = { [arn]: { arn, name, region, status } };
      const [, , { actions }] =
        estate.accounts[healthyNames.pipelineAccount].pipelines[pipelineArn]
          .definition.stages;
      for (const { configuration = {} } of actions) {
        configuration.ActionMode = mode ?? configuration.ActionMode;
      }
    }).findings.find(({ rule }) => rule === 'stack-not-updatable');

  it.each([
    ['ROLLBACK_COMPLETE', /^Delete it; the next run/],
    ['ROLLBACK_FAILED', /^Delete it, retaining/],
    ['CREATE_FAILED', /^Delete it; the next run/],
    ['DELETE_FAILED', /^Delete it again, retaining/],
    ['UPDATE_ROLLBACK_FAILED', /ContinueUpdateRollback/],
  ])('%s takes no update, and there is a way out', (status, way) => {
    expect(finding(status)?.health).toBe('broken');
    expect(finding(status)?.remedy?.summary).toMatch(way);
    for (const mode of ['REPLACE_ON_FAILURE', 'DELETE_ONLY']) {
      expect(finding(status, mode)).toBeUndefined();
    }
  });

  it.each([
    'CREATE_COMPLETE',
    'UPDATE_COMPLETE',
    'UPDATE_ROLLBACK_COMPLETE',
    'IMPORT_COMPLETE',
    'REVIEW_IN_PROGRESS',
  ])('%s takes one', status => {
    expect(finding(status)).toBeUndefined();
  });
});

describe('keys that narrow who calls', () => {
  const narrows = (key: string, operator = 'StringEquals', value = 'x') =>
    narrowsCallers({
      Effect: 'Allow',
      Condition: { [operator]: { [key]: value } },
    });

  it.each([
    'aws:PrincipalArn',
    'aws:PrincipalAccount',
    'aws:PrincipalOrgID',
    'aws:PrincipalOrgPaths',
    'aws:SourceAccount',
    'aws:SourceArn',
    'aws:SourceOrgID',
    'aws:SourceOrgPaths',
    'aws:SourceVpc',
    'aws:SourceVpce',
    'aws:SourceIp',
    'aws:userid',
    'kms:CallerAccount',
    'sts:ExternalId',
    'aws:PrincipalTag/team',
  ])('%s', key => {
    expect(narrows(key)).toBe(true);
    expect(narrows(key, 'StringNotEquals')).toBe(false);
    expect(narrows(key, 'Null', 'false')).toBe(false);
    expect(narrows(key, 'StringLike', '*')).toBe(false);
  });

  it.each(['aws:SecureTransport', 'aws:RequestedRegion', 's3:prefix'])(
    'not %s',
    key => {
      expect(narrows(key)).toBe(false);
    },
  );
});

describe('keys whose value nobody knows before a call', () => {
  const health = (key: string) =>
    assess(estate => {
      const role =
        estate.accounts[target].roles[healthyNames.actionRoleArn(target)];
      (role.trustPolicy as { Statement: unknown[] }).Statement.push({
        Effect: 'Deny',
        Principal: '*',
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { [key]: 'x' } },
      });
    }).links[0].hops.find(({ hop }) => hop === 'H1')!.health;

  it.each([
    'aws:CalledVia',
    'aws:CalledViaFirst',
    'aws:CalledViaLast',
    'aws:CurrentTime',
    'aws:EpochTime',
    'aws:Ec2InstanceSourceVpc',
    'aws:Ec2InstanceSourcePrivateIPv4',
    'aws:MultiFactorAuthAge',
    'aws:MultiFactorAuthPresent',
    'aws:referer',
    'aws:SourceIp',
    'aws:SourceVpc',
    'aws:SourceVpcArn',
    'aws:SourceVpce',
    'aws:TokenIssueTime',
    'aws:UserAgent',
    'aws:ViaAWSService',
    'aws:VpcSourceIp',
    'aws:VpceAccount',
    'aws:VpceOrgID',
    'aws:VpceOrgPaths',
    's3:ExistingObjectTag/team',
    's3:signatureAge',
    'sts:RoleSessionName',
  ])('%s', key => {
    expect(health(key)).toBe('unknown');
  });

  it('are these, and no others', () => {
    expect(unknownOfEveryCall).toHaveLength(24);
    expect(health('sts:ExternalId')).toBe('healthy');
  });
});
