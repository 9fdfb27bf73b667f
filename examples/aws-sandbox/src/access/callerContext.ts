import type { Call } from '../world/Call';

type Context = Record<string, string | string[]>;

function prefixed(prefix: string, tags: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [`${prefix}${key}`, value]),
  );
}

function tagsOf({ world, caller }: Call): Record<string, string> {
  if (caller.type !== 'User' && caller.type !== 'AssumedRole') {
    return {};
  }
  const { iam } = world.account(caller.account);
  const record = (caller.type === 'User' ? iam.users : iam.roles).get(
    caller.name!,
  )?.current;
  return { ...record?.tags, ...caller.session?.tags };
}

function principalContext(call: Call): Context {
  const { world, caller } = call;
  if (caller.type === 'Service') {
    return {
      'aws:PrincipalIsAWSService': 'true',
      'aws:PrincipalServiceName': caller.arn,
      'aws:PrincipalServiceNamesList': [caller.arn],
    };
  }
  return {
    'aws:PrincipalArn': caller.principalArn,
    'aws:PrincipalAccount': caller.account,
    'aws:PrincipalType': caller.type,
    'aws:PrincipalIsAWSService': 'false',
    'aws:userid': caller.userId,
    ...(caller.type === 'User' && { 'aws:username': caller.name! }),
    ...(world.account(caller.account).inOrganization && {
      'aws:PrincipalOrgID': world.organization.id,
      'aws:PrincipalOrgPaths': [world.organization.pathOf(caller.account)],
    }),
    ...prefixed('aws:PrincipalTag/', tagsOf(call)),
    ...(caller.session && {
      'aws:TokenIssueTime': caller.session.issuedAt.toISOString(),
      ...(caller.session.sourceIdentity && {
        'aws:SourceIdentity': caller.session.sourceIdentity,
      }),
    }),
  };
}

/**
 * The condition keys that every request has.
 * See `IAM/latest/UserGuide/reference_policies_condition-keys`.
 */
export function callerContext(call: Call, resourceAccount: string): Context {
  const now = new Date();
  const owner = call.world.findAccount(resourceAccount);
  return {
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
    'aws:RequestedRegion': call.region,
    'aws:ResourceAccount': resourceAccount,
    ...(owner?.inOrganization && {
      'aws:ResourceOrgID': call.world.organization.id,
      'aws:ResourceOrgPaths': [call.world.organization.pathOf(resourceAccount)],
    }),
    ...principalContext(call),
    ...call.context,
  };
}
