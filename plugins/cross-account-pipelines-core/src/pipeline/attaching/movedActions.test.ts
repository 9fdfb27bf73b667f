import type {
  ActionDefinition,
  PipelineDefinition,
} from '../vocabulary/PipelineDefinition';
import { AttachmentError } from './AttachmentError';
import { movedActions } from './movedActions';

const home = { account: '111111111111', region: 'eu-west-1' };
const target = '222222222222';
const other = '333333333333';

function action(
  name: string,
  {
    kind = 'Deploy/CloudFormation',
    stack = 'app',
    ...rest
  }: Partial<ActionDefinition> & { kind?: string; stack?: string } = {},
): ActionDefinition {
  const [category, provider] = kind.split('/');
  return {
    name,
    actionTypeId: { category, owner: 'AWS', provider, version: '1' },
    configuration: { ActionMode: 'CREATE_UPDATE', StackName: stack },
    ...rest,
  };
}

const definitionOf = (...actions: ActionDefinition[]): PipelineDefinition => ({
  name: 'orders',
  roleArn: `arn:aws:iam::${home.account}:role/service`,
  stages: [
    { name: 'Deploy', actions },
    { name: 'Later', actions: [action('App')] },
  ],
});

const move = (
  actions: ActionDefinition[],
  ...wanted: Array<[stage: string, action: string, account: string]>
) =>
  movedActions(
    {
      actions: wanted.map(([stage, name, account]) => ({
        stage,
        action: name,
        account,
      })),
    },
    definitionOf(...actions),
    home,
  );

function reasons(
  actions: ActionDefinition[],
  ...wanted: Array<[stage: string, action: string, account: string]>
): string[] {
  try {
    move(actions, ...wanted);
  } catch (error) {
    expect(error).toBeInstanceOf(AttachmentError);
    return (error as AttachmentError).message.split('\n');
  }
  return [];
}

describe('movedActions', () => {
  it('moves nothing where nothing is asked', () => {
    expect(movedActions({}, definitionOf(action('App')), home)).toEqual([]);
  });

  it('takes with an action whatever else works on its stack, in its Region, as its role', () => {
    const app = action('App', { stack: 'web' });
    const alike = action('Execute', { stack: 'web' });
    const further = [
      action('OtherStack', { stack: 'api' }),
      action('OtherRegion', { stack: 'web', region: 'us-east-1' }),
      action('OtherProvider', { stack: 'web', kind: 'Deploy/S3' }),
      action('OtherAccount', {
        stack: 'web',
        roleArn: `arn:aws:iam::${other}:role/a`,
      }),
    ];
    const moved = move([app, alike, ...further], ['Deploy', 'App', target]);
    expect(moved).toEqual([
      { stage: 'Deploy', action: app, account: target, region: home.region },
      { stage: 'Deploy', action: alike, account: target, region: home.region },
    ]);
  });

  it('moves an action of another Region there', () => {
    const app = action('App', { stack: 'web', region: 'us-east-1' });
    expect(move([app], ['Deploy', 'App', target])).toEqual([
      { stage: 'Deploy', action: app, account: target, region: 'us-east-1' },
    ]);
  });

  it('goes by stage and name, and each action once', () => {
    const first = action('App', { stack: 'web' });
    expect(
      move([first], ['Deploy', 'App', target], ['Deploy', 'App', target]),
    ).toHaveLength(1);
    expect(
      move([first], ['Later', 'App', target]).map(({ stage }) => stage),
    ).toEqual(['Later']);
  });

  it.each<[string, ActionDefinition, string]>([
    [
      'an action of another provider',
      action('App', { kind: 'Deploy/S3' }),
      `Deploy/App is an action of Deploy/S3: only CloudFormation actions can be moved. Add a stage that does this in account ${target} instead`,
    ],
    [
      'an action of another category',
      action('App', { kind: 'Test/CloudFormation' }),
      `Deploy/App is an action of Test/CloudFormation: only CloudFormation actions can be moved. Add a stage that does this in account ${target} instead`,
    ],
    [
      'an action that works in a third account',
      action('App', { roleArn: `arn:aws:iam::${other}:role/a` }),
      `Deploy/App works in account ${other} already, as arn:aws:iam::${other}:role/a`,
    ],
    [
      'a stack whose name nobody knows',
      action('App', { stack: '#{variables.stack}' }),
      'Deploy/App names its stack only when the pipeline runs (#{variables.stack}): which stack its role may change has to be known',
    ],
    [
      'a stack without a name',
      action('App', { configuration: undefined }),
      'Deploy/App names its stack only when the pipeline runs (): which stack its role may change has to be known',
    ],
  ])('cannot move %s', (_, refused, reason) => {
    expect(reasons([refused], ['Deploy', 'App', target])).toEqual([reason]);
  });

  it.each([
    `arn:aws:iam::${home.account}:role/own`,
    `arn:aws:iam::${target}:role/there`,
  ])('moves one that works as %s', roleArn => {
    expect(
      move([action('App', { roleArn })], ['Deploy', 'App', target]),
    ).toHaveLength(1);
  });

  it('names all that cannot be moved at once', () => {
    expect(
      reasons(
        [action('App', { stack: 'web' })],
        ['Deploy', 'None', target],
        ['Deploy', 'App', home.account],
      ),
    ).toEqual([
      'the pipeline has no action Deploy/None',
      `Deploy/App is in account ${home.account} already, which is the pipeline's own`,
    ]);
  });

  it('keeps one stack in one account', () => {
    expect(
      reasons(
        [action('Prepare'), action('Execute')],
        ['Deploy', 'Prepare', target],
        ['Deploy', 'Execute', other],
      )[0],
    ).toBe(
      `Deploy/Execute works on the stack of Deploy/Prepare, which goes to account ${target}: one stack is in one account`,
    );
  });
});
