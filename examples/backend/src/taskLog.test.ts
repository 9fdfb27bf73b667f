import { resolve } from 'node:path';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { startSandbox, type Sandbox } from 'aws-sandbox';
import createKnex from 'knex';
import { makeSourceBucket } from './__testUtils__/makeSourceBucket';
import { type Portal, startPortal } from './__testUtils__/startPortal';

jest.setTimeout(180_000);

const region = 'eu-west-1';
const tools = '111111111111';
const targets = ['012345678901', '222222222222', '333333333333'];

const template = resolve(
  __dirname,
  '../../../templates/cross-account-pipeline/template.yaml',
);

const server = process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;

const prefix = 'task_log_';

/** Where there is a PostgreSQL: it is only there that lines overtake each other. */
const database = server
  ? { client: 'pg', connection: server, prefix }
  : { client: 'better-sqlite3', connection: ':memory:' };

/** Of the run before: the scaffolder asks its database until the process ends. */
async function dropDatabases() {
  const admin = createKnex({ client: 'pg', connection: server });
  const { rows } = await admin.raw(
    'select datname from pg_database where starts_with(datname, ?)',
    [prefix],
  );
  for (const { datname } of rows) {
    await admin.raw('drop database ?? with (force)', [datname]);
  }
  await admin.destroy();
}

describe('the log of a deployment', () => {
  let sandbox: Sandbox;
  let portal: Portal;

  beforeAll(async () => {
    if (server) {
      await dropDatabases();
    }
    sandbox = await startSandbox();
    await makeSourceBucket(sandbox, { account: tools, region });
    portal = await startPortal({
      sandbox,
      config: {
        backend: { database },
        crossAccountPipelines: {
          readerRoleName: 'backstage-reader',
          deployerRoleName: 'backstage-deployer',
          accounts: [tools, ...targets].map(id => ({
            id,
            name: id,
            regions: [region],
          })),
          deployRole: {
            statements: [{ Effect: 'Allow', Action: 'ssm:*', Resource: '*' }],
          },
        },
      },
      templates: [template],
      modules: [databaseServiceFactory],
    });
  });

  afterAll(() => sandbox?.stop());

  it('comes in the order in which things happened', async () => {
    const { log, status } = await portal.runTemplate('cross-account-pipeline', {
      component: 'component:default/orders',
      sourceProvider: 'S3',
      sourceBucket: 'orders-sources',
      sourceObjectKey: 'orders.zip',
      build: true,
      pipeline: { account: tools, region },
      stages: targets.map(account => ({
        name: `In${account}`,
        targets: [{ account, region }],
      })),
      deployProvider: 'CloudFormation',
      stackName: 'orders',
      templatePath: 'template.yaml',
    });
    expect({ status, log }).toEqual({ status: 'completed', log });
    const told = [
      ...log.matchAll(
        /(Plan|Foundation|Target accounts|Pipeline): \d|\((\d of \d)\)$/gm,
      ),
    ].map(([, phase, through]) => phase ?? through);
    expect(told).toEqual(
      [
        ['Plan'],
        ['Foundation', '1 of 1'],
        ['Target accounts', '1 of 3', '2 of 3', '3 of 3'],
        ['Pipeline', '1 of 1'],
      ].flat(),
    );
  });
});
