/**
 * AWS's own policies that people give to deploy roles and that say everything in
 * a line or two. The others are not repeated here: AWS changes them.
 *
 * See `aws-managed-policy/latest/reference`.
 */
export const awsManagedPolicies: Record<string, unknown> = {
  AdministratorAccess: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  },
};
