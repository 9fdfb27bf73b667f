import type { IamRole } from './toIamRole';

type Blocks = Record<string, Record<string, unknown>>;

/**
 * Roles as a Terraform configuration in JSON syntax, for a file that ends with
 * `.tf.json`. The provider, with its account, is the reader's own.
 *
 * See `developer.hashicorp.com/terraform/language/syntax/json`.
 */
export function toTerraform(roles: readonly IamRole[]): {
  resource: Record<string, Blocks>;
} {
  const resource: Record<string, Blocks> = {
    aws_iam_policy: {},
    aws_iam_role: {},
    aws_iam_role_policy: {},
    aws_iam_role_policy_attachment: {},
  };
  for (const role of roles) {
    const id = identifier(role.name);
    resource.aws_iam_role[id] = {
      name: literal(role.name),
      path: literal(role.path),
      assume_role_policy: document(role.assumeRolePolicyDocument),
      max_session_duration: role.maxSessionDuration,
      permissions_boundary:
        role.permissionsBoundaryArn && literal(role.permissionsBoundaryArn),
      tags:
        role.tags &&
        Object.fromEntries(
          Object.entries(role.tags).map(([key, value]) => [
            key,
            literal(value),
          ]),
        ),
    };
    for (const [name, policy] of Object.entries(role.inlinePolicies)) {
      resource.aws_iam_role_policy[`${id}_${identifier(name)}`] = {
        name: literal(name),
        role: `\${aws_iam_role.${id}.name}`,
        policy: document(policy),
      };
    }
    for (const managed of role.managedPolicies) {
      const own = identifier('arn' in managed ? managed.arn : managed.name);
      if ('document' in managed) {
        resource.aws_iam_policy[own] = {
          name: literal(managed.name),
          path: literal(managed.path),
          policy: document(managed.document),
        };
      }
      resource.aws_iam_role_policy_attachment[`${id}_${own}`] = {
        role: `\${aws_iam_role.${id}.name}`,
        policy_arn:
          'arn' in managed
            ? literal(managed.arn)
            : `\${aws_iam_policy.${own}.arn}`,
      };
    }
  }
  return {
    resource: Object.fromEntries(
      Object.entries(resource).filter(
        ([, blocks]) => Object.keys(blocks).length > 0,
      ),
    ),
  };
}

function document(policy: unknown): string {
  return literal(JSON.stringify(policy));
}

/** `${` and `%{` would begin a template. */
function literal(text: string): string {
  return text.replace(/([$%])\{/g, '$1$1{');
}

function identifier(name: string): string {
  return name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_');
}
