import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  ListAliasesCommand,
  ListGrantsCommand,
  ListKeyPoliciesCommand,
  type GrantListEntry,
} from '@aws-sdk/client-kms';
import type {
  KeyGrant,
  KeyState,
} from 'backstage-plugin-cross-account-pipelines-core';
import { parseArn } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { unlessUnread, type AccountReads } from './AccountReads';
import { allPages } from './allPages';

/**
 * A key with everything that decides who may use it.
 *
 * @param arn - of the key or of an alias
 * @throws AbsentError when there is no such key or alias
 */
export async function readKey(
  reads: AccountReads,
  arn: string,
): Promise<KeyState> {
  const { region, resource } = parseArn(arn)!;
  const { KeyMetadata: key } = await reads.read(
    'kms:DescribeKey',
    region,
    (to, options) =>
      to.kms.send(new DescribeKeyCommand({ KeyId: arn }), options),
  );
  const KeyId = key!.KeyId;
  const [policy, sharing, rotationEnabled, grants, aliases] = await Promise.all(
    [
      unlessUnread(
        readPolicy(reads, KeyId!, region, 'default').then(document => ({
          policy: document,
        })),
        policyUnreadable => ({ policyUnreadable }),
      ),
      unlessUnread(
        readSharingPolicy(reads, KeyId!, region),
        sharingPolicyUnreadable => ({ sharingPolicyUnreadable }),
      ),
      unlessUnread(
        reads
          .read('kms:GetKeyRotationStatus', region, (to, options) =>
            to.kms.send(new GetKeyRotationStatusCommand({ KeyId }), options),
          )
          .then(({ KeyRotationEnabled }) => KeyRotationEnabled),
        () => undefined,
      ),
      unlessUnread(readGrants(reads, KeyId!, region), grantsUnreadable => ({
        grantsUnreadable,
      })),
      unlessUnread(
        readAliases(reads, KeyId!, region).then(names => ({ aliases: names })),
        aliasesUnreadable => ({
          // The alias by which it was found is one of its own.
          ...(resource.startsWith('alias/') && { aliases: [resource] }),
          aliasesUnreadable,
        }),
      ),
    ],
  );
  return {
    arn: key!.Arn!,
    state: key!.KeyState!,
    manager: key!.KeyManager!,
    ...policy,
    ...sharing,
    rotationEnabled,
    ...grants,
    ...aliases,
    changedAt: key!.CreationDate?.toISOString(),
  };
}

async function readPolicy(
  reads: AccountReads,
  KeyId: string,
  region: string,
  PolicyName: string,
): Promise<unknown> {
  const { Policy } = await reads.read(
    'kms:GetKeyPolicy',
    region,
    (to, options) =>
      to.kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName }), options),
  );
  return reads.policyTexts.read(Policy!);
}

/** A key that AWS RAM shares has two policies. */
const sharingPolicyName = 'AWS_RAM';

async function readSharingPolicy(
  reads: AccountReads,
  KeyId: string,
  region: string,
): Promise<Pick<KeyState, 'sharingPolicy'>> {
  const { PolicyNames = [] } = await reads.read(
    'kms:ListKeyPolicies',
    region,
    (to, options) =>
      to.kms.send(new ListKeyPoliciesCommand({ KeyId }), options),
  );
  return PolicyNames.includes(sharingPolicyName)
    ? {
        sharingPolicy: await readPolicy(
          reads,
          KeyId,
          region,
          sharingPolicyName,
        ),
      }
    : {};
}

async function readGrants(
  reads: AccountReads,
  KeyId: string,
  region: string,
): Promise<{ grants: KeyGrant[] }> {
  const grants = await allPages(async Marker => {
    const page = await reads.read('kms:ListGrants', region, (to, options) =>
      to.kms.send(new ListGrantsCommand({ KeyId, Marker }), options),
    );
    return { items: page.Grants, next: page.NextMarker };
  });
  return { grants: grants.map(toGrant) };
}

function toGrant({
  GranteePrincipal,
  GranteeServicePrincipal,
  Operations = [],
  Constraints,
}: GrantListEntry): KeyGrant {
  const { EncryptionContextEquals: equal, EncryptionContextSubset: subset } =
    Constraints ?? {};
  const values = equal ?? subset;
  return {
    grantee: GranteePrincipal ?? GranteeServicePrincipal ?? '',
    operations: Operations,
    ...(values && {
      encryptionContext: { ...(equal && { equals: true }), values },
    }),
  };
}

async function readAliases(
  reads: AccountReads,
  KeyId: string,
  region: string,
): Promise<string[]> {
  const aliases = await allPages(async Marker => {
    const page = await reads.read('kms:ListAliases', region, (to, options) =>
      to.kms.send(new ListAliasesCommand({ KeyId, Marker }), options),
    );
    return { items: page.Aliases, next: page.NextMarker };
  });
  return aliases.flatMap(({ AliasName }) => AliasName ?? []);
}
