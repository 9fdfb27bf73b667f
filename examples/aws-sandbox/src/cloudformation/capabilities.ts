import type { TemplateBody } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { insufficientCapabilities } from './errors';

/** See `AWSCloudFormation/latest/APIReference/API_CreateStack`, "Capabilities". */
const nameProperties: Record<string, string | undefined> = {
  'AWS::IAM::AccessKey': undefined,
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': undefined,
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
};

/**
 * The capabilities that a template needs, and for which resource types.
 */
export function requiredCapabilities(body: TemplateBody): {
  capabilities: string[];
  reason?: string;
} {
  const iam = Object.values(body.Resources).filter(({ Type }) =>
    Object.hasOwn(nameProperties, Type),
  );
  const named = iam.some(({ Type, Properties }) => {
    const property = nameProperties[Type];
    return property !== undefined && Properties?.[property] !== undefined;
  });
  const capabilities = [
    ...(named ? ['CAPABILITY_NAMED_IAM'] : []),
    ...(iam.length > 0 && !named ? ['CAPABILITY_IAM'] : []),
    ...(body.Transform ? ['CAPABILITY_AUTO_EXPAND'] : []),
  ];
  const types = [...new Set(iam.map(({ Type }) => Type))];
  return {
    capabilities,
    ...(types.length > 0 && {
      reason: `The following resource(s) require capabilities: [${types.join(
        ', ',
      )}]`,
    }),
  };
}

/**
 * @throws ServiceError `InsufficientCapabilitiesException`
 */
export function checkCapabilities(body: TemplateBody, given: string[]): void {
  const satisfied = new Set(given);
  if (satisfied.has('CAPABILITY_NAMED_IAM')) {
    satisfied.add('CAPABILITY_IAM');
  }
  const missing = requiredCapabilities(body).capabilities.filter(
    each => !satisfied.has(each),
  );
  if (missing.length > 0) {
    throw insufficientCapabilities(missing);
  }
}
