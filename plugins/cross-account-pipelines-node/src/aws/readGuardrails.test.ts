import { ConfigReader } from '@backstage/config';
import { readGuardrails } from './readGuardrails';

const read = (crossAccountPipelines: object) =>
  readGuardrails(new ConfigReader({ crossAccountPipelines } as never));

describe('readGuardrails', () => {
  it('are none without configuration', () => {
    expect(readGuardrails(new ConfigReader({}))).toEqual({
      spec: {},
      existingRoles: [],
    });
  });

  it('reads what is configured', () => {
    const spec = {
      deployRole: { managedPolicyArns: [], statements: [] },
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
    [{ deployRole: { managedPolicyArns: ['x'] } }, 'managedPolicyArns[0] has'],
  ])('refuses %j', (config, message) => {
    expect(() => read(config)).toThrow(message);
  });
});
