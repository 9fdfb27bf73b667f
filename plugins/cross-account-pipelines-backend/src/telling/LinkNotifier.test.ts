import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type { Health } from 'backstage-plugin-cross-account-pipelines-core';
import { createHop, createReport } from '../__testUtils__/createReport';
import { DatabasePipelineStore } from '../store/DatabasePipelineStore';
import { openDatabase } from '../store/openDatabase';
import { LinkNotifier } from './LinkNotifier';
import { OwnerMessages } from './OwnerMessages';
import { ToldTable } from './ToldTable';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const arnOf = (name: string) =>
  `arn:aws:codepipeline:eu-west-1:111111111111:${name}`;

async function createNotifier() {
  const knex = await openDatabase(
    mockServices.database({ knex: await databases.init('SQLITE_3') }),
  );
  const store = new DatabasePipelineStore(knex);
  const sent: NotificationSendOptions[] = [];
  const logger = mockServices.logger.mock();
  const notifications = {
    send: jest.fn(async (each: NotificationSendOptions) => {
      sent.push(each);
    }),
  };
  const options = {
    messages: new OwnerMessages({ logger, notifications }),
    ownerOf: async () => 'group:default/money',
    told: new ToldTable(knex),
  };
  const notifier = new LinkNotifier(options);
  const replica = new LinkNotifier(options);
  const find = async (health: Health, by = notifier, name = 'payments') => {
    const pipelineArn = arnOf(name);
    await store.beginCheck(pipelineArn, new Date().toISOString());
    const report = createReport({
      pipelineArn,
      linkHops: [createHop('key', health)],
    });
    report.links[0].health = health;
    await by.hear({
      pipelineArn,
      ownerRef: `component:default/${name}`,
      report,
    });
  };
  const titles = () => sent.map(({ payload }) => payload.title);
  return { find, logger, notifications, notifier, replica, sent, titles };
}

describe('LinkNotifier', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'setImmediate'] });
  });
  afterEach(() => jest.useRealTimers());
  const later = (minutes: number) =>
    jest.setSystemTime(Date.now() + minutes * 60_000);

  it('tells the owner once that a link broke, and once that it works again', async () => {
    const { find, sent, titles } = await createNotifier();
    await find('healthy');
    expect(sent).toEqual([]);
    for (const health of ['broken', 'broken', 'unknown', 'broken'] as const) {
      await find(health);
      later(20);
    }
    expect(titles()).toEqual([
      'Pipeline payments cannot reach dev (012345678901)',
    ]);
    expect(sent[0]).toMatchObject({
      recipients: { type: 'entity', entityRef: ['component:default/payments'] },
      payload: {
        severity: 'high',
        link: `/catalog/default/component/payments/pipelines?${new URLSearchParams(
          { pipeline: arnOf('payments'), hop: createHop('key', 'broken').id },
        )}`,
      },
    });
    await find('healthy');
    later(20);
    await find('healthy');
    expect(titles().slice(1)).toEqual([
      'Pipeline payments reaches dev (012345678901) again',
    ]);
  });

  it('tells once, whichever replica found it', async () => {
    const { find, notifier, replica, titles } = await createNotifier();
    await Promise.all([find('broken', notifier), find('broken', replica)]);
    expect(titles()).toHaveLength(1);
  });

  it('waits until what flaps has calmed down', async () => {
    const { find, titles } = await createNotifier();
    for (let minute = 0; minute < 14; minute++) {
      await find(minute % 2 ? 'healthy' : 'broken');
      later(1);
    }
    expect(titles()).toHaveLength(1);
    later(10);
    await find('healthy');
    expect(titles()).toHaveLength(2);
  });

  it('makes one message of an account that many pipelines lose at once', async () => {
    const { find, notifier, sent, titles } = await createNotifier();
    await notifier.gather(async () => {
      for (const name of ['a', 'b', 'c', 'd']) {
        await find('broken', notifier, name);
      }
    });
    expect(titles()).toEqual(['4 pipelines cannot reach dev (012345678901)']);
    expect(sent[0].payload.link).toBe(
      '/cross-account-pipelines?account=012345678901&health=broken',
    );
    expect(sent[0].recipients).toMatchObject({
      entityRef: ['a', 'b', 'c', 'd'].map(name => `component:default/${name}`),
    });
  });

  it('keeps nobody waiting for the end of work that takes long', async () => {
    const { find, notifier, titles } = await createNotifier();
    await notifier.gather(async () => {
      await find('broken', notifier, 'a');
      expect(titles()).toEqual([]);
      later(2);
      await find('broken', notifier, 'b');
      expect(titles()).toEqual([
        'Pipeline a cannot reach dev (012345678901)',
        'Pipeline b cannot reach dev (012345678901)',
      ]);
      await find('broken', notifier, 'c');
    });
    expect(titles()).toHaveLength(3);
  });

  it('fails nobody where there are no notifications', async () => {
    const { find, logger, notifications } = await createNotifier();
    notifications.send.mockRejectedValue(new Error('not installed'));
    await find('broken');
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('not installed'),
    );
  });
});
