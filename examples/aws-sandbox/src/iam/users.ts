import type {
  AttachUserPolicyRequest,
  CreateAccessKeyRequest,
  CreateAccessKeyResponse,
  CreateUserRequest,
  CreateUserResponse,
  GetUserRequest,
  GetUserResponse,
  ListAccountAliasesResponse,
  PutUserPolicyRequest,
  User,
} from '@aws-sdk/client-iam';
import { authorize } from '../access/authorize';
import type { Call } from '../world/Call';
import { newAccessKeyId, newSecret, uniqueId } from '../world/identifiers';
import { Settling } from '../world/Settling';
import { tagList, tagRecord } from '../world/tags';
import { alreadyExists, limitExceeded, noSuchEntity } from './errors';
import type { UserRecord } from './IamState';
import { readIdentityPolicy } from './policyDocument';
import { requirePolicy } from './requirePolicy';

const ACCESS_KEYS_PER_USER = 2;

function requireUser(call: Call, name: string): UserRecord {
  const user = call.world.account(call.caller.account).iam.users.get(name);
  if (!user) {
    throw noSuchEntity(`The user with name ${name} cannot be found.`);
  }
  return user.current;
}

function changeUser(
  call: Call,
  name: string,
  change: Partial<UserRecord>,
): void {
  const user = call.world.account(call.caller.account).iam.users.get(name);
  user?.set({ ...user.current, ...change }, call.world.settlesAt());
}

function describe(user: UserRecord): User {
  return {
    Arn: user.arn,
    UserName: user.name,
    UserId: user.id,
    Path: user.path,
    CreateDate: user.createdAt,
    Tags: tagList(user.tags),
  };
}

export function createUser(
  call: Call,
  input: CreateUserRequest,
): CreateUserResponse {
  const { world, caller } = call;
  const { users } = world.account(caller.account).iam;
  const path = input.Path ?? '/';
  const arn = `arn:aws:iam::${caller.account}:user${path}${input.UserName}`;
  authorize(call, { action: 'iam:CreateUser', resource: arn });
  if (users.has(input.UserName!)) {
    throw alreadyExists(`User with name ${input.UserName} already exists.`);
  }
  const user: UserRecord = {
    name: input.UserName!,
    path,
    arn,
    id: uniqueId('AIDA'),
    createdAt: new Date(),
    inline: {},
    attached: [],
    boundary: input.PermissionsBoundary,
    tags: tagRecord(input.Tags),
  };
  users.set(user.name, new Settling(user, world.settlesAt()));
  world.principals.add(user.id, user.arn);
  return { User: describe(user) };
}

export function getUser(call: Call, input: GetUserRequest): GetUserResponse {
  const user = requireUser(call, input.UserName ?? call.caller.name ?? '');
  authorize(call, { action: 'iam:GetUser', resource: user.arn });
  return { User: describe(user) };
}

export function createAccessKey(
  call: Call,
  input: CreateAccessKeyRequest,
): CreateAccessKeyResponse {
  const { world, caller } = call;
  const user = requireUser(call, input.UserName ?? caller.name ?? '');
  authorize(call, { action: 'iam:CreateAccessKey', resource: user.arn });
  if (world.credentials.accessKeysOf(user.id).length >= ACCESS_KEYS_PER_USER) {
    throw limitExceeded(
      `Cannot exceed quota for AccessKeysPerUser: ${ACCESS_KEYS_PER_USER}`,
    );
  }
  const credential = {
    accessKeyId: newAccessKeyId('AKIA'),
    secretAccessKey: newSecret(),
    account: caller.account,
    principalId: user.id,
  };
  world.credentials.add(credential);
  return {
    AccessKey: {
      UserName: user.name,
      AccessKeyId: credential.accessKeyId,
      SecretAccessKey: credential.secretAccessKey,
      Status: 'Active',
      CreateDate: new Date(),
    },
  };
}

export function putUserPolicy(call: Call, input: PutUserPolicyRequest): void {
  const user = requireUser(call, input.UserName!);
  authorize(call, { action: 'iam:PutUserPolicy', resource: user.arn });
  changeUser(call, user.name, {
    inline: {
      ...user.inline,
      [input.PolicyName!]: readIdentityPolicy(input.PolicyDocument!),
    },
  });
}

export function attachUserPolicy(
  call: Call,
  input: AttachUserPolicyRequest,
): void {
  const user = requireUser(call, input.UserName!);
  authorize(call, {
    action: 'iam:AttachUserPolicy',
    resource: user.arn,
    context: { 'iam:PolicyARN': input.PolicyArn },
  });
  requirePolicy(call.world, input.PolicyArn!);
  changeUser(call, user.name, {
    attached: [...new Set([...user.attached, input.PolicyArn!])],
  });
}

export function listAccountAliases(call: Call): ListAccountAliasesResponse {
  authorize(call, { action: 'iam:ListAccountAliases', resource: '*' });
  return {
    AccountAliases: [call.world.account(call.caller.account).name],
    IsTruncated: false,
  };
}
