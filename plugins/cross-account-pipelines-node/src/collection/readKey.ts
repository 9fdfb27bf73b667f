import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  ListAliasesCommand,
  ListGrantsCommand,
} from '@aws-sdk/client-kms';
import {
  type KeyState,
  parseArn,
} from 'backstage-plugin-cross-account-pipelines-core';
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
  const [policy, rotationEnabled, grantees, aliases] = await Promise.all([
    unlessUnread(
      reads
        .read('kms:GetKeyPolicy', region, (to, options) =>
          to.kms.send(
            new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }),
            options,
          ),
        )
        .then(({ Policy }) => ({ policy: reads.policyTexts.read(Policy!) })),
      policyUnreadable => ({ policyUnreadable }),
    ),
    unlessUnread(
      reads
        .read('kms:GetKeyRotationStatus', region, (to, options) =>
          to.kms.send(new GetKeyRotationStatusCommand({ KeyId }), options),
        )
        .then(({ KeyRotationEnabled }) => KeyRotationEnabled),
      () => undefined,
    ),
    unlessUnread(readGrantees(reads, KeyId!, region), () => undefined),
    unlessUnread(readAliases(reads, KeyId!, region), () => undefined),
  ]);
  return {
    arn: key!.Arn!,
    state: key!.KeyState!,
    manager: key!.KeyManager!,
    ...policy,
    rotationEnabled,
    grantees,
    // The alias by which it was found is one of its own.
    aliases:
      aliases ?? (resource.startsWith('alias/') ? [resource] : undefined),
    changedAt: key!.CreationDate?.toISOString(),
  };
}

async function readGrantees(
  reads: AccountReads,
  KeyId: string,
  region: string,
): Promise<string[]> {
  const grants = await allPages(async Marker => {
    const page = await reads.read('kms:ListGrants', region, (to, options) =>
      to.kms.send(new ListGrantsCommand({ KeyId, Marker }), options),
    );
    return { items: page.Grants, next: page.NextMarker };
  });
  return [
    ...new Set(
      grants.flatMap(({ GranteePrincipal }) => GranteePrincipal ?? []),
    ),
  ];
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
