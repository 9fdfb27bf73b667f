import {
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import type { StackState } from 'backstage-plugin-cross-account-pipelines-core';
import { AbsentError, type AccountReads } from './AccountReads';

/**
 * @throws AbsentError when there is no such stack
 */
export async function readStack(
  reads: AccountReads,
  name: string,
  region: string,
): Promise<StackState> {
  const stack = await describeStack(reads, name, region);
  return {
    arn: stack.StackId!,
    name,
    region,
    status: stack.StackStatus!,
    roleArn: stack.RoleARN,
  };
}

/**
 * @throws AbsentError when there is no such stack
 */
export async function describeStack(
  reads: AccountReads,
  name: string,
  region: string,
): Promise<Stack> {
  const { Stacks } = await reads.read(
    'cloudformation:DescribeStacks',
    region,
    (to, options) =>
      to.cloudFormation.send(
        new DescribeStacksCommand({ StackName: name }),
        options,
      ),
  );
  const stack = Stacks?.[0];
  if (!stack) {
    throw new AbsentError(`Stack ${name} does not exist`);
  }
  return stack;
}
