import { ConfigReader } from '@backstage/config';
import { readDeployRole } from './readDeployRole';

const statement = {
  Effect: 'Allow',
  Action: ['lambda:*'],
  Resource: '*',
  Condition: { StringEquals: { 'aws:ResourceTag/team': 'orders' } },
};

const read = (deployRole: object) =>
  readDeployRole(
    new ConfigReader({ crossAccountPipelines: { deployRole } } as never),
  );

describe('readDeployRole', () => {
  it('is undefined when it is not configured', () => {
    expect(readDeployRole(new ConfigReader({}))).toBeUndefined();
  });

  it('reads policies, statements and boundary', () => {
    const configured = {
      managedPolicyArns: ['arn:aws:iam::aws:policy/AWSLambda_FullAccess'],
      statements: [statement],
      permissionsBoundary:
        'arn:aws:iam::${AWS::AccountId}:policy/guardrails/deploy',
    };
    expect(read(configured)).toEqual(configured);
  });

  it.each([
    [{ managedPolicyArns: ['AdministratorAccess'] }, /managedPolicyArns\[0\]/],
    [
      { permissionsBoundary: 'arn:aws:iam::123:policy/x' },
      /deployRole\.permissionsBoundary has to be the ARN/,
    ],
    [
      { statements: [statement, { ...statement, Effect: 'allow' }] },
      /statements\[1\]\.Effect is 'allow'/,
    ],
    [
      { statements: [{ ...statement, NotAction: 'iam:*' }] },
      /statements\[0\] has to have either Action or NotAction/,
    ],
    [
      { statements: [{ Effect: 'Allow', Action: '*' }] },
      /statements\[0\] has to have either Resource or NotResource/,
    ],
  ])('refuses %j', (deployRole, message) => {
    expect(() => read(deployRole)).toThrow(message);
  });
});
