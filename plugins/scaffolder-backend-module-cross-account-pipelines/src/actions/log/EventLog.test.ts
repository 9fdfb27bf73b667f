import { symlink } from 'node:fs/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { EventLog } from './EventLog';

describe('EventLog', () => {
  const folder = createMockDirectory();

  it('keeps what it is told in order, in a folder that it makes', async () => {
    const log = new EventLog(folder.resolve('made/deployment.log'));
    ['one', 'two', 'three'].forEach(text => log.add(text));
    await log.close();
    const { made } = folder.content() as any;
    expect(made['deployment.log']).toMatch(
      /^\S+Z one\n\S+Z two\n\S+Z three\n$/,
    );
  });

  it('writes through no link that is there already', async () => {
    folder.setContent({ 'other.txt': 'of others' });
    await symlink(folder.resolve('other.txt'), folder.resolve('link.log'));
    const log = new EventLog(folder.resolve('link.log'));
    log.add('one');
    await log.close();
    expect(folder.content()).toMatchObject({ 'other.txt': 'of others' });
  });
});
