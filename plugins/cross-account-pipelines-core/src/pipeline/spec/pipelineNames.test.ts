import { fingerprint, pipelineNames } from './pipelineNames';

const account = '012345678901';

describe('pipelineNames', () => {
  it('names parts after the pipeline', () => {
    const { artifactBucket, logBucket, targetRole, ...names } = pipelineNames({
      name: 'orders',
      account,
      region: 'eu-west-1',
    });
    expect(names).toEqual({
      serviceRole: 'orders-pipeline-service',
      buildRole: 'orders-pipeline-build',
      actionRole: 'orders-pipeline-action',
      deployRole: 'orders-pipeline-deploy',
      eventRole: 'orders-pipeline-start',
      buildProject: 'orders-build',
      changeSet: 'orders-pipeline',
      keyAlias: 'alias/orders-artifacts',
      foundationStack: 'orders-foundation',
      targetStack: 'orders-target',
      pipelineStack: 'orders-pipeline',
      attachmentStack: 'orders-attachment',
      lockStack: 'orders-lock',
    });
    expect(targetRole('action', 'eu-west-1')).toBe('orders-pipeline-action');
    expect(targetRole('action', 'us-east-1')).toBe(
      'orders-pipeline-action-us-east-1',
    );
    expect(artifactBucket('eu-west-1')).toBe('orders-012345678901-eu-west-1');
    expect(logBucket(account, 'eu-west-1')).toBe(
      'orders-logs-012345678901-eu-west-1',
    );
  });

  it('puts a prefix before the names of roles alone', () => {
    const names = pipelineNames({
      name: 'orders',
      account,
      roleNamePrefix: 'team-',
    });
    expect(names.serviceRole).toBe('team-orders-pipeline-service');
    expect(names.targetRole('deploy', 'eu-west-1')).toBe(
      'team-orders-pipeline-deploy-eu-west-1',
    );
    expect(names.pipelineStack).toBe('orders-pipeline');
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
        account,
        region: 'eu-west-1',
      });
    const [a, b] = [long('a'), long('b')];
    expect(a.serviceRole).toHaveLength(64);
    expect(a.serviceRole).toMatch(
      /^long-name-long-name-long-name-long-na[a-z-]*-[a-z0-9]{7}-pipeline-service$/,
    );
    expect(a.targetRole('codedeploy', 'ap-southeast-1')).toHaveLength(64);
    expect(a.artifactBucket('ap-southeast-1')).toHaveLength(63);
    expect(a.artifactBucket('ap-southeast-1')).toMatch(/^[a-z0-9-]+$/);
    expect(a.serviceRole).not.toBe(b.serviceRole);
    expect(a.artifactBucket('eu-west-1')).not.toBe(
      b.artifactBucket('eu-west-1'),
    );
  });

  it('shortens only what is longer than the limit', () => {
    const roleOf = (length: number) =>
      pipelineNames({ name: 'x'.repeat(length), account }).serviceRole;
    const suffix = '-pipeline-service';
    const room = 64 - suffix.length;
    expect(roleOf(room)).toBe('x'.repeat(room) + suffix);
    expect(roleOf(room + 1)).toBe(
      `${'x'.repeat(room - 8)}-${fingerprint('x'.repeat(room + 1))}${suffix}`,
    );
  });
});

describe('fingerprint', () => {
  it.each([
    // As published for FNV-1a with 32 bits: 0x811c9dc5, 0xe40c292c, 0xbf9cf968.
    ['', (0x811c9dc5).toString(36)],
    ['a', (0xe40c292c).toString(36)],
    ['foobar', (0xbf9cf968).toString(36)],
  ])('of %j is that of FNV-1a', (text, expected) => {
    expect(fingerprint(text)).toBe(expected.padStart(7, '0'));
  });

  it('has seven characters, whatever the number', () => {
    const marks = Array.from({ length: 2000 }, (_, i) => fingerprint(`${i}`));
    expect(marks.filter(mark => mark.length !== 7)).toEqual([]);
    expect(marks.filter(mark => mark.startsWith('0'))).not.toEqual([]);
  });
});
