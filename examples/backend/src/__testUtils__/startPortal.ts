import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  coreServices,
  createServiceFactory,
  type BackendFeature,
  type BackstageUserPrincipal,
  type HttpAuthService,
  type SchedulerService,
} from '@backstage/backend-plugin-api';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import templateModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import permissionPlugin from '@backstage/plugin-permission-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import type { JsonObject } from '@backstage/types';
import type { Sandbox } from 'aws-sandbox';
import pipelinesPlugin from 'backstage-plugin-cross-account-pipelines-backend';
import catalogModule from 'backstage-plugin-catalog-backend-module-cross-account-pipelines';
import scaffolderModule from 'backstage-plugin-scaffolder-backend-module-cross-account-pipelines';
import { CrossAccountPipelinesClient } from 'backstage-plugin-cross-account-pipelines-common';

import ownersOnlyPolicy from '../ownersOnlyPolicy';

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
  /** The client of another user. */
  clientOf(user: string): CrossAccountPipelinesClient;
  scheduler: SchedulerService;
  /** Gets JSON from a path below `/api`. */
  get(path: string): Promise<any>;
  /** Runs a template of the catalog to its end. */
  runTemplate(
    name: string,
    values: JsonObject,
    options?: { user?: string },
  ): Promise<TaskResult>;
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

/**
 * Says, as a real portal does, when another plugin asks on behalf of a user: the
 * permission backend answers more to them than to the user himself.
 */
const forwardingHttpAuth = createServiceFactory({
  service: coreServices.httpAuth,
  deps: { plugin: coreServices.pluginMetadata },
  factory({ plugin }): HttpAuthService {
    const httpAuth = mockServices.httpAuth({ pluginId: plugin.getId() });
    return {
      issueUserCookie: httpAuth.issueUserCookie.bind(httpAuth),
      async credentials(request, options) {
        const credentials = await httpAuth.credentials(request, options);
        const { authorization = '' } = request.headers;
        const { type, userEntityRef } =
          credentials.principal as BackstageUserPrincipal;
        return authorization.includes('mock-service-token') && type === 'user'
          ? (mockCredentials.user(userEntityRef, {
              actor: { subject: 'plugin:other' },
            }) as typeof credentials as any)
          : credentials;
      },
    };
  },
});

/** The real thing, which asks the policy of the example portal. */
const ownersOnly = [
  permissionPlugin,
  ownersOnlyPolicy,
  permissionsServiceFactory,
  forwardingHttpAuth,
];

const headersOf = (user?: string) =>
  user ? { Authorization: mockCredentials.user.header(user) } : undefined;

/**
 * Starts the backend over HTTP. It ends with the test file.
 *
 * @param options - `templates` are files with templates for the catalog;
 * `modules` come on top of the suite and what it needs; `teams` are those of each
 * user, and with them the policy of the example portal decides, where everybody
 * may do everything without
 */
export async function startPortal(options: {
  sandbox: Sandbox;
  config: JsonObject;
  templates: string[];
  modules?: BackendFeature[];
  teams?: Record<string, string[]>;
  /** Where the portal reaches the sandbox. Default: there. */
  endpoint?: string;
}): Promise<Portal> {
  const { sandbox, config, templates, modules = [], teams } = options;
  process.env.AWS_ENDPOINT_URL = options.endpoint ?? sandbox.url;
  const scheduler = mockServices.scheduler();
  const { server } = await startTestBackend({
    features: [
      catalogPlugin,
      templateModel,
      scaffolderPlugin,
      pipelinesPlugin,
      catalogModule,
      scaffolderModule,
      ...modules,
      mockServices.rootConfig.factory({
        data: {
          ...config,
          permission: { enabled: Boolean(teams) },
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
      ...(teams ? ownersOnly : []),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () => ({
          async getUserInfo({ principal }) {
            const { userEntityRef } = principal as BackstageUserPrincipal;
            const memberOf = teams?.[userEntityRef] ?? [];
            return {
              userEntityRef,
              ownershipEntityRefs: [userEntityRef, ...memberOf],
            };
          },
        }),
      }),
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
    ],
  });

  const api = `http://localhost:${server.port()}/api`;
  const request = async (
    path: string,
    init?: RequestInit & { user?: string },
  ) => {
    const response = await fetch(`${api}${path}`, {
      ...init,
      headers: { ...init?.headers, ...headersOf(init?.user) },
    });
    const body = await response.json();
    if (!response.ok) {
      throw new Error(`${path}: ${JSON.stringify(body)}`);
    }
    return body;
  };
  const get = (path: string) => request(path);

  const clientOf = (user?: string) =>
    new CrossAccountPipelinesClient({
      discoveryApi: { getBaseUrl: async pluginId => `${api}/${pluginId}` },
      fetchApi: {
        fetch: (url, init) =>
          fetch(url, {
            ...init,
            headers: { ...init?.headers, ...headersOf(user) },
          }),
      },
    });

  return {
    client: clientOf(),
    clientOf,
    scheduler,
    get,
    async runTemplate(name, values, { user } = {}) {
      await waitFor(() =>
        get(`/catalog/entities/by-name/template/default/${name}`).catch(
          () => undefined,
        ),
      );
      const { id } = await request('/scaffolder/v2/tasks', {
        method: 'POST',
        user,
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
