import { resolve } from 'node:path';
import { Lockfile } from '@backstage/cli-node';

/**
 * Who asks for the older one. Test utilities are released later than what they
 * test; nothing that runs in a portal may bring a package a second time.
 */
const twiceBecauseOf = {
  '@backstage/backend-defaults': '@backstage/backend-test-utils 1.11.7',
  '@backstage/plugin-events-node': '@backstage/backend-test-utils 1.11.7',
  '@backstage/plugin-scaffolder-node':
    '@backstage/plugin-scaffolder-node-test-utils 0.3.14',
};

describe('yarn.lock', () => {
  it('has each package of Backstage once, but for what test utilities ask for', async () => {
    const lockfile = await Lockfile.load(
      resolve(__dirname, '../../../yarn.lock'),
    );
    const ours = [...lockfile.keys()].filter(name =>
      name.startsWith('@backstage/'),
    );
    const twice = ours.filter(name => {
      const entries = lockfile.get(name) ?? [];
      return new Set(entries.map(({ version }) => version)).size > 1;
    });
    expect(ours).toContain('@backstage/backend-defaults');
    expect(twice.sort()).toEqual(Object.keys(twiceBecauseOf));
  });
});
