import { makeRole } from '../../__testUtils__/makeRole';
import type { Sandbox } from '../../Sandbox';

const administrationRole = 'AWSCloudFormationStackSetAdministrationRole';
const executionRole = 'AWSCloudFormationStackSetExecutionRole';

/** The role with which StackSets of an account enter others. */
export async function makeAdministrationRole(
  sandbox: Sandbox,
  account: string,
): Promise<void> {
  await makeRole(sandbox, {
    account,
    name: administrationRole,
    trusts: { Service: 'cloudformation.amazonaws.com' },
    statements: [
      {
        Action: 'sts:AssumeRole',
        Resource: `arn:aws:iam::*:role/${executionRole}`,
      },
    ],
  });
}

/** The role with which StackSets of another account work in one. */
export async function makeExecutionRole(
  sandbox: Sandbox,
  account: string,
  administrator: string,
): Promise<void> {
  await makeRole(sandbox, {
    account,
    name: executionRole,
    trusts: {
      AWS: `arn:aws:iam::${administrator}:role/${administrationRole}`,
    },
    statements: [{ Action: '*', Resource: '*' }],
  });
}
