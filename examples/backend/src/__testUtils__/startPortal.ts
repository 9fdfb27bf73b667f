import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  coreServices,
  createServiceFactory,
  type PermissionsService,
  type SchedulerService,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import templateModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import type { JsonObject } from '@backstage/types';
import type { Sandbox } from 'aws-sandbox';
import pipelinesPlugin from 'backstage-plugin-cross-account-pipelines-backend';
import catalogModule from 'backstage-plugin-catalog-backend-module-cross-account-pipelines';
import scaffolderModule from 'backstage-plugin-scaffolder-backend-module-cross-account-pipelines';
import { CrossAccountPipelinesClient } from 'backstage-plugin-cross-account-pipelines-common';

const catalogFile = resolve(__dirname, '../../../catalog/all.yaml');

/** Milliseconds in which anything has to happen. */
const PATIENCE = 60_000;

/**
 * What became of a task.
 */
export interface TaskResult {
  status: 'completed' | 'failed' | 'cancelled';
  /** Its log, one line after the other. */
  log: string;
  output: JsonObject;
}

/**
 * The backend of a portal with the suite in it; it takes the sandbox for AWS.
 */
export interface Portal {
  client: CrossAccountPipelinesClient;
  scheduler: SchedulerService;
  /** Gets JSON from a path below `/api`. */
  get(path: string): Promise<any>;
  /** Runs a template of the catalog to its end. */
  runTemplate(name: string, values: JsonObject): Promise<TaskResult>;
}

/**
 * Asks until there is an answer.
 */
export async function waitFor<T>(
  ask: () => Promise<T | undefined>,
): Promise<T> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`There was no answer within ${PATIENCE / 1000} s`);
    }
    await sleep(100);
  }
}

type Decision = Awaited<ReturnType<PermissionsService['authorize']>>[number];

function grantAllBut(denied: string[]): PermissionsService {
  const decide = async (requests: Array<{ permission: { name: string } }>) =>
    requests.map(
      ({ permission: { name } }) =>
        ({ result: denied.includes(name) ? 'DENY' : 'ALLOW' } as Decision),
    );
  return { authorize: decide, authorizeConditional: decide };
}

/**
 * Starts the backend over HTTP. It ends with the test file.
 *
 * @param options - `templates` are files with templates for the catalog;
 * `denied` names permissions that nobody is granted
 */
export async function startPortal(options: {
  sandbox: Sandbox;
  config: JsonObject;
  templates: string[];
  denied?: string[];
}): Promise<Portal> {
  const { sandbox, config, templates, denied = [] } = options;
  process.env.AWS_ENDPOINT_URL = sandbox.url;
  const scheduler = mockServices.scheduler();
  const { server } = await startTestBackend({
    features: [
      catalogPlugin,
      templateModel,
      scaffolderPlugin,
      pipelinesPlugin,
      catalogModule,
      scaffolderModule,
      mockServices.rootConfig.factory({
        data: {
          ...config,
          aws: {
            mainAccount: { ...sandbox.portal },
            accountDefaults: { roleName: 'backstage-portal' },
          },
          catalog: {
            locations: [catalogFile, ...templates].map(target => ({
              type: 'file',
              target,
              rules: [
                {
                  allow: [
                    'Component',
                    'Group',
                    'Location',
                    'System',
                    'Template',
                    'User',
                  ],
                },
              ],
            })),
          },
        },
      }),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => grantAllBut(denied),
      }),
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
    ],
  });

  const api = `http://localhost:${server.port()}/api`;
  const request = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${api}${path}`, init);
    const body = await response.json();
    if (!response.ok) {
      throw new Error(`${path}: ${JSON.stringify(body)}`);
    }
    return body;
  };
  const get = (path: string) => request(path);

  return {
    client: new CrossAccountPipelinesClient({
      discoveryApi: { getBaseUrl: async pluginId => `${api}/${pluginId}` },
      fetchApi: { fetch },
    }),
    scheduler,
    get,
    async runTemplate(name, values) {
      await waitFor(() =>
        get(`/catalog/entities/by-name/template/default/${name}`).catch(
          () => undefined,
        ),
      );
      const { id } = await request('/scaffolder/v2/tasks', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          templateRef: `template:default/${name}`,
          values,
        }),
      });
      const task = await waitFor(async () => {
        const { status } = await get(`/scaffolder/v2/tasks/${id}`);
        return ['completed', 'failed', 'cancelled'].includes(status)
          ? status
          : undefined;
      });
      const events = await get(`/scaffolder/v2/tasks/${id}/events`);
      const completion = events.findLast(
        ({ type }: { type: string }) => type === 'completion',
      );
      return {
        status: task,
        log: events
          .map(({ body }: { body: { message: string } }) => body.message)
          .join('\n'),
        output: completion?.body.output ?? {},
      };
    },
  };
}
