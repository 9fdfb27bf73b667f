import { parseArn, shortName } from '../pipeline';
import type { ExistingResource, StackManifest } from '../template';
import type { EstateAccount } from './Estate';
import type { EstateBuilder } from './EstateBuilder';

/**
 * Puts in what a manifest says is there already: with what it allows where the
 * manifest says so, or else as something that nobody has read.
 */
export function addExisting(
  { existing = [], pipeline, stacks }: StackManifest,
  builder: EstateBuilder,
): void {
  for (const resource of existing) {
    const account = builder.partialAccount(resource.account);
    const { region = (pipeline ?? stacks[0]).region } = resource;
    if (!isSaid({ ...resource, region }, account, builder)) {
      account.unread.push({
        id: bucketName(resource.arn) ?? resource.arn,
        reason: `${resource.arn} is there already, and no template says what it allows`,
        isDeclared: true,
      });
    }
  }
}

function bucketName(arn: string): string | undefined {
  return /^arn:[^:]*:s3:::(.+)$/.exec(arn)?.[1];
}

function isSaid(
  {
    arn,
    region,
    policy,
    trustPolicy,
    policies,
  }: ExistingResource & { region: string },
  account: EstateAccount,
  builder: EstateBuilder,
): boolean {
  const { service, resource = '' } = parseArn(arn) ?? {};
  const name = bucketName(arn);
  if (name !== undefined && policy !== undefined) {
    // A template that makes it says more.
    account.buckets[name] ??= {
      name,
      region,
      isDeclared: true,
      ...(policy === 'none' ? {} : { policy }),
    };
    return true;
  }
  // No key is without a policy.
  if (service === 'kms' && policy !== undefined && policy !== 'none') {
    account.keys[arn] ??= {
      arn,
      state: 'Enabled',
      manager: 'CUSTOMER',
      isDeclared: true,
      policy,
    };
    return true;
  }
  const isRole = service === 'iam' && resource.startsWith('role/');
  if (!isRole || (trustPolicy === undefined && policies === undefined)) {
    return false;
  }
  builder.addRole(account, shortName(arn), {
    arn,
    isDeclared: true,
    trustPolicy,
    policies: policiesOf(policies),
  });
  return true;
}

function policiesOf(policies: ExistingResource['policies']) {
  if (policies === undefined) {
    const unreadable = 'the manifest does not say which it has';
    return [{ name: 'policies', unreadable }];
  }
  return policies === 'none'
    ? []
    : policies.map((document, index) => ({
        name: `policy ${index + 1} of the manifest`,
        document,
      }));
}
