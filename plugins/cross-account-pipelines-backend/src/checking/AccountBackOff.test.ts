import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { openDatabase } from '../store/openDatabase';
import { AccountBackOff } from './AccountBackOff';

jest.setTimeout(60_000);

const account = '012345678901';

// PostgreSQL takes part where a connection string names a server.
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_14', 'POSTGRES_15', 'POSTGRES_16', 'POSTGRES_17'],
  disableDocker: true,
});

describe.each(databases.eachSupportedId())(
  'AccountBackOff on %s',
  databaseId => {
    /** As many replicas over one database. */
    async function createReplicas(): Promise<AccountBackOff[]> {
      const knex = await openDatabase(
        mockServices.database({ knex: await databases.init(databaseId) }),
      );
      return [1, 2].map(() => new AccountBackOff({ knex, interval: 100 }));
    }

    it('waits after three failures in a row, longer each time, and not for ever', async () => {
      const [backOff] = await createReplicas();
      await expect(backOff.failed(account, 0)).resolves.toBeUndefined();
      await expect(backOff.failed(account, 0)).resolves.toBeUndefined();
      const waits: number[] = [];
      let now = 0;
      for (let times = 0; times < 7; times++) {
        const until = (await backOff.failed(account, now))!;
        await expect(backOff.isWaiting(account, until - 1)).resolves.toBe(true);
        await expect(backOff.isWaiting(account, until)).resolves.toBe(false);
        waits.push(until - now);
        now = until;
      }
      expect(waits).toEqual([100, 200, 400, 800, 1600, 1600, 1600]);
    });

    it('starts again as soon as a check succeeds', async () => {
      const [backOff] = await createReplicas();
      await backOff.failed(account, 0);
      await backOff.failed(account, 0);
      await backOff.succeeded(account);
      await expect(backOff.failed(account, 0)).resolves.toBeUndefined();
      await expect(backOff.isWaiting(account, 0)).resolves.toBe(false);
    });

    it('counts for nothing what was under way when it was decided', async () => {
      const [backOff] = await createReplicas();
      const until: unknown[] = [];
      for (let times = 0; times < 5; times++) {
        until.push(await backOff.failed(account, 0));
      }
      expect(until).toEqual([undefined, undefined, 100, undefined, undefined]);
      await expect(backOff.failed(account, 100)).resolves.toBe(300);
    });

    it('leaves other accounts as they are', async () => {
      const [backOff] = await createReplicas();
      for (let times = 0; times < 3; times++) {
        await backOff.failed(account, 0);
      }
      await expect(backOff.isWaiting('222222222222', 0)).resolves.toBe(false);
    });

    it('is shared by replicas, which count together', async () => {
      const [one, other] = await createReplicas();
      const until = await Promise.all(
        [one, other, one, other].map(each => each.failed(account, 0)),
      );
      expect(until.filter(each => each !== undefined)).toEqual([100]);
      await expect(one.isWaiting(account, 99)).resolves.toBe(true);
      await expect(other.isWaiting(account, 99)).resolves.toBe(true);
      await other.succeeded(account);
      await expect(one.isWaiting(account, 99)).resolves.toBe(false);
    });
  },
);
