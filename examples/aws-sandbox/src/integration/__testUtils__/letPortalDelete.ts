import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { clientsOf } from '../../__testUtils__/clientsOf';
import type { Sandbox } from '../../Sandbox';

/**
 * What portals may not do unless an account's administrator lets them: delete the
 * stack that the pipeline `orders` has deployed there.
 */
export async function letPortalDelete(
  sandbox: Sandbox,
  account: string,
): Promise<void> {
  await clientsOf(sandbox, { account }).iam.send(
    new PutRolePolicyCommand({
      RoleName: 'backstage-deployer',
      PolicyName: 'DeleteServices',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: [
              'cloudformation:DeleteStack',
              'cloudformation:DescribeStackEvents',
              'cloudformation:DescribeStacks',
            ],
            Resource: `arn:aws:cloudformation:*:${account}:stack/orders/*`,
          },
        ],
      }),
    }),
  );
}
