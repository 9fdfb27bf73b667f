/** AWS's console in each partition; `IAM/latest/UserGuide/reference-arns`. */
const hosts: Record<string, string> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/**
 * The page of a pipeline, role, policy, key, bucket, stack or build project in
 * the AWS console, by its ARN. Nothing for what has no page of its own.
 */
export function consoleUrlOf(arn: string): string | undefined {
  const [prefix, partition, service, region, account, ...rest] = arn.split(':');
  const host = hosts[partition];
  const resource = rest.join(':');
  if (prefix !== 'arn' || !host || !resource) {
    return undefined;
  }
  const page = pageOf({ service, region, account, resource, arn });
  if (!page) {
    return undefined;
  }
  return `https://${region ? `${region}.` : ''}${host}/${page}`;
}

function pageOf(options: {
  service: string;
  region: string;
  account: string;
  resource: string;
  arn: string;
}): string | undefined {
  const { service, region, account, resource, arn } = options;
  const name = encodeURIComponent(resource.split('/').pop()!);
  const inRegion = `region=${region}`;
  switch (service) {
    case 'codepipeline':
      return `codesuite/codepipeline/pipelines/${name}/view?${inRegion}`;
    case 'kms':
      return resource.startsWith('key/')
        ? `kms/home?${inRegion}#/kms/keys/${name}`
        : undefined;
    case 's3':
      return `s3/buckets/${encodeURIComponent(
        resource.split('/')[0],
      )}?tab=permissions`;
    case 'cloudformation':
      return `cloudformation/home?${inRegion}#/stacks/stackinfo?stackId=${encodeURIComponent(
        arn,
      )}`;
    case 'codebuild':
      return `codesuite/codebuild/${account}/projects/${name}/history?${inRegion}`;
    case 'iam':
      if (resource.startsWith('role/')) {
        return `iam/home#/roles/details/${name}`;
      }
      return resource.startsWith('policy/')
        ? `iam/home#/policies/details/${encodeURIComponent(arn)}`
        : undefined;
    default:
      return undefined;
  }
}
