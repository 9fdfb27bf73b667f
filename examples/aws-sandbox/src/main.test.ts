import { spawnSync } from 'node:child_process';
import { packageFolder } from './packageFolder';

jest.setTimeout(60_000);

describe('the sandbox as a program', () => {
  it('does not start where it could be taken for AWS in production', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        packageFolder('src/main.ts'),
        '--port',
        '0',
      ],
      {
        env: { ...process.env, NODE_ENV: 'production' },
        encoding: 'utf8',
        timeout: 50_000,
      },
    );
    expect(stderr).toContain('does not start with NODE_ENV=production');
    expect([status, stdout]).toEqual([1, '']);
  });
});
