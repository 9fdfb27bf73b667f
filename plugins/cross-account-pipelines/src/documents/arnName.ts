/**
 * What people call a thing: its ARN without the parts that are the same for all
 * things of its account.
 */
export function arnName(arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  return resource.split('/').pop() || arn;
}
