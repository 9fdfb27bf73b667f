import { say } from '../../report';
import { shortName } from '../../pipeline/vocabulary/parseArn';
import {
  requestsOn,
  resourceTarget,
  type ActionPlace,
  type ProviderCall,
} from '../Provider';

/**
 * Where actions on CodePipeline's own compute write what they say.
 *
 * See `codepipeline/latest/userguide/action-reference-Commands`.
 */
export function logCalls(place: ActionPlace): ProviderCall[] {
  const { partition, account, region, pipeline } = place;
  const group = `arn:${partition}:logs:${region}:${account}:log-group:/aws/codepipeline/${pipeline}`;
  return [
    {
      says: caller => say('call.write-logs', { caller, pipeline }),
      target: resourceTarget(place, `log group /aws/codepipeline/${pipeline}`),
      requests: [
        ...requestsOn(group, { required: ['logs:CreateLogGroup'] }),
        ...requestsOn(
          `${group}:log-stream:action`,
          { required: ['logs:CreateLogStream', 'logs:PutLogEvents'] },
          { pattern: `${group}:*` },
        ),
      ],
    },
  ];
}

const networkActions = [
  'CreateNetworkInterface',
  'CreateNetworkInterfacePermission',
  'DeleteNetworkInterface',
  'DescribeDhcpOptions',
  'DescribeNetworkInterfaces',
  'DescribeRouteTables',
  'DescribeSecurityGroups',
  'DescribeSubnets',
  'DescribeVpcs',
].map(name => `ec2:${name}`);

/**
 * What it takes to work inside a VPC: needed where the action names one,
 * documented for all.
 */
export function networkCalls(
  place: ActionPlace,
  { isUsed }: { isUsed: boolean },
): ProviderCall[] {
  return [
    {
      says: caller =>
        say('call.network-interfaces', { caller, account: place.account }),
      target: resourceTarget(place, 'network interfaces'),
      requests: requestsOn(
        '*',
        isUsed ? { required: networkActions } : { documented: networkActions },
      ),
    },
  ];
}

/** Names of secrets in the environment variables of an action, as it lists them. */
export function secretCalls(
  place: ActionPlace,
  variables: unknown,
): ProviderCall[] {
  const { partition, account, region } = place;
  return secretsIn(variables).map(secret => {
    const arn = secret.startsWith('arn:')
      ? secret.split(':').slice(0, 7).join(':')
      : `arn:${partition}:secretsmanager:${region}:${account}:secret:${
          secret.split(':')[0]
        }-??????`;
    return {
      says: caller =>
        say('call.read-secret', {
          caller,
          secret: shortName(arn).replace(/-\?+$/, ''),
        }),
      target: resourceTarget(place, `secret ${shortName(arn)}`),
      requests: requestsOn(
        arn.replace('-??????', '-AbCdEf'),
        {
          required: ['secretsmanager:GetSecretValue'],
        },
        { pattern: arn },
      ),
    };
  });
}

function secretsIn(variables: unknown): string[] {
  return (Array.isArray(variables) ? variables : [])
    .filter(each => each?.type === 'SECRETS_MANAGER')
    .map(each => String(each.value ?? ''))
    .filter(Boolean);
}
