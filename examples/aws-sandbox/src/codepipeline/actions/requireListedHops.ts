import {
  type AccessHop,
  listLinks,
  type PipelineDefinition,
} from 'backstage-plugin-cross-account-pipelines-core';
import { actAs, serviceCall } from '../../access/actAs';
import { authorize } from '../../access/authorize';
import { ActionFailure } from '../ActionFailure';
import type { ActionContext } from './ActionProvider';

/** What artifacts need is asked for when they are read and written. */
const isOfArtifacts = ({ kind }: AccessHop) => ['H5', 'H6'].includes(kind);

/** The hops of an action as the suite's engine lists them, but its entrance. */
function hopsOf({ pipeline, execution, run }: ActionContext): AccessHop[] {
  const name = `${run.stageName}/${run.actionName}`;
  const { hops, links } = listLinks(
    execution.declaration as PipelineDefinition,
    { pipelineArn: pipeline.arn },
  );
  return [...hops, ...links.flatMap(link => link.hops)]
    .filter(hop => hop.type === 'access')
    .filter(
      hop =>
        hop.actions.includes(name) &&
        !['H0', 'H1'].includes(hop.kind) &&
        !isOfArtifacts(hop) &&
        !hop.optional,
    );
}

/**
 * Asks for everything that the engine says an action needs: calls of the role in
 * use, roles handed over, and services that have to get into them. So that
 * engine and sandbox agree, for all providers of which the sandbox only knows
 * what they call.
 *
 * @throws Refusal; ActionFailure when a service cannot assume a role
 */
export function requireListedHops(context: ActionContext): void {
  const { call } = context;
  for (const hop of hopsOf(context)) {
    const { principal, target, requests } = hop;
    if (principal.type === 'service' && target.type === 'role') {
      const asService = serviceCall({
        world: call.world,
        service: principal.name,
        account: principal.sourceAccount,
        region: call.region,
        sourceArn: principal.sourceArn,
      });
      if (!actAs(asService, { roleArn: target.arn, sessionName: 'sandbox' })) {
        throw new ActionFailure(
          'JobFailed',
          `${principal.name} is not authorized to assume role ${target.arn}`,
        );
      }
    } else if (
      principal.type === 'role' &&
      principal.arn === call.caller.principalArn
    ) {
      for (const { action, resource, context: keys, need } of requests) {
        if (need === 'required') {
          authorize(call, {
            action,
            resource,
            resourceAccount:
              target.type === 'resource' ? target.account : undefined,
            context: keys,
          });
        }
      }
    }
  }
}
