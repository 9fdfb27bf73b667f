import type {
  CallAs,
  CreateStackInstancesInput,
  CreateStackInstancesOutput,
  CreateStackSetInput,
  CreateStackSetOutput,
  DeleteStackInstancesInput,
  DeleteStackInstancesOutput,
  DeleteStackSetInput,
  DeleteStackSetOutput,
  DeploymentTargets,
  UpdateStackInstancesInput,
  UpdateStackInstancesOutput,
  UpdateStackSetInput,
  UpdateStackSetOutput,
} from '@aws-sdk/client-cloudformation';
import { authorize } from '../../access/authorize';
import { ServiceError } from '../../front/ServiceError';
import type { Call } from '../../world/Call';
import { tagRecord } from '../../world/tags';
import { checkCapabilities } from '../capabilities';
import { validationError } from '../errors';
import { readTemplate } from '../readTemplate';
import { authorizeStackRole } from '../stackAccess';
import {
  administratorOf,
  requireOrganizationsAccess,
} from './organizationsAccess';
import { beginOperation } from './runOperation';
import {
  authorizeStackSet,
  requireStackSet,
  stackSetsOf,
} from './stackSetAccess';
import { accountsOfTargets } from './unitTargets';
import {
  instanceKey,
  StackSet,
  type StackInstance,
  type StackSetContent,
} from './StackSet';

const NAME = /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/;

/** The roles that a StackSet works with; none with service-managed permissions. */
function rolesOf(
  call: Call,
  input: CreateStackSetInput | UpdateStackSetInput,
  before: StackSetContent['roles'],
): StackSetContent['roles'] {
  return {
    administrationRoleArn:
      input.AdministrationRoleARN ??
      before?.administrationRoleArn ??
      `arn:aws:iam::${call.caller.account}:role/AWSCloudFormationStackSetAdministrationRole`,
    executionRoleName:
      input.ExecutionRoleName ??
      before?.executionRoleName ??
      'AWSCloudFormationStackSetExecutionRole',
  };
}

/** @throws ServiceError for what only the other permissions know */
function requireFitting(
  call: Call,
  input: CreateStackSetInput | UpdateStackSetInput,
  isSelfManaged: boolean,
): void {
  if (isSelfManaged) {
    if (input.AutoDeployment) {
      throw validationError(
        'AutoDeployment can only be specified with SERVICE_MANAGED permission model',
      );
    }
    return;
  }
  requireOrganizationsAccess(call, input.CallAs);
  if (input.AdministrationRoleARN || input.ExecutionRoleName) {
    throw validationError(
      'AdministrationRoleARN and ExecutionRoleName can only be specified with SELF_MANAGED permission model',
    );
  }
}

function contentOf(
  call: Call,
  input: CreateStackSetInput | UpdateStackSetInput,
  isSelfManaged: boolean,
  before?: StackSetContent,
): StackSetContent {
  const isSame = 'UsePreviousTemplate' in input && input.UsePreviousTemplate;
  const { text, body } = readTemplate(
    call,
    isSame ? { TemplateBody: before!.template } : input,
  );
  const capabilities = input.Capabilities ?? [];
  checkCapabilities(body, capabilities);
  const declared = body.Parameters ?? {};
  const given = input.Parameters ?? [];
  const stray = given.filter(
    ({ ParameterKey }) => !Object.hasOwn(declared, ParameterKey!),
  );
  if (stray.length > 0) {
    throw validationError(
      `Parameters: [${stray
        .map(({ ParameterKey }) => ParameterKey)
        .join(', ')}] do not exist in the template`,
    );
  }
  return {
    template: text,
    parameters: given,
    capabilities,
    tags: input.Tags ? tagRecord(input.Tags) : before?.tags ?? {},
    ...(isSelfManaged && { roles: rolesOf(call, input, before?.roles) }),
  };
}

export function createStackSet(
  call: Call,
  input: CreateStackSetInput,
): CreateStackSetOutput {
  const name = input.StackSetName!;
  // There is no resource before there is a StackSet.
  authorize(call, { action: 'cloudformation:CreateStackSet', resource: '*' });
  const { PermissionModel: model = 'SELF_MANAGED', CallAs } = input;
  const isSelfManaged = model === 'SELF_MANAGED';
  requireFitting(call, input, isSelfManaged);
  if (!NAME.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'stackSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
  const administrator = isSelfManaged ? undefined : CallAs;
  const stackSets = stackSetsOf(call, administrator);
  if (stackSets.has(name)) {
    throw new ServiceError(
      'NameAlreadyExistsException',
      `StackSet ${name} already exists`,
      { status: 409 },
    );
  }
  const content = contentOf(call, input, isSelfManaged);
  authorizeStackRole(call, content.roles?.administrationRoleArn);
  const stackSet = new StackSet(
    name,
    model,
    administratorOf(call, administrator),
    call.region,
    content,
  );
  stackSet.autoDeployment = input.AutoDeployment;
  stackSets.set(name, stackSet);
  return { StackSetId: stackSet.id };
}

/** One operation at a time. */
function requireIdle({ name, running }: StackSet): void {
  if (running) {
    throw new ServiceError(
      'OperationInProgressException',
      `Another Operation on StackSet ${name} is in progress: ${running.id}`,
      { status: 409 },
    );
  }
}

/** One that the caller may change, and that nobody is changing. */
function idleStackSet(
  call: Call,
  action: string,
  { StackSetName, CallAs }: { StackSetName?: string; CallAs?: CallAs },
): StackSet {
  authorizeStackSet(call, action, StackSetName!, CallAs);
  const stackSet = requireStackSet(call, StackSetName!, CallAs);
  requireIdle(stackSet);
  return stackSet;
}

export function updateStackSet(
  call: Call,
  input: UpdateStackSetInput,
): UpdateStackSetOutput {
  const stackSet = idleStackSet(call, 'UpdateStackSet', input);
  const isSelfManaged = stackSet.permissionModel === 'SELF_MANAGED';
  requireFitting(call, input, isSelfManaged);
  const content = contentOf(call, input, isSelfManaged, stackSet.content);
  authorizeStackRole(call, content.roles?.administrationRoleArn);
  stackSet.content = content;
  stackSet.autoDeployment = input.AutoDeployment ?? stackSet.autoDeployment;
  const { id } = beginOperation(call.world, stackSet, {
    id: input.OperationId,
    action: 'UPDATE',
    instances: [...stackSet.instances.values()],
    preferences: input.OperationPreferences,
  });
  return { OperationId: id };
}

export function deleteStackSet(
  call: Call,
  input: DeleteStackSetInput,
): DeleteStackSetOutput {
  const stackSet = idleStackSet(call, 'DeleteStackSet', input);
  if (stackSet.instances.size > 0) {
    throw new ServiceError(
      'StackSetNotEmptyException',
      'StackSet is not empty',
      { status: 409 },
    );
  }
  stackSetsOf(call, input.CallAs).delete(stackSet.name);
  return {};
}

interface Targets {
  Accounts?: string[];
  DeploymentTargets?: DeploymentTargets;
  Regions?: string[];
}

function placesOf(
  { world }: Call,
  { permissionModel }: StackSet,
  { Accounts, DeploymentTargets: targets, Regions = [] }: Targets,
) {
  const isSelfManaged = permissionModel === 'SELF_MANAGED';
  const accounts = isSelfManaged
    ? Accounts ?? targets?.Accounts ?? []
    : accountsOfTargets(world, targets);
  if ((isSelfManaged && accounts.length === 0) || Regions.length === 0) {
    throw validationError('Accounts and Regions must not be empty');
  }
  return accounts.flatMap(account =>
    Regions.map(region => ({ account, region })),
  );
}

export function createStackInstances(
  call: Call,
  input: CreateStackInstancesInput,
): CreateStackInstancesOutput {
  const stackSet = idleStackSet(call, 'CreateStackInstances', input);
  const instances = placesOf(call, stackSet, input).map(
    ({ account, region }) => {
      const key = instanceKey(account, region);
      const instance: StackInstance = stackSet.instances.get(key) ?? {
        account,
        region,
        status: 'OUTDATED',
        overrides: [],
        lastOperationId: '',
      };
      instance.overrides = input.ParameterOverrides ?? [];
      stackSet.instances.set(key, instance);
      return instance;
    },
  );
  const units = input.DeploymentTargets?.OrganizationalUnitIds ?? [];
  stackSet.unitTargets.push(
    ...units.flatMap(unit =>
      (input.Regions ?? []).map(region => ({ unit, region })),
    ),
  );
  const { id } = beginOperation(call.world, stackSet, {
    id: input.OperationId,
    action: 'CREATE',
    instances,
    preferences: input.OperationPreferences,
  });
  return { OperationId: id };
}

/** Of units those that there are, of accounts all. */
function knownInstances(
  call: Call,
  stackSet: StackSet,
  input: Targets,
): StackInstance[] {
  return placesOf(call, stackSet, input).flatMap(({ account, region }) => {
    const found = stackSet.instances.get(instanceKey(account, region));
    if (!found && stackSet.permissionModel === 'SELF_MANAGED') {
      throw new ServiceError(
        'StackInstanceNotFoundException',
        `Stack instance not found for account ${account} and Region ${region}`,
        { status: 404 },
      );
    }
    return found ?? [];
  });
}

export function updateStackInstances(
  call: Call,
  input: UpdateStackInstancesInput,
): UpdateStackInstancesOutput {
  const stackSet = idleStackSet(call, 'UpdateStackInstances', input);
  const instances = knownInstances(call, stackSet, input);
  for (const instance of instances) {
    instance.overrides = input.ParameterOverrides ?? [];
  }
  const { id } = beginOperation(call.world, stackSet, {
    id: input.OperationId,
    action: 'UPDATE',
    instances,
    preferences: input.OperationPreferences,
  });
  return { OperationId: id };
}

export function deleteStackInstances(
  call: Call,
  input: DeleteStackInstancesInput,
): DeleteStackInstancesOutput {
  const stackSet = idleStackSet(call, 'DeleteStackInstances', input);
  const instances = knownInstances(call, stackSet, input);
  const { OrganizationalUnitIds: units = [], Accounts = [] } =
    input.DeploymentTargets ?? {};
  if (Accounts.length === 0) {
    stackSet.unitTargets = stackSet.unitTargets.filter(
      ({ unit, region }) =>
        !units.includes(unit) || !input.Regions?.includes(region),
    );
  }
  if (input.RetainStacks) {
    instances.forEach(({ account, region }) =>
      stackSet.instances.delete(instanceKey(account, region)),
    );
  }
  const { id } = beginOperation(call.world, stackSet, {
    id: input.OperationId,
    action: 'DELETE',
    instances: input.RetainStacks ? [] : instances,
    preferences: input.OperationPreferences,
  });
  return { OperationId: id };
}
