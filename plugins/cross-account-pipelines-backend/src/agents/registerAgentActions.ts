import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { NotFoundError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  crossAccountPipelinesReadPermission,
  type EntityPipeline,
} from 'backstage-plugin-cross-account-pipelines-common';
import { explainError } from 'backstage-plugin-cross-account-pipelines-core';
import { weighByReport } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { foretellFor } from '../foretelling/foretellFor';
import { findLinks } from '../routes/addLinkRoutes';
import { readRequest } from '../routes/readRequest';
import { requestSchemas } from '../routes/requestSchemas';
import type { RouteServices } from '../routes/RouteServices';

const readOnly = { readOnly: true, idempotent: true, destructive: false };

/**
 * The answers of the REST interface as actions, for MCP clients, templates and
 * the command line. They change nothing, and show what the caller may see.
 */
export function registerAgentActions(
  registry: ActionsRegistryService,
  services: RouteServices,
): void {
  const { access, entityPipelines, owners } = services;

  registry.register({
    name: 'list-service-links',
    title: 'List the accounts that a service reaches',
    description:
      'Says which AWS accounts the pipelines of a service reach, whether they can reach them now, and if not, which hop is broken.',
    attributes: readOnly,
    schema: {
      input: z =>
        z.object({
          entityRef: z
            .string()
            .describe('The service, e.g. component:default/orders'),
        }),
      output: z => z.object({ items: z.array(z.record(z.any())) }),
    },
    action: async ({ input, credentials }) => {
      const { entityRef } = readRequest(requestSchemas.entity, input);
      const entity = await access.requireEntity({
        entityRef,
        permission: crossAccountPipelinesReadPermission,
        credentials,
      });
      const pipelines = await entityPipelines.get(entity, {
        credentials,
        detail: 'full',
      });
      return { output: { items: pipelines.map(summarize) } };
    },
  });

  registry.register({
    name: 'explain-unreachable-account',
    title: 'Explain why a service cannot reach an account',
    description:
      'Gives every hop between the pipelines of a service and an AWS account that is not healthy, with the document that decides and what to change.',
    attributes: readOnly,
    schema: {
      input: z =>
        z.object({
          entityRef: z
            .string()
            .describe('The service, e.g. component:default/orders'),
          account: z.string().describe('The account id, twelve digits'),
        }),
      output: z => z.object({ items: z.array(z.record(z.any())) }),
    },
    action: async ({ input, credentials }) => {
      const { entityRef, account } = readRequest(
        requestSchemas.entityAndAccount,
        input,
      );
      const entity = await access.requireEntity({
        entityRef,
        permission: crossAccountPipelinesReadPermission,
        credentials,
      });
      const pipelines = await entityPipelines.get(entity, {
        credentials,
        detail: 'full',
      });
      const links = pipelines.flatMap(({ report, pipelineArn }) =>
        (report?.links ?? [])
          .filter(link => link.account.id === account)
          .map(link => ({ pipelineArn, ...link })),
      );
      if (links.length === 0) {
        throw new NotFoundError(
          `No pipeline of ${entityRef} that you may see reaches ${account}`,
        );
      }
      const items = links.map(({ hops, ...link }) => ({
        ...link,
        hops: hops.filter(({ health }) => health !== 'healthy'),
      }));
      return { output: { items: items as unknown as JsonObject[] } };
    },
  });

  registry.register({
    name: 'list-account-links',
    title: 'List who reaches an account',
    description:
      'Lists the pipelines that reach an AWS account, the services that they belong to, and how well they reach it.',
    attributes: readOnly,
    schema: {
      input: z =>
        z.object({
          account: z.string().describe('The account id, twelve digits'),
        }),
      output: z => z.object({ items: z.array(z.record(z.any())) }),
    },
    action: async ({ input, credentials }) => {
      const query = readRequest(requestSchemas.links, input);
      const { items } = await findLinks(services, {
        query: { account: query.account, limit: 1000 },
        credentials,
      });
      return { output: { items: items as unknown as JsonObject[] } };
    },
  });

  registry.register({
    name: 'explain-error',
    title: 'Explain an error of a pipeline',
    description:
      'Says what an error text of CodePipeline, CloudFormation, IAM, KMS, S3 or another service of a cross-account deployment can mean, and what to change. With a pipeline, its newest report confirms or contradicts.',
    attributes: readOnly,
    schema: {
      input: z =>
        z.object({
          text: z.string().describe('The error, as it was printed'),
          pipelineArn: z.string().optional(),
        }),
      output: z => z.object({ items: z.array(z.record(z.any())) }),
    },
    action: async ({ input, credentials }) => {
      const { text, pipelineArn } = readRequest(requestSchemas.explain, input);
      const explanations = explainError({ text });
      const stored =
        pipelineArn === undefined
          ? undefined
          : await owners.require({
              pipelineArn,
              permission: crossAccountPipelinesReadPermission,
              credentials,
            });
      const { report } = stored ?? {};
      const items = report
        ? weighByReport({ explanations, report })
        : explanations;
      return { output: { items: items as unknown as JsonObject[] } };
    },
  });

  registry.register({
    name: 'plan-pipeline',
    title: 'Plan a cross-account pipeline',
    description:
      'Foretells what a pipeline spec would make, whether every account would let the pipeline work, and what is wrong with it. Creates nothing.',
    attributes: readOnly,
    schema: {
      input: z =>
        z.object({
          entityRef: z.string().describe('The service that it would be for'),
          spec: z
            .record(z.any())
            .describe('The spec, as the render action has it'),
        }),
      output: z => z.object({ plan: z.record(z.any()) }),
    },
    action: async ({ input, credentials }) => {
      const { entityRef, spec } = readRequest(requestSchemas.plan, input);
      const plan = await foretellFor(
        { entityRef, spec, credentials },
        services,
      );
      return { output: { plan: plan as unknown as JsonObject } };
    },
  });
}

function summarize({ report, executions: _, ...pipeline }: EntityPipeline) {
  return {
    ...pipeline,
    ...(report && {
      health: report.health,
      readAt: report.readAt,
      links: report.links.map(({ hops, ...link }) => ({
        ...link,
        broken: hops
          .filter(({ health }) => health === 'broken')
          .map(({ hop, sentence, reason }) => ({ hop, sentence, reason })),
      })),
    }),
  } as unknown as JsonObject;
}
