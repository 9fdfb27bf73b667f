import { ConfigReader } from '@backstage/config';
import { readGuardrails } from './readGuardrails';

const read = (crossAccountPipelines: object) =>
  readGuardrails(new ConfigReader({ crossAccountPipelines } as never));

const statement = {
  Effect: 'Allow',
  Action: ['lambda:*'],
  Resource: '*',
  Condition: { StringEquals: { 'aws:ResourceTag/team': 'orders' } },
};

describe('readGuardrails', () => {
  it('are none without configuration', () => {
    expect(readGuardrails(new ConfigReader({}))).toEqual({
      spec: {},
      existingRoles: [],
    });
  });

  it('reads what is configured', () => {
    const spec = {
      deployRole: {
        managedPolicyArns: ['arn:aws:iam::aws:policy/AWSLambda_FullAccess'],
        statements: [statement],
        permissionsBoundary:
          'arn:aws:iam::${AWS::AccountId}:policy/guardrails/deploy',
      },
      permissionsBoundary: 'arn:aws:iam::${AWS::AccountId}:policy/boundary',
      organization: { id: 'o-a1b2c3d4e5', paths: ['o-a1b2c3d4e5/*'] },
    };
    const existingRoles = [
      'arn:aws:iam::*:role/deployers/*',
      'arn:aws:iam::333333333333:role/deployer',
    ];
    expect(read({ ...spec, existingRoles })).toEqual({ spec, existingRoles });
  });

  it.each([
    [
      { permissionsBoundary: 'boundary' },
      'permissionsBoundary must be the ARN',
    ],
    [{ organization: { id: 'ours' } }, 'organization.id must be the id'],
    [{ organization: 'o-a1b2c3d4e5' }, 'organization Invalid input: expected'],
    [{ existingRoles: ['*'] }, 'existingRoles[0] must be the ARN of a role'],
    [
      { deployRole: { managedPolicyArns: ['AdministratorAccess'] } },
      'deployRole.managedPolicyArns[0] must be the ARN of a managed policy',
    ],
    [
      { deployRole: { permissionsBoundary: 'arn:aws:iam::123:policy/x' } },
      'deployRole.permissionsBoundary must be the ARN of a managed policy',
    ],
    [
      {
        deployRole: {
          statements: [statement, { ...statement, Effect: 'allow' }],
        },
      },
      'deployRole.statements[1].Effect must be Allow or Deny',
    ],
    [
      { deployRole: { statements: [{ ...statement, NotAction: 'iam:*' }] } },
      'deployRole.statements[0] must have either Action or NotAction',
    ],
    [
      { deployRole: { statements: [{ Effect: 'Allow', Action: '*' }] } },
      'deployRole.statements[0] must have either Resource or NotResource',
    ],
  ])('refuses %j', (config, message) => {
    expect(() => read(config)).toThrow(message);
  });
});
