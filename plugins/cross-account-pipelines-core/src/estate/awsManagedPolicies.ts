/**
 * AWS's own policies that hold a Deny, by what follows `policy/` in their ARNs;
 * of 1,594 in August 2026, without those of service-linked roles.
 *
 * See `aws-managed-policy/latest/reference`.
 */
const denyingPolicies = new Set([
  'AWSCertificateManagerPrivateCAPrivilegedUser',
  'AWSCertificateManagerPrivateCAUser',
  'AWSCleanRoomsFullAccessNoQuerying',
  'AWSCompromisedKeyQuarantine',
  'AWSCompromisedKeyQuarantineV2',
  'AWSCompromisedKeyQuarantineV3',
  'AWSDeepRacerDefaultMultiUserAccess',
  'AWSDenyAll',
  'AWSIAMIdentityCenterAllowListForIdentityContext',
  'AWSLakeFormationDataAdmin',
  'AWSMarketplaceImageBuildFullAccess',
  'AWSPrivateCAPrivilegedUser',
  'AWSPrivateCAUser',
  'AWSQuickSetupManagedInstanceProfileExecutionPolicy',
  'AmazonConnectReadOnlyAccess',
  'AmazonDataZoneEnvironmentRolePermissionsBoundary',
  'AmazonDataZoneProjectDeploymentPermissionsBoundary',
  'AmazonDataZoneProjectRolePermissionsBoundary',
  'AmazonDataZoneSageMakerEnvironmentRolePermissionsBoundary',
  'AmazonRedshiftDataFullAccess',
  'AmazonSecurityLakePermissionsBoundary',
  'AwsGlueSessionUserRestrictedNotebookPolicy',
  'AwsGlueSessionUserRestrictedPolicy',
  'SageMakerStudioAdminIAMDefaultExecutionPolicy',
  'SageMakerStudioAdminIAMPermissiveExecutionPolicy',
  'SageMakerStudioProjectUserRolePermissionsBoundary',
  'SageMakerStudioUserIAMDefaultExecutionPolicy',
  'SageMakerStudioUserIAMPermissiveExecutionPolicy',
  'root-task/IAMAuditRootUserCredentials',
  'root-task/IAMCreateRootUserPassword',
  'root-task/IAMDeleteRootUserCredentials',
  'root-task/S3UnlockBucketPolicy',
  'root-task/SQSUnlockQueuePolicy',
  'service-role/AWSTransformApplicationDeploymentPolicy',
  'service-role/AwsGlueSessionUserRestrictedNotebookServiceRole',
  'service-role/AwsGlueSessionUserRestrictedServiceRole',
]);

const AWS_MANAGED = /^arn:[^:]*:iam::aws:policy\//;

/** What follows `policy/` in the ARN of a policy that AWS wrote. */
export function awsManagedPolicyName(arn: string): string | undefined {
  const [prefix] = AWS_MANAGED.exec(arn) ?? [];
  return prefix === undefined ? undefined : arn.slice(prefix.length);
}

/**
 * Whether a policy is one of AWS's own that deny nothing: one that nobody could
 * read may grant more, but takes nothing away.
 *
 * @alpha
 */
export function deniesNothing(arn: string): boolean {
  const name = awsManagedPolicyName(arn);
  return name !== undefined && !denyingPolicies.has(name);
}

/**
 * AWS's own policies that people give to deploy roles and that say everything in
 * a line. `addAwsPolicies` brings others: AWS changes them.
 */
const unchanging: Record<string, unknown> = {
  AdministratorAccess: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  },
};

/** The document of one of AWS's own policies that never changes. */
export function awsManagedPolicy(arn: string): unknown {
  const name = awsManagedPolicyName(arn) ?? '';
  return Object.hasOwn(unchanging, name) ? unchanging[name] : undefined;
}
