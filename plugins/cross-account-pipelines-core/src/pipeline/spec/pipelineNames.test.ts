import { pipelineNames } from './pipelineNames';

describe('pipelineNames', () => {
  it('names parts after the pipeline', () => {
    const names = pipelineNames({
      name: 'orders',
      account: '012345678901',
      region: 'eu-west-1',
    });
    expect(names.serviceRole).toBe('orders-pipeline-service');
    expect(names.targetRole('action', 'eu-west-1')).toBe(
      'orders-pipeline-action',
    );
    expect(names.targetRole('action', 'us-east-1')).toBe(
      'orders-pipeline-action-us-east-1',
    );
    expect(names.artifactBucket('eu-west-1')).toBe(
      'orders-012345678901-eu-west-1',
    );
  });

  it('gives buckets the ending of names that belong to an account', () => {
    const names = pipelineNames({
      name: 'long-name-'.repeat(9),
      account: '012345678901',
      bucketNamespace: 'account-regional',
    });
    expect(names.artifactBucket('ap-southeast-1')).toMatch(
      /^[a-z0-9-]{32}-012345678901-ap-southeast-1-an$/,
    );
    expect(names.logBucket('222222222222', 'eu-west-1')).toMatch(
      /^[a-z0-9-]+-logs-222222222222-eu-west-1-an$/,
    );
  });

  it('keeps within the limits and apart', () => {
    const long = (last: string) =>
      pipelineNames({
        name: `${'long-name-'.repeat(9)}${last}`,
        account: '012345678901',
        region: 'eu-west-1',
      });
    const [a, b] = [long('a'), long('b')];
    for (const name of [
      a.serviceRole,
      a.targetRole('codedeploy', 'ap-southeast-1'),
    ]) {
      expect(name.length).toBeLessThanOrEqual(64);
    }
    expect(a.artifactBucket('ap-southeast-1')).toHaveLength(63);
    expect(a.artifactBucket('ap-southeast-1')).toMatch(/^[a-z0-9-]+$/);
    expect(a.serviceRole).not.toBe(b.serviceRole);
    expect(a.artifactBucket('eu-west-1')).not.toBe(
      b.artifactBucket('eu-west-1'),
    );
  });
});
