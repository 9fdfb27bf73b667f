/**
 * How quickly the API answers when many ask at once, with 1,000 pipelines of 50
 * links each in PostgreSQL; what they take there; and what a refresh costs that
 * finds nothing changed, AWS left out.
 *
 * node --require @backstage/cli/config/nodeTransform.cjs bench/api.bench.ts
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { PostgresServer } from 'aws-sandbox';
import pipelinesPlugin, {
  pipelineAssessorServiceRef,
} from 'backstage-plugin-cross-account-pipelines-backend';
import {
  assessPipeline,
  estateFromTemplates,
  parsePipelineSpec,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  readTemplateFolder,
  renderPipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import createKnex from 'knex';

const PIPELINES = Number(process.env.BENCH_PIPELINES ?? 1000);
const TARGETS = 50;
const CLIENTS = 50;
const SECONDS = 8;

/** Milliseconds in which 95 of 100 answers are there. */
const AIM = 50;

const TOOLS = '111111111111';
const REGION = 'eu-west-1';
const annotation = 'aws.amazon.com/aws-codepipeline-arn';

const names = Array.from(
  { length: PIPELINES },
  (_, index) => `service-${String(index).padStart(4, '0')}`,
);
const arnOf = (name: string) =>
  `arn:aws:codepipeline:${REGION}:${TOOLS}:${name}`;
const accounts = Array.from({ length: TARGETS }, (_, index) =>
  String(index + 1).padStart(12, '0'),
);

/** Of one pipeline; the others differ in their names. */
async function makeReport(name: string): Promise<PipelineReport> {
  const { manifest, files, pipelineArn } = renderPipeline({
    spec: parsePipelineSpec({
      name,
      account: TOOLS,
      region: REGION,
      source: { provider: 'S3', bucket: 'sources', objectKey: `${name}.zip` },
      build: {},
      stages: accounts.map(account => ({
        name: `In${account}`,
        targets: [
          {
            account,
            region: REGION,
            deploy: {
              provider: 'CloudFormation',
              stackName: name,
              templatePath: 'template.yaml',
            },
          },
        ],
      })),
    }),
    templates: await readTemplateFolder(),
  });
  const { estate } = estateFromTemplates({ manifest, templates: files });
  return { ...assessPipeline({ estate, pipelineArn }), origin: 'observed' };
}

interface Load {
  requests: number;
  median: number;
  p95: number;
  kilobytes: number;
  /** Those before it was measured, too. */
  all: number;
}

function load(urls: string[], headers: Record<string, string>): Promise<Load> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(__dirname, 'loadClients.mjs'), {
      workerData: { clients: CLIENTS, seconds: SECONDS, urls, headers },
      execArgv: [],
    });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

const say = (text: string) => process.stdout.write(`${text}\n`);

async function run(connection: string) {
  // As many connections as Backstage has.
  const knex = createKnex({ client: 'pg', connection, pool: { max: 10 } });
  const [first] = names;
  const text = JSON.stringify(await makeReport(first));
  const scheduler = mockServices.scheduler();
  const backend = await startTestBackend({
    features: [
      pipelinesPlugin,
      catalogServiceMock.factory({
        entities: names.map(name => ({
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name, annotations: { [annotation]: arnOf(name) } },
        })),
      }),
      mockServices.rootConfig.factory({
        data: {
          crossAccountPipelines: {
            // A refresh is spread over the interval, which is not what is measured.
            schedule: { frequency: { seconds: 1 }, timeout: { minutes: 10 } },
            accounts: [TOOLS, ...accounts].map(id => ({
              id,
              name: id,
              regions: [REGION],
            })),
          },
        },
      }),
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => ({ getClient: async () => knex }),
      }),
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      createServiceFactory({
        service: pipelineAssessorServiceRef,
        deps: {},
        factory: () => ({
          async assess({ pipelineArn, stored }) {
            const name = pipelineArn.split(':').pop()!;
            const taggedRef = `component:default/${name}`;
            const now = new Date().toISOString();
            if (stored?.madeFrom === name) {
              return { unchangedAt: now, taggedRef };
            }
            const report = JSON.parse(text.replaceAll(first, name));
            return {
              report: { ...report, readAt: now },
              madeFrom: name,
              taggedRef,
            };
          },
        }),
      }),
    ],
  });

  const refresh = async (what: string) => {
    const before = process.cpuUsage();
    const start = performance.now();
    await scheduler.triggerTask('refresh-pipelines');
    const { user, system } = process.cpuUsage(before);
    say(
      `API, ${what}: ${PIPELINES.toLocaleString('en')} pipelines in ${(
        (performance.now() - start) /
        1000
      ).toFixed(1)} s, ${((user + system) / 1e6).toFixed(
        1,
      )} s of processor time`,
    );
  };
  await refresh('first refresh stored');
  await refresh('refresh with nothing changed');

  const { rows } = await knex.raw(
    'select pg_database_size(current_database()) as size',
  );
  say(
    `API, database: ${Math.round(
      Number(rows[0].size) / 2 ** 20,
    )} MB; a report ${Math.round(text.length / 1024)} KB`,
  );

  const api = `http://localhost:${backend.server.port()}/api/cross-account-pipelines/v1`;
  const scenes: Array<[name: string, urls: string[]]> = [
    [
      'card',
      names.map(
        name =>
          `${api}/entities/component/default/${name}/pipelines?detail=glance`,
      ),
    ],
    ['list of pipelines', [`${api}/pipelines?limit=100`]],
    ['list of accounts', [`${api}/accounts`]],
    [
      'fleet page',
      [
        `${api}/links?limit=100`,
        `${api}/links?limit=100&account=${accounts[7]}`,
        `${api}/links?limit=100&text=service-01`,
        `${api}/links?limit=100&sort=account`,
      ],
    ],
  ];
  for (const [name, urls] of scenes) {
    const before = process.cpuUsage();
    const { requests, median, p95, kilobytes, all } = await load(urls, {
      authorization: mockCredentials.user.header(),
    });
    const { user, system } = process.cpuUsage(before);
    say(
      `API, ${name}, ${CLIENTS} clients who each ask once a second: p95 ${p95.toFixed(
        0,
      )} ms (aim ${AIM}), median ${median.toFixed(
        0,
      )} ms; ${requests} answers of ${Math.round(kilobytes)} KB, ${(
        (user + system) /
        1000 /
        all
      ).toFixed(1)} ms of processor time each, asking included`,
    );
  }
  await backend.stop();
  await knex.destroy();
}

/** In a database of its own, of the server that there is or of one for now. */
async function main() {
  const given =
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;
  const postgres = given ? undefined : await PostgresServer.start();
  const url = new URL(
    given ?? `postgresql://postgres@127.0.0.1:${postgres!.port}`,
  );
  const admin = createKnex({ client: 'pg', connection: url.href });
  const database = `bench_${process.pid}`;
  try {
    await admin.raw('create database ??', [database]);
    url.pathname = database;
    await run(url.href);
  } finally {
    await admin.raw('drop database ?? with (force)', [database]);
    await admin.destroy();
    await postgres?.stop();
  }
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
