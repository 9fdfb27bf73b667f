const pseudoParameter = 'AWS::(?:AccountId|Partition|Region)\\}';
const namesOne = new RegExp(`\\$\\{${pseudoParameter}`);
const opensAnother = new RegExp(`\\$\\{(?!${pseudoParameter})`, 'g');

/**
 * Lets CloudFormation fill in `${AWS::AccountId}`, `${AWS::Partition}` and
 * `${AWS::Region}` in the texts of a value, and nothing else: policy variables
 * such as `${aws:PrincipalTag/team}` are for IAM.
 */
export function toTemplateValue(value: unknown): unknown {
  if (typeof value === 'string') {
    return namesOne.test(value)
      ? { 'Fn::Sub': value.replace(opensAnother, '${!') }
      : value;
  }
  if (Array.isArray(value)) {
    return value.map(toTemplateValue);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        toTemplateValue(inner),
      ]),
    );
  }
  return value;
}
