import type { HopKind } from '../PipelineReport';
import { documentRules, type DocumentRuleId } from './documentRules';
import type { Rule } from './Rule';

/** Every hop of a link: what has to be so. */
const hops = {
  H0: {
    title: 'CodePipeline assumes the service role',
    level: 'error',
    page: 'codepipeline/latest/userguide/how-to-custom-role',
  },
  H1: {
    title: 'The service role assumes the action role',
    level: 'error',
    page: 'codepipeline/latest/userguide/pipelines-create-cross-account',
  },
  H2: {
    title: "The action role calls the provider's API",
    level: 'error',
    page: 'codepipeline/latest/userguide/integrations-action-type',
  },
  H3: {
    title: 'The action role passes the deploy role',
    level: 'error',
    page: 'IAM/latest/UserGuide/id_roles_use_passrole',
  },
  H4: {
    title: 'CloudFormation assumes the deploy role',
    level: 'error',
    page: 'AWSCloudFormation/latest/UserGuide/using-iam-servicerole',
  },
  H5: {
    title: 'A role reads or writes the artifact bucket',
    level: 'error',
    page: 'codepipeline/latest/userguide/pipelines-create-cross-account',
  },
  H6: {
    title: 'A role uses the artifact key',
    level: 'error',
    page: 'kms/latest/developerguide/key-policy-modifying-external-accounts',
  },
  H7: {
    title: 'The deploy role reads template artifacts',
    level: 'error',
    page: 'AWSCloudFormation/latest/UserGuide/using-iam-servicerole',
  },
  H8: {
    title: 'The pipeline definition itself is right',
    level: 'error',
    page: 'codepipeline/latest/userguide/reference-pipeline-structure',
  },
  H9: {
    title: 'The action role writes to a bucket of the target account',
    level: 'error',
    page: 'AmazonS3/latest/userguide/about-object-ownership',
  },
  H10: {
    title: 'An instance role reads the revision',
    level: 'error',
    page: 'codedeploy/latest/userguide/getting-started-create-iam-instance-profile',
  },
  H11: {
    title: 'What the definition names exists',
    level: 'error',
    page: 'codepipeline/latest/userguide/reference-pipeline-structure',
  },
  H12: {
    title: 'The deployer role may make what the stacks contain',
    level: 'error',
    page: 'AWSCloudFormation/latest/UserGuide/control-access-with-iam',
  },
  H13: {
    title: 'A build or a function enters another account by itself',
    level: 'error',
    page: 'IAM/latest/UserGuide/tutorial_cross-account-with-roles',
  },
  H14: {
    title: 'An EKS cluster lets the action role in',
    level: 'error',
    page: 'eks/latest/userguide/access-entries',
  },
} as const satisfies Record<HopKind, Rule>;

/** What is wrong or too wide in the documents that a pipeline rests on. */
const documentTexts: Record<DocumentRuleId, Pick<Rule, 'title' | 'page'>> = {
  'account-id-malformed': {
    title: 'An account id does not have twelve digits',
    page: 'accounts/latest/reference/manage-acct-identifiers',
  },
  'action-on-wrong-resource': {
    title: 'A statement allows an action on a resource of another kind',
    page: 'service-authorization/latest/reference/reference_policies_actions-resources-contextkeys',
  },
  'action-unknown': {
    title: 'A policy names an action that AWS does not have',
    page: 'service-authorization/latest/reference/reference_policies_actions-resources-contextkeys',
  },
  'assumes-any-role': {
    title: 'A role may assume any role that lets it in',
    page: 'IAM/latest/UserGuide/best-practices',
  },
  'bucket-policy-allows-everything': {
    title: 'A bucket policy allows every action',
    page: 'AmazonS3/latest/userguide/security-best-practices',
  },
  'bucket-policy-blocked': {
    title: 'Block Public Access makes a bucket policy void',
    page: 'AmazonS3/latest/userguide/access-control-block-public-access',
  },
  'deny-hits-uploads-without-header': {
    title: 'A Deny also hits uploads that carry no encryption header',
    page: 'AmazonS3/latest/userguide/UsingKMSEncryption',
  },
  'deny-not-principal': {
    title: 'A Deny with NotPrincipal hits every role with a boundary',
    page: 'IAM/latest/UserGuide/reference_policies_elements_notprincipal',
  },
  'deploy-role-unbounded': {
    title: 'A deploy role may do everything and has no boundary',
    page: 'IAM/latest/UserGuide/access_policies_boundaries',
  },
  'deploy-role-without-permissions': {
    title: 'A deploy role may create nothing',
    page: 'AWSCloudFormation/latest/UserGuide/using-iam-servicerole',
  },
  'event-bus-refuses-source': {
    title: "An event bus refuses the source account's events",
    page: 'eventbridge/latest/userguide/eb-cross-account',
  },
  'insecure-transport-deny-incomplete': {
    title: 'A Deny of unencrypted connections leaves something out',
    page: 'AmazonS3/latest/userguide/security-best-practices',
  },
  'key-alias-as-resource': {
    title: 'A policy names a key by its alias',
    page: 'kms/latest/developerguide/alias-access',
  },
  'key-grant-without-generate-data-key': {
    title: 'A statement allows kms:Encrypt, but not kms:GenerateDataKey',
    page: 'AmazonS3/latest/userguide/UsingKMSEncryption',
  },
  'key-policy-allows-everything': {
    title: 'A key policy gives other accounts every action',
    page: 'kms/latest/developerguide/key-policy-modifying-external-accounts',
  },
  'key-without-rotation': {
    title: 'A key is never rotated',
    page: 'kms/latest/developerguide/rotate-keys',
  },
  'passes-any-role': {
    title: 'A role may pass any role of its account',
    page: 'IAM/latest/UserGuide/id_roles_use_passrole',
  },
  'policy-malformed': {
    title: 'AWS refuses a policy as a whole',
    page: 'IAM/latest/UserGuide/reference_policies_grammar',
  },
  'policy-too-large': {
    title: 'A policy is larger than AWS takes',
    page: 'IAM/latest/UserGuide/reference_iam-quotas',
  },
  'principal-anybody': {
    title: 'A policy lets anybody in',
    page: 'IAM/latest/UserGuide/reference_policies_elements_principal',
  },
  'principal-deleted': {
    title: 'A policy names a role that was deleted',
    page: 'IAM/latest/UserGuide/reference_policies_elements_principal',
  },
  'principal-malformed': {
    title: 'A policy names a principal that can be nobody',
    page: 'IAM/latest/UserGuide/reference_policies_elements_principal',
  },
  'principal-missing': {
    title: 'A policy names a role that does not exist',
    page: 'IAM/latest/UserGuide/reference_policies_elements_principal',
  },
  'principal-needs-second-pass': {
    title: 'A policy names a role that no earlier stack makes',
    page: 'IAM/latest/UserGuide/reference_policies_elements_principal',
  },
  'access-logs-refused': {
    title: 'Access logs are to go where S3 does not write them',
    page: 'AmazonS3/latest/userguide/ServerLogs',
  },
  'access-logs-undelivered': {
    title: 'S3 cannot write access logs',
    page: 'AmazonS3/latest/userguide/enable-server-access-logging',
  },
  'repository-refuses-target': {
    title: 'A repository does not let a target account pull its image',
    page: 'AmazonECR/latest/userguide/repository-policies',
  },
  'rule-target-role-of-other-account': {
    title: 'An event rule is given a role of another account',
    page: 'eventbridge/latest/userguide/eb-cross-account',
  },
  'rule-watches-other-branch': {
    title: 'An event rule watches another branch than the pipeline reads',
    page: 'codepipeline/latest/userguide/triggering',
  },
  'service-trust-without-source': {
    title: 'A service role lets CodePipeline in for any pipeline',
    page: 'IAM/latest/UserGuide/confused-deputy',
  },
  'stack-not-updatable': {
    title: 'A stack is in a state in which it takes no update',
    page: 'AWSCloudFormation/latest/UserGuide/view-stack-events',
  },
  'stack-role-missing': {
    title: 'A stack remembers a role that does not exist',
    page: 'AWSCloudFormation/latest/UserGuide/using-iam-servicerole',
  },
  'trust-accepts-whole-account': {
    title: 'A role trusts a whole account',
    page: 'IAM/latest/UserGuide/reference_policies_elements_principal',
  },
};

const documents = Object.fromEntries(
  Object.entries(documentRules).map(([id, effect]) => [
    id,
    { ...documentTexts[id as DocumentRuleId], ...effect },
  ]),
) as { [Id in DocumentRuleId]: Rule };

/** What is wrong with what is checked, before any hop is judged. */
const checks = {
  manifest: { title: 'The manifest names what is not there', level: 'error' },
  'not-compared': {
    title: 'What is deployed cannot be compared with what would be',
    level: 'note',
  },
  'pipeline-missing': {
    title: 'None of the templates makes the pipeline',
    level: 'error',
  },
  'pipeline-spec': {
    title: 'The pipeline spec cannot be rendered',
    level: 'error',
  },
  'targets-behind-rule': {
    title: 'A rule names other accounts than the pipeline reaches',
    level: 'warning',
  },
  template: {
    title: 'CloudFormation does not take the template',
    level: 'error',
    page: 'AWSCloudFormation/latest/UserGuide/template-anatomy',
  },
  'terraform-plan': {
    title: 'The Terraform plan does not say where a provider works',
    level: 'error',
  },
  'unused-policy-rule': {
    title: 'A rule of the policy file fits no finding',
    level: 'note',
  },
  'wider-permission': {
    title: 'Something is allowed that is not as it is deployed',
    level: 'warning',
  },
} as const satisfies Record<string, Rule>;

/**
 * Everything that can be found, by the id that findings, policy files and code
 * scanning name it by.
 *
 * @public
 */
export const rules = { ...hops, ...documents, ...checks };

/**
 * @alpha
 */
export type RuleId = keyof typeof rules;

/**
 * The rule of an id; nothing for the ids of the offline validation of templates.
 *
 * @alpha
 */
export function ruleOf(id: string): Rule | undefined {
  return Object.hasOwn(rules, id) ? rules[id as RuleId] : undefined;
}

/**
 * Whether something can be found under an id. The offline validation of
 * templates has ids of its own, such as `E3012`.
 *
 * @public
 */
export function isRuleId(id: string): boolean {
  return ruleOf(id) !== undefined || /^(?!H\d)[A-Z]\w*\d$/.test(id);
}
