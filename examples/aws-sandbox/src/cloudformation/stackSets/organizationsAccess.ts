import type {
  ActivateOrganizationsAccessInput,
  ActivateOrganizationsAccessOutput,
  CallAs,
  DeactivateOrganizationsAccessInput,
  DeactivateOrganizationsAccessOutput,
  DescribeOrganizationsAccessInput,
  DescribeOrganizationsAccessOutput,
} from '@aws-sdk/client-cloudformation';
import { authorize } from '../../access/authorize';
import { decide, isAllowed } from '../../access/decide';
import type { Call } from '../../world/Call';
import { validationError } from '../errors';

/** By it Organizations knows StackSets. */
const MEMBER_SERVICE = 'member.org.stacksets.cloudformation.amazonaws.com';

function isManagement({ world, caller }: Call): boolean {
  return caller.account === world.organization.managementAccount;
}

function isDelegated(call: Call): boolean {
  const { delegatedAdministrators } = call.world.organization;
  return (
    delegatedAdministrators.get(MEMBER_SERVICE)?.has(call.caller.account) ===
      true &&
    isAllowed(
      decide(call, {
        action: 'organizations:ListDelegatedAdministrators',
        resource: '*',
      }),
    )
  );
}

/**
 * The account whose StackSets a call is about: the caller's, or the management
 * account, which has those of delegated administrators.
 *
 * @throws ServiceError when the caller does not act as one
 */
export function administratorOf(call: Call, callAs: CallAs = 'SELF'): string {
  if (callAs === 'SELF') {
    return call.caller.account;
  }
  // It says the same to an administrator who may not look.
  if (!isDelegated(call)) {
    throw validationError('Account used is not a delegated administrator');
  }
  return call.world.organization.managementAccount;
}

/** @throws ServiceError unless StackSets may work in the organization */
export function requireOrganizationsAccess(call: Call, callAs?: CallAs): void {
  const { organization } = call.world;
  if (administratorOf(call, callAs) !== organization.managementAccount) {
    throw validationError(
      'You must be the management account or delegated admin account of an organization before operating a SERVICE_MANAGED stack set',
    );
  }
  if (!organization.trustedServices.has(MEMBER_SERVICE)) {
    throw validationError(
      'You must enable organizations access to operate a service managed stack set',
    );
  }
}

export function describeOrganizationsAccess(
  call: Call,
  { CallAs }: DescribeOrganizationsAccessInput,
): DescribeOrganizationsAccessOutput {
  authorize(call, {
    action: 'cloudformation:DescribeOrganizationsAccess',
    resource: '*',
  });
  const { managementAccount, trustedServices } = call.world.organization;
  if (administratorOf(call, CallAs) !== managementAccount) {
    throw validationError(
      'You must be the management account or delegated admin account of an organization before operating a SERVICE_MANAGED stack set',
    );
  }
  return {
    Status: trustedServices.has(MEMBER_SERVICE) ? 'ENABLED' : 'DISABLED',
  };
}

function setAccess(call: Call, action: string, isOn: boolean): void {
  authorize(call, { action: `cloudformation:${action}`, resource: '*' });
  if (!isManagement(call)) {
    throw validationError(
      'Only the management account can change organizations access',
    );
  }
  const { trustedServices } = call.world.organization;
  if (isOn) {
    trustedServices.add(MEMBER_SERVICE);
  } else {
    trustedServices.delete(MEMBER_SERVICE);
  }
}

export function activateOrganizationsAccess(
  call: Call,
  _: ActivateOrganizationsAccessInput,
): ActivateOrganizationsAccessOutput {
  setAccess(call, 'ActivateOrganizationsAccess', true);
  return {};
}

export function deactivateOrganizationsAccess(
  call: Call,
  _: DeactivateOrganizationsAccessInput,
): DeactivateOrganizationsAccessOutput {
  setAccess(call, 'DeactivateOrganizationsAccess', false);
  return {};
}
