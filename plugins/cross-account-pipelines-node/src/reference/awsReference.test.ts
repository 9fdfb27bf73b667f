import { checkPolicy } from 'backstage-plugin-cross-account-pipelines-core';
import { awsReference } from './awsReference';

describe('awsReference', () => {
  it('has policies that AWS takes', async () => {
    const policies = Object.entries(await awsReference.managedPolicies());
    expect(policies.length).toBeGreaterThan(150);
    for (const [name, document] of policies) {
      const errors = checkPolicy(document).filter(
        ({ severity }) => severity === 'error',
      );
      expect([name, ...errors]).toEqual([name]);
    }
  });

  it('knows the actions of services by their names', async () => {
    expect(await awsReference.services()).toContain('codebuild');
    expect(await awsReference.actionsOf('codebuild')).toContain('StartBuild');
    expect(await awsReference.actionsOf('codebuilt')).toBeUndefined();
  });
});
