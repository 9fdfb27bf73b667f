import { ListResourcesCommand } from '@aws-sdk/client-ram';
import {
  parseArn,
  shortName,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { AbsentError, type AccountReads } from './AccountReads';
import { allPages } from './allPages';

/**
 * Asks AWS RAM in the account that uses something of another one whether it is
 * shared with it: accepted, where that takes an invitation.
 *
 * @throws AbsentError when it is not
 */
export async function readShare(
  reads: AccountReads,
  arn: string,
): Promise<void> {
  const { region } = parseArn(arn)!;
  // A page may be empty and yet not be the last.
  const resources = await allPages(async nextToken => {
    const page = await reads.read('ram:ListResources', region, (to, options) =>
      to.ram.send(
        new ListResourcesCommand({
          resourceOwner: 'OTHER-ACCOUNTS',
          resourceArns: [arn],
          nextToken,
        }),
        options,
      ),
    );
    return { items: page.resources, next: page.nextToken };
  });
  if (!resources.some(resource => resource.arn === arn)) {
    throw new AbsentError(`${shortName(arn)} is not shared`);
  }
}
