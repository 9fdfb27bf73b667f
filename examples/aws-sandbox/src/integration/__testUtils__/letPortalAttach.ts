import { readFile } from 'node:fs/promises';
import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { clientsOf, REGION, TOOLS } from '../../__testUtils__/clientsOf';
import { packageFolder } from '../../packageFolder';
import type { Sandbox } from '../../Sandbox';

/**
 * What a platform team does before the portal may attach pipelines that others
 * made in the tools account: it names them, and what belongs to them.
 */
export async function letPortalAttach(
  sandbox: Sandbox,
  own: Record<string, string> = {},
): Promise<void> {
  const StackName = 'attach-access';
  const role = `arn:aws:iam::${TOOLS}:role`;
  const parameters: Record<string, string> = {
    AttachablePipelineNames: '*',
    AttachableRoleArns: `${role}/service-role/*,${role}/by-hand-*`,
    AttachableBucketNames: 'codepipeline-*',
    AttachableKeyArns: `arn:aws:kms:${REGION}:${TOOLS}:key/*`,
    AttachableProjectNames: '*-by-hand',
    ...own,
  };
  await clientsOf(sandbox).cloudFormation.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: await readFile(
        packageFolder('../../templates/portal-access/attach-access.yaml'),
        'utf8',
      ),
      Parameters: Object.entries(parameters).map(
        ([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }),
      ),
      Capabilities: ['CAPABILITY_IAM'],
    }),
  );
  const stack = sandbox.world
    .account(TOOLS)
    .region(REGION)
    .cloudFormation.find(StackName)!;
  await stack.settled;
  if (stack.status !== 'CREATE_COMPLETE') {
    const failed = stack.events.find(({ status }) => /FAILED/.test(status));
    throw new Error(`The portal may not attach: ${failed?.reason}`);
  }
}
