/**
 * What people call a thing: its ARN without the parts that are the same for all
 * things of its account.
 */
export function arnName(arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  // The root of an account is nothing without the account.
  return resource === 'root' ? arn : resource.split('/').pop() || arn;
}
