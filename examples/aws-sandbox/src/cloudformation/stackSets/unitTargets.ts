import type { DeploymentTargets } from '@aws-sdk/client-cloudformation';
import type { World } from '../../world/World';
import { validationError } from '../errors';

/**
 * The accounts that a StackSet with service-managed permissions deploys to: those
 * in units and below them, never the management account.
 *
 * See `AWSCloudFormation/latest/APIReference/API_DeploymentTargets`.
 *
 * @throws ServiceError for targets that AWS does not take
 */
export function accountsOfTargets(
  { organization, accounts: all }: World,
  targets: DeploymentTargets = {},
): string[] {
  const { OrganizationalUnitIds: units = [], Accounts = [] } = targets;
  const { AccountFilterType: filter = 'NONE' } = targets;
  if (units.length === 0) {
    throw validationError(
      'StackSets with SERVICE_MANAGED permission model can only have OrganizationalUnit as target',
    );
  }
  const unknown = units.find(
    unit => unit !== organization.rootId && !organization.units.has(unit),
  );
  if (unknown !== undefined) {
    throw validationError(`OrganizationalUnit ${unknown} does not exist`);
  }
  if (filter === 'UNION') {
    throw validationError(
      'AccountFilterType UNION is not supported for this operation',
    );
  }
  if ((filter === 'NONE') !== (Accounts.length === 0)) {
    throw validationError(
      'AccountFilterType should be specified when both OrganizationalUnitIds and Accounts are provided',
    );
  }
  return all
    .filter(
      ({ id, inOrganization }) =>
        inOrganization &&
        id !== organization.managementAccount &&
        units.some(unit => organization.contains(unit, id)) &&
        (filter === 'NONE' ||
          Accounts.includes(id) === (filter === 'INTERSECTION')),
    )
    .map(({ id }) => id);
}
