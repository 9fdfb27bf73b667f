import {
  hopsOf,
  type PipelineDefinition,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  type AccessHop,
  listLinks,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { actAs, serviceCall } from '../../access/actAs';
import { authorize } from '../../access/authorize';
import type { Call } from '../../world/Call';
import { ActionFailure } from '../ActionFailure';
import { readArtifact } from '../artifacts';
import type { ActionContext } from './ActionProvider';

const SESSION_NAME = 'sandbox';

/** What artifacts need is asked for when they are read and written. */
const isOfArtifacts = ({ kind }: AccessHop) => ['H5', 'H6'].includes(kind);

/** The hops of an action as the suite's engine lists them, but its entrance. */
function hopsOfAction({
  pipeline,
  execution,
  run,
}: ActionContext): AccessHop[] {
  const name = `${run.stageName}/${run.actionName}`;
  const needed = listLinks(execution.declaration as PipelineDefinition, {
    pipelineArn: pipeline.arn,
  });
  return hopsOf(needed)
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
 * use, roles handed over, services that have to get into them, and what these
 * then do. So that engine and sandbox agree, for all providers of which the
 * sandbox only knows what they call.
 *
 * @throws Refusal; ActionFailure when a service cannot assume a role
 */
export function requireListedHops(context: ActionContext): void {
  const { call } = context;
  const hops = hopsOfAction(context);
  const sessions = new Map([[call.caller.principalArn, call]]);
  for (const { principal, target } of hops) {
    if (principal.type === 'service' && target.type === 'role') {
      const asService = serviceCall({
        world: call.world,
        service: principal.name,
        account: principal.sourceAccount,
        region: call.region,
        sourceArn: principal.sourceArn,
      });
      const acting = actAs(asService, {
        roleArn: target.arn,
        sessionName: SESSION_NAME,
      });
      if (!acting) {
        throw cannotAssume(principal.name, target.arn);
      }
      sessions.set(target.arn, acting.call);
    }
  }
  for (const hop of hops) {
    const { principal } = hop;
    const session =
      principal.type === 'role' ? sessions.get(principal.arn) : undefined;
    if (session) {
      requireHop(hop, { session, context });
    }
  }
}

function requireHop(
  { kind, target, requests }: AccessHop,
  { session, context }: { session: Call; context: ActionContext },
): void {
  if (kind === 'H10') {
    context.inputs.forEach(input => readArtifact(session, input));
    return;
  }
  for (const { action, resource, context: keys, need } of requests) {
    if (action === 'sts:AssumeRole') {
      if (!actAs(session, { roleArn: resource, sessionName: SESSION_NAME })) {
        throw cannotAssume(session.caller.principalArn, resource);
      }
    } else if (need === 'required') {
      authorize(session, {
        action,
        resource,
        resourceAccount:
          target.type === 'resource' ? target.account : undefined,
        context: keys,
      });
    }
  }
}

function cannotAssume(principal: string, roleArn: string): ActionFailure {
  return new ActionFailure(
    'JobFailed',
    `${principal} is not authorized to assume role ${roleArn}`,
  );
}
