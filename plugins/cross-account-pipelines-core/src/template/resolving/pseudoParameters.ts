import { partitionOf } from '../partitions';

/**
 * Stands for `AWS::NoValue`. `resolveIntrinsics` removes every property and list
 * item that has this value.
 *
 * @public
 */
export const noValue: unique symbol = Symbol('AWS::NoValue');

/**
 * The pseudo-parameters of one stack.
 *
 * See `AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference`.
 *
 * @alpha
 */
export function pseudoParameters(options: {
  account: string;
  region: string;
  stackName: string;
  stackId: string;
  notificationArns?: string[];
}): Record<string, unknown> {
  const { id, urlSuffix } = partitionOf(options.region);
  return {
    'AWS::AccountId': options.account,
    'AWS::NoValue': noValue,
    'AWS::NotificationARNs': options.notificationArns ?? [],
    'AWS::Partition': id,
    'AWS::Region': options.region,
    'AWS::StackId': options.stackId,
    'AWS::StackName': options.stackName,
    'AWS::URLSuffix': urlSuffix,
  };
}
