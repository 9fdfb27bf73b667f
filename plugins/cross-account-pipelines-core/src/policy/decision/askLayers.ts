import type { PolicyLayer } from './AccessDecision';
import type { AccessInput, PolicySource } from '../request/AccessRequest';
import { isBoundByResourceControlPolicies } from './isBoundByResourceControlPolicies';
import { LayerAnswer } from './LayerAnswer';
import type { RequestContext } from '../request/RequestContext';
import { isInAccount } from '../request/Requester';

/**
 * What each layer that takes part in a decision says. All have the same fields in
 * the same order, since the engine is quick with such objects only.
 */
export class LayerAnswers
  implements Record<PolicyLayer, LayerAnswer | undefined>
{
  RCP: LayerAnswer | undefined = undefined;
  SCP: LayerAnswer | undefined = undefined;
  resource: LayerAnswer | undefined = undefined;
  identity: LayerAnswer | undefined = undefined;
  boundary: LayerAnswer | undefined = undefined;
  session: LayerAnswer | undefined = undefined;
}

function listOf(
  sources: PolicySource | PolicySource[],
): readonly PolicySource[] {
  return Array.isArray(sources) ? sources : [sources];
}

/** Root users can do everything but assume roles. */
function answerForRoot({ action }: RequestContext): LayerAnswer {
  // STS/latest/APIReference/API_AssumeRole
  return action === 'sts:assumerole'
    ? new LayerAnswer()
    : LayerAnswer.granting();
}

/** What the owner of the resource says. */
function askResourceSide(
  answers: LayerAnswers,
  { resourcePolicy, resourceControlPolicies }: AccessInput,
  context: RequestContext,
): void {
  if (
    resourceControlPolicies !== undefined &&
    !context.requester.isServiceLinked &&
    isBoundByResourceControlPolicies(context.action, context.request.resource)
  ) {
    answers.RCP = LayerAnswer.ofGuardrails(
      'RCP',
      resourceControlPolicies,
      context,
    );
  }
  if (resourcePolicy !== undefined) {
    const documents = listOf(resourcePolicy);
    answers.resource = LayerAnswer.of('resource', documents, context);
  }
}

/** What the account of who asks says. */
function askCallerSide(
  answers: LayerAnswers,
  input: AccessInput,
  context: RequestContext,
): void {
  const { requester } = context;
  const { serviceControlPolicies, permissionsBoundary, sessionPolicy } = input;
  if (serviceControlPolicies !== undefined && !requester.isServiceLinked) {
    answers.SCP = LayerAnswer.ofGuardrails(
      'SCP',
      serviceControlPolicies,
      context,
    );
  }
  if (requester.kind === 'root') {
    answers.identity = answerForRoot(context);
    return;
  }
  answers.identity = LayerAnswer.of(
    'identity',
    input.identityPolicies,
    context,
  );
  if (permissionsBoundary !== undefined) {
    const boundary = listOf(permissionsBoundary);
    answers.boundary = LayerAnswer.of('boundary', boundary, context);
  }
  if (sessionPolicy !== undefined) {
    const session = listOf(sessionPolicy);
    answers.session = LayerAnswer.of('session', session, context);
  } else if (requester.kind === 'federatedUser') {
    // A session that GetFederationToken made without a policy has no permissions.
    // IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken
    answers.session = new LayerAnswer();
  }
}

/**
 * Asks every layer that takes part. Services and identity providers have no
 * policies of their own; guardrails do not reach service-linked roles.
 * `organizations/latest/userguide/orgs_manage_policies_scps`,
 * `organizations/latest/userguide/orgs_manage_policies_rcps`
 */
export function askLayers(
  input: AccessInput,
  context: RequestContext,
): LayerAnswers {
  const answers = new LayerAnswers();
  askResourceSide(answers, input, context);
  if (isInAccount(context.requester)) {
    askCallerSide(answers, input, context);
  }
  return answers;
}
