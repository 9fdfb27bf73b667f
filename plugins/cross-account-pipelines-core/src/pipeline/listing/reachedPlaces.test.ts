import type { ActionDefinition } from '../vocabulary/PipelineDefinition';
import { compareReachedPlaces, reachedPlaces } from './reachedPlaces';

const home = { region: 'eu-west-1' };
const roleIn = (account: string) => `arn:aws:iam::${account}:role/action`;

function placesOf(...actions: Array<Partial<ActionDefinition>>) {
  return reachedPlaces(
    {
      name: 'orders',
      roleArn: roleIn('111111111111'),
      stages: [
        {
          name: 'Deploy',
          actions: actions.map((action, index) => ({
            name: `Action${index}`,
            actionTypeId: {
              category: 'Deploy',
              owner: 'AWS',
              provider: 'CloudFormation',
              version: '1',
            },
            ...action,
          })),
        },
      ],
    },
    home,
  );
}

describe('reachedPlaces', () => {
  it('names each account and Region once, by the roles of the actions', () => {
    expect(
      placesOf(
        { roleArn: roleIn('222222222222') },
        { roleArn: roleIn('222222222222'), region: 'us-east-1' },
        { roleArn: roleIn('222222222222') },
        { configuration: { RoleArn: roleIn('333333333333') } },
        { roleArn: roleIn('111111111111') },
      ),
    ).toEqual([
      { account: '222222222222', region: 'eu-west-1' },
      { account: '222222222222', region: 'us-east-1' },
      { account: '333333333333', region: 'eu-west-1' },
      { account: '111111111111', region: 'eu-west-1' },
    ]);
  });

  it('leaves out what the pipeline does with its own role', () => {
    expect(placesOf({})).toEqual([]);
  });
});

describe('compareReachedPlaces', () => {
  it('takes another Region of an account for another place', () => {
    const place = (account: string, region: string) => ({ account, region });
    expect(
      compareReachedPlaces({
        before: [place('1', 'eu-west-1'), place('2', 'eu-west-1')],
        after: [place('1', 'us-east-1'), place('2', 'eu-west-1')],
      }),
    ).toEqual({
      gained: [place('1', 'us-east-1')],
      lost: [place('1', 'eu-west-1')],
      kept: [place('2', 'eu-west-1')],
    });
  });
});
