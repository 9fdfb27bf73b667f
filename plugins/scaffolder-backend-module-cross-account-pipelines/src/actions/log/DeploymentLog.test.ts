import { readFile } from 'node:fs/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { DeploymentLog } from './DeploymentLog';

describe('DeploymentLog', () => {
  const workspace = createMockDirectory();
  const place = {
    account: '111111111111',
    region: 'eu-west-1',
    stackName: 'orders-target',
  };

  it('says what changes, in order, and notes everything in a file', async () => {
    const blocks: string[] = [];
    const file = workspace.resolve('folder/events.log');
    const log = new DeploymentLog(
      { logger: { info: text => blocks.push(text) } },
      { accounts: [], file, gap: 5 },
    );
    log.say('Compared.');
    log.say(undefined);
    log.add({ type: 'phase-started', phase: 'target', stacks: 1 });
    for (const status of ['CREATE_IN_PROGRESS', 'CREATE_COMPLETE']) {
      log.add({
        ...place,
        type: 'resource-changed',
        logicalId: 'DeployRole',
        resourceType: 'AWS::IAM::Role',
        status,
        done: status === 'CREATE_COMPLETE' ? 1 : 0,
        total: 1,
      });
    }
    await log.close();
    const text = blocks.join('\n');
    expect(text.startsWith('Compared.\n')).toBe(true);
    expect(text).not.toContain('CREATE_IN_PROGRESS');
    const noted = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(noted).toHaveLength(3);
    expect(noted[1]).toContain('CREATE_IN_PROGRESS');
    expect(noted[2]).toContain('CREATE_COMPLETE');
  });
});
