import { InputError } from '@backstage/errors';
import {
  applyFindingPolicy,
  explainError,
  parsePipelineSpec,
  PipelineSpecError,
  TemplateError,
  weighByReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  checkRendered,
  PipelineTooLargeError,
  readTemplateFolder,
  renderPipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import {
  crossAccountPipelinesDeployPermission,
  crossAccountPipelinesReadPermission,
  type PipelinePlan,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { Router } from 'express';
import { readRequest } from './readRequest';
import { requestSchemas } from './requestSchemas';
import type { RouteServices } from './RouteServices';

const faultsOfInput = [PipelineSpecError, PipelineTooLargeError, TemplateError];

/**
 * What an error means, and what a spec would make. Neither asks AWS.
 */
export function addForetellingRoutes(
  router: Router,
  services: RouteServices,
): void {
  const { access, accounts, identify, limited, owners, planning } = services;

  router.post('/v1/explain', limited, async (request, response) => {
    const credentials = await identify(request);
    const { text, pipelineArn } = readRequest(
      requestSchemas.explain,
      request.body,
    );
    const explanations = explainError({ text });
    if (pipelineArn === undefined) {
      response.json({ items: explanations });
      return;
    }
    const { report } = await owners.require({
      pipelineArn,
      permission: crossAccountPipelinesReadPermission,
      credentials,
    });
    response.json({
      items: report ? weighByReport({ explanations, report }) : explanations,
    });
  });

  router.post('/v1/plan', limited, async (request, response) => {
    const credentials = await identify(request);
    const { entityRef, spec: written } = readRequest(
      requestSchemas.plan,
      request.body,
    );
    await access.requireEntity({
      entityRef,
      permission: crossAccountPipelinesDeployPermission,
      credentials,
    });
    try {
      const { guardrails, templates, findingPolicy: policy } = planning;
      const spec = parsePipelineSpec(
        { ...written, ...guardrails.spec },
        { accounts },
      );
      const rendered = renderPipeline({
        spec,
        templates: await readTemplateFolder(templates),
      });
      const { report, manifest, ...check } = await checkRendered(rendered, {
        accounts,
      });
      const { findings } = applyFindingPolicy({
        policy,
        findings: check.findings,
      });
      const plan: PipelinePlan = {
        pipelineArn: rendered.pipelineArn,
        report,
        findings,
        stacks: manifest.stacks.map(
          ({ phase, account, region, stackName, template }) => ({
            phase,
            account,
            region,
            stackName,
            template,
          }),
        ),
      };
      response.json(plan);
    } catch (error) {
      throw faultsOfInput.some(fault => error instanceof fault)
        ? new InputError((error as Error).message)
        : error;
    }
  });
}
