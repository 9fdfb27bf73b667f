import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { createHop } from '../__testUtils__/createReport';
import { DatabasePipelineStore } from '../store/DatabasePipelineStore';
import { openDatabase } from '../store/openDatabase';
import { OwnerMessages } from './OwnerMessages';
import { RunNotifier } from './RunNotifier';
import { ToldTable } from './ToldTable';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const pipelineArn = 'arn:aws:codepipeline:eu-west-1:111111111111:payments';

/** A run whose deployment has that status. */
function runOf(id: string, status: string, explanations: object[] = []) {
  const error = { message: 'The stack rolled back', explanations };
  return {
    id,
    status,
    startedAt: '2026-11-20T10:00:00.000Z',
    revisions: [],
    stages: [
      {
        name: 'Prod',
        status,
        actions: [
          { name: 'Deploy', status, ...(status === 'Failed' && { error }) },
        ],
      },
    ],
  } as any;
}

async function createNotifier() {
  const knex = await openDatabase(
    mockServices.database({ knex: await databases.init('SQLITE_3') }),
  );
  const store = new DatabasePipelineStore(knex);
  await store.beginCheck(pipelineArn, '2026-11-20T10:00:00.000Z');
  const sent: NotificationSendOptions[] = [];
  const messages = new OwnerMessages({
    logger: mockServices.logger.mock(),
    notifications: { send: async each => void sent.push(each) },
  });
  const create = () => new RunNotifier({ messages, told: new ToldTable(knex) });
  const notifier = create();
  const find = async (runs: object[], by = notifier) =>
    by.hear({
      pipelineArn,
      ownerRef: 'component:default/payments',
      executions: runs as any,
    });
  return { find, replica: create(), sent };
}

describe('RunNotifier', () => {
  it('tells the owner of a run that failed, once, with what AWS said', async () => {
    const { find, sent } = await createNotifier();
    await find([runOf('1', 'Succeeded')]);
    await find([runOf('2', 'InProgress'), runOf('1', 'Succeeded')]);
    expect(sent).toEqual([]);
    const runs = [runOf('2', 'Failed'), runOf('1', 'Succeeded')];
    await find(runs);
    await find(runs);
    expect(sent).toEqual([
      {
        recipients: {
          type: 'entity',
          entityRef: ['component:default/payments'],
        },
        payload: expect.objectContaining({
          title: 'Pipeline payments failed in Prod/Deploy',
          description: 'The stack rolled back',
          link: `/catalog/default/component/payments/pipelines?${new URLSearchParams(
            { pipeline: pipelineArn, view: 'runs' },
          )}`,
        }),
      },
    ]);
  });

  it('takes for no news what failed before it first looked', async () => {
    const { find, sent } = await createNotifier();
    await find([runOf('1', 'Failed')]);
    expect(sent).toEqual([]);
  });

  it('leaves to others what a broken hop explains', async () => {
    const { find, sent } = await createNotifier();
    await find([runOf('1', 'Succeeded')]);
    const verdict = createHop('key', 'broken');
    await find([runOf('2', 'Failed', [{ assessment: 'confirmed', verdict }])]);
    expect(sent).toEqual([]);
  });

  it('tells once, whichever replica found it', async () => {
    const { find, replica, sent } = await createNotifier();
    await find([runOf('1', 'Succeeded')]);
    const runs = [runOf('2', 'Failed')];
    await Promise.all([find(runs), find(runs, replica)]);
    expect(sent).toHaveLength(1);
  });
});
