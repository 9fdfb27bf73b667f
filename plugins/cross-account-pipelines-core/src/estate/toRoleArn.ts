import { parseArn } from '../pipeline';

/**
 * The ARN of the role of a build project, which CodeBuild takes by name as well.
 *
 * @param options - `role` finds a role of the project's account by its name:
 * only then can its path be told
 *
 * @alpha
 */
export function toRoleArn(options: {
  nameOrArn: string;
  projectArn: string;
  role?(name: string): string | undefined;
}): string {
  const { nameOrArn, projectArn, role } = options;
  if (nameOrArn.startsWith('arn:')) {
    return nameOrArn;
  }
  const path = nameOrArn.replace(/^role\//, '').replace(/^\//, '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  const { partition, account } = parseArn(projectArn)!;
  return role?.(name) ?? `arn:${partition}:iam::${account}:role/${path}`;
}
