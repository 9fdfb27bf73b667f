import type { RemovedPipeline, StackDeployment } from '../../deployment';

/** What became of stacks, or would, a line each. */
export function describeStacks(
  stacks: StackDeployment[],
  dryRun: boolean | undefined,
): string[] {
  return stacks.map(
    ({ account, region, stackName, outcome }) =>
      `${
        dryRun ? 'would be ' : ''
      }${outcome}  ${account} ${region} ${stackName}`,
  );
}

/** What a removal did, or would do, and what it left, a line each. */
export function describeRemoved(removed: RemovedPipeline): string[] {
  const { dryRun, stacks, kept, remains } = removed;
  return [
    ...stacks.map(
      ({ account, region, stackName, outcome }) =>
        `${dryRun ? 'would be ' : ''}${
          outcome === 'unchanged' ? 'gone' : outcome
        }  ${account} ${region} ${stackName}`,
    ),
    ...kept.map(
      ({ account, region, stackName, reason }) =>
        `kept  ${account} ${region} ${stackName}: ${reason}`,
    ),
    ...remains,
  ];
}
