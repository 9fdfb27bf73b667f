import { readFile } from 'node:fs/promises';
import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { clientsOf, REGION, TOOLS } from '../../__testUtils__/clientsOf';
import { packageFolder } from '../../packageFolder';
import type { Sandbox } from '../../Sandbox';

/**
 * Deploys a template beside `portal-access.yaml` in the tools account, as a platform
 * team does.
 *
 * @param name - of the file, without its ending, and of the stack
 */
export async function deployAccess(
  sandbox: Sandbox,
  name: string,
  parameters: Record<string, string> = {},
): Promise<void> {
  await clientsOf(sandbox).cloudFormation.send(
    new CreateStackCommand({
      StackName: name,
      TemplateBody: await readFile(
        packageFolder(`../../templates/portal-access/${name}.yaml`),
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
    .cloudFormation.find(name)!;
  await stack.settled;
  if (stack.status !== 'CREATE_COMPLETE') {
    const failed = stack.events.find(({ status }) => /FAILED/.test(status));
    throw new Error(`${name} could not be deployed: ${failed?.reason}`);
  }
}
