import { say, write, type Words } from '../../report';
import { accountOf, shortName } from '../vocabulary/parseArn';
import type {
  HopPrincipal,
  HopRequest,
  HopTarget,
} from '../vocabulary/PipelineLinks';
import type {
  PassedRole,
  ProviderWorker,
  ReachedAccount,
  WorkerRole,
} from '../../providers/Provider';
import {
  checkAccountId,
  checkPassedRole,
  checkProjectKey,
  checkWorker,
} from './checkHops';
import type { HopCollector } from './HopCollector';
import {
  artifactNames,
  type LinkHops,
  type ListedAction,
} from './ListedAction';
import type { ListingScope } from './ListingScope';

function assumeRole(arn: string): HopRequest[] {
  return [{ action: 'sts:AssumeRole', resource: arn, need: 'required' }];
}

function roleTarget(
  arn: string,
  purpose: Extract<HopTarget, { type: 'role' }>['purpose'],
): HopTarget {
  return { type: 'role', arn, purpose };
}

/**
 * H0, and what the service role does with the artifacts of every Region.
 *
 * @param options - what actions do to artifacts with this role. Where none does,
 * CodePipeline hands on what other roles made, and gets through without the key;
 * from Region to Region it copies with this role.
 */
export function listServiceRole(
  scope: ListingScope,
  { hops, artifacts }: LinkHops,
  { reads, writes }: { reads: boolean; writes: boolean },
): void {
  const { roleArn, name } = scope.definition;
  hops.access(
    {
      kind: 'H0',
      region: scope.region,
      gate: 'enter',
      says: say('hop.service-assumes', {
        service: 'CodePipeline',
        role: shortName(roleArn),
      }),
      principal: {
        type: 'service',
        name: 'codepipeline.amazonaws.com',
        sourceAccount: scope.account,
        sourceArn: scope.pipelineArn,
      },
      target: roleTarget(roleArn, 'service role'),
      requests: assumeRole(roleArn),
    },
    shortName(roleArn),
  );
  checkAccountId(hops, { arn: roleArn, field: `the service role of ${name}` });
  const regions = new Set([
    scope.region,
    ...Object.keys(scope.definition.artifactStores ?? {}),
  ]);
  for (const region of regions) {
    artifacts.add({
      kinds: ['H5', 'H6'],
      roleArn,
      region,
      purpose: 'service role',
      reads: scope.producers.keys(),
      writes: scope.producers.keys(),
      withoutKey:
        regions.size > 1 ? undefined : { reads: !reads, writes: !writes },
    });
  }
}

/** H1 */
export function listEntrance(scope: ListingScope, listed: ListedAction): void {
  const { action, roleArn, hops, path, purpose, account } = listed;
  if (!action.roleArn || purpose === 'service role') {
    return;
  }
  const serviceRole = scope.definition.roleArn;
  hops.access(
    {
      kind: 'H1',
      region: scope.region,
      gate: 'enter',
      says: say('hop.role-assumes', {
        caller: shortName(serviceRole),
        role: shortName(roleArn),
        account,
      }),
      principal: { type: 'role', arn: serviceRole, purpose: 'service role' },
      target: roleTarget(roleArn, purpose),
      requests: assumeRole(roleArn),
    },
    shortName(roleArn),
    [path],
  );
  checkAccountId(hops, {
    arn: roleArn,
    field: `the role of action ${path}`,
    path,
  });
}

/** H2, H8: what the acting role itself calls. */
export function listCalls(listed: ListedAction): void {
  const { needs, hops, path, roleArn, purpose, region } = listed;
  for (const call of needs?.calls?.(listed) ?? []) {
    const { target } = call;
    const about =
      'arn' in target && target.type !== 'bucket'
        ? shortName(target.arn)
        : target.name;
    hops.access(
      {
        kind: call.kind ?? 'H2',
        region,
        gate: call.gate ?? 'deploy',
        says: call.says(shortName(roleArn)),
        principal: { type: 'role', arn: roleArn, purpose },
        target,
        requests: call.requests,
      },
      `${shortName(roleArn)}:${region}:${about}`,
      [path],
    );
  }
}

/** H3, H4, H7: a role that the acting role hands on. */
export function listPassedRole(listed: ListedAction, passed: PassedRole): void {
  const { hops, artifacts, path, account, region } = listed;
  if (!passed.isDefault) {
    listHandedOver(listed, passed);
  }
  listAssumedByService(hops, {
    ...passed,
    principal: {
      type: 'service',
      name: passed.service,
      sourceAccount: account,
      sourceArn: passed.sourceArn,
    },
    region,
    path,
  });
  checkAccountId(hops, {
    arn: passed.roleArn,
    field: `RoleArn in the configuration of action ${path}`,
    path,
  });
  if (passed.readsArtifacts !== 'no') {
    artifacts.add({
      kinds: ['H7', 'H7'],
      roleArn: passed.roleArn,
      region,
      purpose: passed.purpose,
      reads: artifactNames(listed.action.inputArtifacts),
      writes: [],
      path,
      optional: passed.readsArtifacts === 'maybe',
    });
  }
}

/** H3 */
function listHandedOver(listed: ListedAction, passed: PassedRole): void {
  const { hops, path, roleArn, purpose } = listed;
  const role = shortName(passed.roleArn);
  hops.access(
    {
      kind: 'H3',
      region: listed.region,
      gate: 'deploy',
      says: say('hop.passes', {
        caller: shortName(roleArn),
        role,
        service: passed.serviceName,
      }),
      principal: { type: 'role', arn: roleArn, purpose },
      target: roleTarget(passed.roleArn, passed.purpose),
      requests: [
        {
          action: 'iam:PassRole',
          resource: passed.roleArn,
          context: { 'iam:PassedToService': passed.service },
          unknownContextKeys: ['iam:AssociatedResourceArn'],
          need: 'required',
        },
      ],
    },
    `${shortName(roleArn)}:${role}`,
    [path],
  );
  checkPassedRole(listed, passed);
}

function listAssumedByService(
  hops: HopCollector,
  options: Pick<WorkerRole, 'roleArn' | 'purpose' | 'serviceName'> & {
    principal: HopPrincipal;
    region: string;
    path: string;
  },
): void {
  const { roleArn, purpose, serviceName, principal, region, path } = options;
  hops.access(
    {
      kind: 'H4',
      region,
      gate: 'deploy',
      says: say('hop.service-assumes', {
        service: serviceName,
        role: shortName(roleArn),
      }),
      principal,
      target: roleTarget(roleArn, purpose),
      requests: assumeRole(roleArn),
    },
    shortName(roleArn),
    [path],
  );
}

/** H4, H5, H6, H10: what does the work with a role of its own. */
export function listWorker(
  scope: ListingScope,
  listed: ListedAction,
  worker: ProviderWorker,
): void {
  if (!worker.roles) {
    checkWorker(listed, worker);
  }
  const { hops, artifacts, path, region, action, account } = listed;
  for (const role of worker.roles ?? []) {
    artifacts.add({
      kinds: worker.kinds,
      roleArn: role.roleArn,
      region,
      purpose: role.purpose,
      reads: artifactNames(role.reads && action.inputArtifacts),
      writes: artifactNames(role.writes && action.outputArtifacts),
      path,
    });
    if (role.isAssumed) {
      listAssumedByService(hops, {
        ...role,
        principal: {
          type: 'service',
          name: role.service,
          sourceAccount: account,
          sourceArn: worker.arn,
        },
        region,
        path,
      });
    }
  }
  if (worker.serviceRole) {
    listAssumedByService(hops, {
      ...worker.serviceRole,
      principal: {
        type: 'service',
        name: worker.serviceRole.service,
        sourceAccount: account,
        sourceArn: worker.arn,
      },
      region,
      path,
    });
  }
  checkProjectKey(scope, listed, worker);
}

/** H4: an account that StackSets enters by itself. */
export function listReached(
  hops: HopCollector,
  reached: ReachedAccount,
  path: string,
): void {
  const { administrationRoleArn, executionRoleArn } = reached;
  hops.access(
    { kind: 'H4', ...stackSetEntry(reached) },
    `${shortName(administrationRoleArn)}:${shortName(executionRoleArn)}`,
    [path],
  );
}

/** With a role of its own, StackSets assumes one of the account. */
export function stackSetEntry({
  account,
  region,
  administrationRoleArn,
  executionRoleArn,
}: ReachedAccount) {
  return {
    region,
    gate: 'deploy' as const,
    says: say('hop.role-assumes', {
      caller: shortName(administrationRoleArn),
      role: shortName(executionRoleArn),
      account,
    }),
    principal: {
      type: 'role' as const,
      arn: administrationRoleArn,
      purpose: 'StackSet administration role' as const,
    },
    target: roleTarget(executionRoleArn, 'StackSet execution role'),
    requests: assumeRole(executionRoleArn),
  };
}

/**
 * H13: what a build or a function enters by itself.
 *
 * @param entering - `what` has the role, e.g. `project orders-build`
 */
export function listEntered(
  hops: HopCollector,
  entering: { what: Words; roleArn: string; path: string; region: string },
  target: { roleArn: string } | { pattern: string },
): void {
  const { what, roleArn, path, region } = entering;
  const from = shortName(roleArn);
  if ('pattern' in target) {
    const { pattern } = target;
    hops.check(
      {
        kind: 'H13',
        gate: 'deploy',
        says: say('hop.role-assumes-any', {
          caller: from,
          account: accountOf(pattern) ?? '',
        }),
        check: { rule: 'may-enter', ...write('what', what), roleArn, pattern },
      },
      `${from}:${pattern}`,
      path,
    );
    return;
  }
  hops.access(
    {
      kind: 'H13',
      region,
      gate: 'deploy',
      says: say('hop.role-assumes', {
        caller: from,
        role: shortName(target.roleArn),
        account: accountOf(target.roleArn) ?? '',
      }),
      principal: { type: 'role', arn: roleArn, purpose: 'build role' },
      target: roleTarget(target.roleArn, 'entered role'),
      requests: assumeRole(target.roleArn),
      // Nobody can see what the commands call.
      optional: true,
    },
    `${from}:${shortName(target.roleArn)}`,
    [path],
  );
}
