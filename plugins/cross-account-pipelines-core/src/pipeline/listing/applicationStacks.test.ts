import { applicationStacks } from './applicationStacks';
import type { ActionDefinition } from '../vocabulary/PipelineDefinition';

const home = { account: '111111111111', region: 'eu-west-1' };
const deployRole = 'arn:aws:iam::222222222222:role/deploy';
const actionRole = 'arn:aws:iam::222222222222:role/action';

const action = (
  name: string,
  provider: string,
  configuration: Record<string, string>,
  more: Partial<ActionDefinition> = {},
): ActionDefinition => ({
  name,
  actionTypeId: { category: 'Deploy', owner: 'AWS', provider, version: '1' },
  configuration,
  ...more,
});

const stacksOf = (...actions: ActionDefinition[]) =>
  applicationStacks(
    { name: 'orders', roleArn: '', stages: [{ name: 'Prod', actions }] },
    home,
  );

describe('applicationStacks', () => {
  it('names a stack once that one action proposes and another changes', () => {
    expect(
      stacksOf(
        action(
          'propose',
          'CloudFormation',
          { StackName: 'orders', RoleArn: deployRole },
          { roleArn: actionRole, region: 'us-east-1' },
        ),
        action(
          'execute',
          'CloudFormation',
          { StackName: 'orders' },
          { roleArn: actionRole, region: 'us-east-1' },
        ),
      ),
    ).toEqual([
      {
        account: '222222222222',
        region: 'us-east-1',
        stackName: 'orders',
        roleArn: deployRole,
        action: 'Prod/propose',
      },
    ]);
  });

  it('looks at home where no role says otherwise', () => {
    expect(
      stacksOf(action('deploy', 'CloudFormation', { StackName: 'orders' })),
    ).toMatchObject([{ ...home, stackName: 'orders' }]);
  });

  it.each<[string, ActionDefinition]>([
    ['another provider', action('a', 'ECS', { StackName: 'orders' })],
    ['an action without a name for it', action('a', 'CloudFormation', {})],
    [
      'a name that a variable gives',
      action('a', 'CloudFormation', { StackName: '#{build.name}' }),
    ],
  ])('leaves out %s', (_, left) => {
    expect(stacksOf(left)).toEqual([]);
  });
});
