import type { Side } from '../../report';
import type { Place } from '../causes/Cause';
import type { CauseId } from '../causes/causes';
import type { ErrorNames } from '../Explanation';
import { wholeAccount } from '../reading/errorNames';
import type { Refusal } from './parseRefusals';
import { resourcePolicyOf } from './resourcePolicies';

/** A refusal whose cause the names in it give away. */
export interface WellKnownRefusal {
  cause: CauseId;
  hop?: Place;
  side?: Side;
  /** Nothing else is worth saying beside it. */
  only?: boolean;
}

/** Names of roles that AWS's own tools give. */
const BOOTSTRAP_ROLE =
  /:role\/(?:\S{1,60}\/)?cdk-[a-z0-9]{1,20}-(?:deploy|lookup|file-publishing|image-publishing|cfn-exec)-role-/;
const STACK_SET_ROLE =
  /stack-?set\w*(?:Execution|Administration|Admin)|AWSControlTowerExecution/i;

/** What CodeBuild asks for when it puts a build into a VPC. */
const NETWORK_OF_BUILD =
  /^ec2:(?:Describe(?:SecurityGroups|Subnets|Vpcs|DhcpOptions|NetworkInterfaces)|(?:Create|Delete)NetworkInterface)/i;

/** Recognizes refusals that tools and services of AWS are known for. */
export function wellKnownRefusal(
  refusal: Refusal,
  names: ErrorNames,
): WellKnownRefusal | undefined {
  const { action, blamed, resource = '', principal = '', policy } = refusal;
  if (/AWSCompromisedKeyQuarantine/.test(policy ?? '')) {
    return { cause: 'credentials-quarantined', only: true };
  }
  if (blamed === 'public-access-block') {
    const hop = /^s3:\w*Object/i.test(action) ? 'H9' : 'set-up';
    return { cause: 'policy-public', hop, side: 'resource', only: true };
  }
  if (NETWORK_OF_BUILD.test(action) && !principal) {
    return { cause: 'build-network-refused', only: true };
  }
  if (blamed === 'identity') {
    return undefined;
  }
  if (/^sts:(?:TagSession|SetSourceIdentity)$/i.test(action)) {
    return { cause: 'trust-lacks-session-action', side: 'resource' };
  }
  if (/^sts:AssumeRoleWith(?:WebIdentity|SAML)$/i.test(action)) {
    return { cause: 'web-identity-refused', only: true };
  }
  if (/^sts:AssumeRole$/i.test(action) && !refusal.explicit) {
    if (STACK_SET_ROLE.test(resource) || STACK_SET_ROLE.test(principal)) {
      return { cause: 'stack-set-roles-too-young', side: 'resource' };
    }
    if (BOOTSTRAP_ROLE.test(resource)) {
      return { cause: 'bootstrap-role-refuses-caller', side: 'resource' };
    }
  }
  if (/^ssm:GetParameters$/i.test(action) && isOfChangeSet(refusal)) {
    return { cause: 'template-parameter-unread', side: 'caller' };
  }
  return entersAnotherAccount(action, names);
}

/** CloudFormation names nobody when it reads the parameters of a template. */
function isOfChangeSet({ principal, resource = '' }: Refusal): boolean {
  return principal === undefined || /\/cdk-bootstrap\//.test(resource);
}

/** A call into another account that no policy of the resource can allow. */
function entersAnotherAccount(
  action: string,
  { principalAccount, resourceAccount }: ErrorNames,
): WellKnownRefusal | undefined {
  const from = wholeAccount(principalAccount);
  const to = wholeAccount(resourceAccount);
  if (!from || !to || from === to) {
    return undefined;
  }
  if (/^iam:PassRole$/i.test(action)) {
    return { cause: 'cross-account-pass-role', only: true };
  }
  return resourcePolicyOf(action) === undefined
    ? { cause: 'account-needs-role', side: 'definition' }
    : undefined;
}
