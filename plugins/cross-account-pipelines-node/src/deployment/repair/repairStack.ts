import { isError } from '@backstage/errors';
import type { ManifestStack } from 'backstage-plugin-cross-account-pipelines-core';
import type { AwsAccountClients } from '../../aws';
import { CloudFormationStack } from '../stack/CloudFormationStack';
import { detectDrift, type StackDrift } from './detectDrift';
import type { DeployedStack } from '../stack/DeployedStack';
import type { StackEventDetail } from '../DeploymentEvent';
import { deployStack, type Checkpoint } from '../stack/deployStack';
import { parametersOf } from '../stack/hasSameInputs';
import type { PaceOptions } from '../stack/Pace';
import { rewriteTemplate } from './rewriteTemplate';
import type { StackDeployment } from '../stack/StackDeployment';
import { StoppedWaitingError } from '../stack/StoppedWaitingError';

/** What became of a stack that others had touched. */
export interface RepairedStack {
  /** How each resource was mended, by its logical id. */
  mended: Map<string, 'reverted' | 'rewritten'>;
  /** As it is afterwards. */
  left: StackDrift;
  /** Why something is left. */
  reason?: string;
  deployment: StackDeployment;
}

/**
 * Makes of a stack what was deployed last: by a change set that reverts drift;
 * what that does not reach, by an update that writes the resource again. Whether
 * it helped is looked at after each.
 *
 * @throws StoppedWaitingError when the signal is aborted
 */
export async function repairStack(options: {
  stack: ManifestStack;
  clients: AwsAccountClients;
  /** As it was read. */
  deployed: DeployedStack;
  drift: StackDrift;
  /** Logical ids of what is to be written again although nothing says that it drifted. */
  suspects: string[];
  onEvent: (event: StackEventDetail) => void;
  checkpoint?: Checkpoint;
  pace?: PaceOptions;
  signal?: AbortSignal;
}): Promise<RepairedStack> {
  const { stack, clients, drift, suspects, pace, signal, onEvent } = options;
  const { stack: current, template: text = '' } = options.deployed;
  const template = { file: `template of ${stack.stackName}`, text };
  const common = {
    clients,
    stackName: stack.stackName,
    parameters: parametersOf(current!),
    capabilities: ['CAPABILITY_NAMED_IAM', ...(stack.capabilities ?? [])],
    tags: tagsOf(options.deployed),
    checkpoint: options.checkpoint,
    onEvent,
    pace,
    signal,
  };
  const detect = () =>
    detectDrift({
      stack: new CloudFormationStack({
        clients,
        stackName: stack.stackName,
        signal,
      }),
      phase: stack.phase,
      pace,
      signal,
    });
  const mended: RepairedStack['mended'] = new Map();
  let deployment: StackDeployment = {
    account: clients.account,
    region: clients.region,
    stackName: stack.stackName,
    outcome: 'unchanged',
    changes: [],
    outputs: {},
  };
  let left = drift;
  let reason: string | undefined;
  if (drift.resources.length > 0) {
    try {
      deployment = await deployStack({
        ...common,
        template,
        revertDrift: true,
      });
    } catch (error) {
      reason = `it cannot be reverted: ${reasonOf(error)}`;
    }
    left = await detect();
    note(mended, drift, left, 'reverted');
  }
  const rest = [
    ...left.resources.map(({ logicalId }) => logicalId),
    ...suspects,
  ];
  const rewritten =
    rest.length > 0
      ? rewriteTemplate({
          template,
          logicalIds: rest,
          mark: `Repair${Date.now().toString(36)}`,
        })
      : undefined;
  if (rewritten !== undefined) {
    const before = left;
    try {
      await deployStack({
        ...common,
        template: { ...template, text: rewritten },
      });
      deployment = await deployStack({ ...common, template });
      suspects.forEach(id => mended.set(id, 'rewritten'));
    } catch (error) {
      reason = [reason, `it cannot be written again: ${reasonOf(error)}`]
        .filter(Boolean)
        .join('; ');
    }
    left = await detect();
    note(mended, before, left, 'rewritten');
  }
  return {
    mended,
    left,
    deployment,
    ...(left.resources.length > 0 && {
      reason: reason ?? 'it differs again, or still',
    }),
  };
}

/** What ended the wait is no reason. */
function reasonOf(error: unknown): string {
  if (error instanceof StoppedWaitingError || !isError(error)) {
    throw error;
  }
  return error.message;
}

function note(
  mended: RepairedStack['mended'],
  before: StackDrift,
  after: StackDrift,
  how: 'reverted' | 'rewritten',
): void {
  const still = new Set(after.resources.map(({ logicalId }) => logicalId));
  for (const { logicalId } of before.resources) {
    if (!still.has(logicalId)) {
      mended.set(logicalId, how);
    }
  }
}

function tagsOf({ stack }: DeployedStack): Record<string, string> {
  return Object.fromEntries(
    (stack?.Tags ?? []).map(({ Key, Value }) => [Key!, Value!]),
  );
}
