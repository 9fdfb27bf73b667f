import type { HopKind } from 'backstage-plugin-cross-account-pipelines-core';

type OwnRule =
  | 'manifest'
  | 'not-compared'
  | 'pipeline-missing'
  | 'pipeline-spec'
  | 'template'
  | 'unused-policy-rule'
  | 'wider-permission';

/** What stands behind the rules that are not findings of the assessment. */
export const checkRules: Record<HopKind | OwnRule, string> = {
  H0: 'CodePipeline assumes the service role',
  H1: 'The service role assumes the action role',
  H2: "The action role calls the provider's API",
  H3: 'The action role passes the deploy role',
  H4: 'CloudFormation assumes the deploy role',
  H5: 'A role reads or writes the artifact bucket',
  H6: 'A role uses the artifact key',
  H7: 'The deploy role reads template artifacts',
  H8: 'The pipeline definition itself',
  H9: 'The action role writes to a bucket of the target account',
  H10: 'An instance role reads the revision',
  H11: 'What the definition names exists',
  H12: 'The deployer role may make what the stacks contain',
  H13: 'A build or a function enters another account by itself',
  H14: 'An EKS cluster lets the action role in',
  manifest: 'The manifest names what is there',
  'not-compared': 'What is deployed can be compared with what would be',
  'pipeline-missing': 'The templates make the pipeline',
  'pipeline-spec': 'The pipeline spec can be rendered',
  template: 'CloudFormation takes the template',
  'unused-policy-rule': 'Each rule of the policy file fits a finding',
  'wider-permission': 'Nothing is allowed that is not as it is deployed',
};
