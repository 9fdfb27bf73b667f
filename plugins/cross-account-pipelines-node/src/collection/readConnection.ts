import { GetConnectionCommand } from '@aws-sdk/client-codestar-connections';
import {
  type ConnectionState,
  parseArn,
} from 'backstage-plugin-cross-account-pipelines-core';
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
    throw error instanceof AbsentError && service !== askedPrefix
      ? new Error(
          `${error.message}: whether the connection is only unknown to the API of ${askedPrefix} cannot be told`,
        )
      : error;
  }
}
