import type {
  EvaluationResult,
  SimulatePrincipalPolicyRequest,
  SimulatePolicyResponse,
} from '@aws-sdk/client-iam';
import { authorize } from '../access/authorize';
import { decide } from '../access/decide';
import type { Call } from '../world/Call';
import type { Caller } from '../world/Caller';
import { invalid, noSuchEntity } from './errors';

const SESSION = 'simulation';

/** The user or role whose policies are asked for, as one who calls. */
function simulatedCaller({ world, caller }: Call, arn: string): Caller {
  const [, account, type, name] =
    /^arn:aws:iam::(\d{12}):(user|role)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (account !== caller.account) {
    throw invalid(
      `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`,
    );
  }
  const { iam } = world.account(account);
  const record = (type === 'user' ? iam.users : iam.roles).get(name)?.current;
  if (!record || record.arn !== arn) {
    throw noSuchEntity(`The entity ${arn} cannot be found.`);
  }
  return type === 'user'
    ? { type: 'User', account, arn, principalArn: arn, userId: record.id, name }
    : {
        type: 'AssumedRole',
        account,
        arn: `arn:aws:sts::${account}:assumed-role/${name}/${SESSION}`,
        principalArn: arn,
        userId: `${record.id}:${SESSION}`,
        name,
        session: {
          name: SESSION,
          policies: [],
          tags: {},
          issuedAt: new Date(),
        },
      };
}

/**
 * What a user or role may do: its own policies, its boundary and the
 * organization's service control policies; no resource policy but the one given.
 */
export function simulatePrincipalPolicy(
  call: Call,
  input: SimulatePrincipalPolicyRequest,
): SimulatePolicyResponse {
  authorize(call, {
    action: 'iam:SimulatePrincipalPolicy',
    resource: input.PolicySourceArn!,
  });
  const simulated: Call = {
    ...call,
    caller: simulatedCaller(call, input.PolicySourceArn!),
    context: {},
  };
  const context = Object.fromEntries(
    (input.ContextEntries ?? []).map(
      ({ ContextKeyName, ContextKeyValues, ContextKeyType }) => [
        ContextKeyName!,
        /List$/.test(ContextKeyType ?? '')
          ? ContextKeyValues!
          : ContextKeyValues![0],
      ],
    ),
  );
  const results = input.ActionNames!.flatMap(action =>
    (input.ResourceArns ?? ['*']).map((resource): EvaluationResult => {
      const { decision } = decide(simulated, {
        action,
        resource,
        resourceAccount: resource.split(':')[4] || call.caller.account,
        context,
        ...(input.ResourcePolicy && {
          resourcePolicy: {
            name: 'resource policy',
            document: JSON.parse(input.ResourcePolicy),
          },
        }),
      });
      const denied =
        decision === 'ExplicitlyDenied' ? 'explicitDeny' : 'implicitDeny';
      return {
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision: decision === 'Allowed' ? 'allowed' : denied,
        MatchedStatements: [],
        MissingContextValues: [],
      };
    }),
  );
  return { EvaluationResults: results, IsTruncated: false };
}
