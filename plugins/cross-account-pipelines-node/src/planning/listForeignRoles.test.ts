import type { StackManifest } from 'backstage-plugin-cross-account-pipelines-core';
import { resolveManifest } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { stringify } from 'yaml';
import { listForeignRoles } from './listForeignRoles';

const account = '111111111111';
const other = '012345678901';

function listed(
  stacks: Array<{ account?: string; parameters?: object; resources: object }>,
) {
  const templates: Record<string, string> = {};
  const manifest = {
    version: 1,
    stacks: stacks.map(({ resources, parameters, ...stack }, index) => {
      templates[`${index}.yaml`] = stringify({
        Parameters: Object.fromEntries(
          Object.keys(parameters ?? {}).map(name => [
            name,
            { Type: 'CommaDelimitedList' },
          ]),
        ),
        Resources: resources,
      });
      return {
        account,
        region: 'eu-west-1',
        stackName: `stack-${index}`,
        phase: 'foundation',
        template: `${index}.yaml`,
        parameters,
        ...stack,
      };
    }),
  } as StackManifest;
  return listForeignRoles(resolveManifest({ manifest, templates }).stacks).map(
    ({ stackName, logicalId, roleName }) =>
      [stackName, logicalId, roleName].join(' '),
  );
}

const role = (RoleName?: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: {}, RoleName },
});
const policy = (Roles: unknown) => ({
  Type: 'AWS::IAM::Policy',
  Properties: { PolicyName: 'p', PolicyDocument: {}, Roles },
});

describe('listForeignRoles', () => {
  it('takes the roles of the stacks as their own, with and without a name', () => {
    expect(
      listed([
        {
          resources: {
            Named: role('named'),
            Role: role(),
            Own: policy([{ Ref: 'Role' }, { Ref: 'Named' }]),
          },
        },
        { resources: { Policy: policy(['named']) } },
      ]),
    ).toEqual([]);
  });

  it('does not take a role of that name in another account for it', () => {
    expect(
      listed([
        { resources: { Named: role('named') } },
        { account: other, resources: { Policy: policy(['named']) } },
      ]),
    ).toEqual(['stack-1 Policy named']);
  });

  it('finds names in parameters, and each of several', () => {
    expect(
      listed([
        {
          parameters: { Names: 'one,two' },
          resources: { Policy: policy({ Ref: 'Names' }) },
        },
      ]),
    ).toEqual(['stack-0 Policy one', 'stack-0 Policy two']);
  });

  it('names a list of which nobody knows what is in it', () => {
    expect(
      listed([
        { resources: { Policy: policy({ 'Fn::ImportValue': 'Names' }) } },
      ]),
    ).toEqual([expect.stringMatching(/^stack-0 Policy \{\{.*\}\}$/)]);
  });
});
