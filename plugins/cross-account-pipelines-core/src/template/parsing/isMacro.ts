/**
 * Whether an entry of a section is one that CloudFormation puts others in place
 * of: `Fn::ForEach::…` or `Fn::Transform`.
 */
export function isMacro(name: string): boolean {
  return name.startsWith('Fn::');
}
