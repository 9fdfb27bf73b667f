import { GetResourceCommand } from '@aws-sdk/client-cloudcontrol';
import { GetConnectionCommand } from '@aws-sdk/client-codestar-connections';
import type { ConnectionState } from 'backstage-plugin-cross-account-pipelines-core';
import {
  parseArn,
  shortName,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { AbsentError, type AccountReads } from './AccountReads';

/** The prefix whose API is asked. */
const askedPrefix = 'codestar-connections';

/**
 * A connection of either prefix. The permission that it takes has the prefix of
 * the ARN: `dtconsole/latest/userguide/rename`.
 *
 * @throws AbsentError when there is no such connection
 */
export async function readConnection(
  reads: AccountReads,
  arn: string,
): Promise<ConnectionState> {
  const { region, service } = parseArn(arn)!;
  try {
    const { Connection } = await reads.read(
      `${service}:GetConnection`,
      region,
      (to, options) =>
        to.codeConnections.send(
          new GetConnectionCommand({ ConnectionArn: arn }),
          options,
        ),
    );
    return { arn, status: Connection!.ConnectionStatus! };
  } catch (error) {
    // AWS does not say that the older API knows all that the newer one made.
    if (error instanceof AbsentError && service !== askedPrefix) {
      return { arn, status: await readStatusAsResource(reads, arn) };
    }
    throw error;
  }
}

/** What CloudFormation, which makes connections of the newer prefix, knows. */
async function readStatusAsResource(
  reads: AccountReads,
  arn: string,
): Promise<string> {
  const { ResourceDescription } = await reads.read(
    `cloudformation:GetResource of connection ${shortName(arn)}`,
    parseArn(arn)!.region,
    (to, options) =>
      to.cloudControl.send(
        new GetResourceCommand({
          TypeName: 'AWS::CodeConnections::Connection',
          Identifier: arn,
        }),
        options,
      ),
  );
  return JSON.parse(ResourceDescription!.Properties!).ConnectionStatus;
}
