import type { Pattern } from './Pattern';

/** Builds: their image, their network, their logs. */
export const buildPatterns: Pattern[] = [
  {
    says: /imagePullCredentialsType|image ?pull ?credentials ?type|cannot use a (?:cross-account|CodeBuild curated|private registry) (?:ECR )?image/i,
    means: ['build-image-credentials'],
  },
  {
    says: /Service role (?<role>\S{1,300}) does not allow AWS CodeBuild to create Amazon CloudWatch Logs|does not allow AWS CodeBuild to (?:create|write).{0,60}log/i,
    means: ['build-logs-refused'],
  },
  {
    says: /VPC_CLIENT_ERROR|does not allow AWS CodeBuild to (?:create|describe).{0,60}(?:network|VPC|subnet)|Not authorized to perform (?:Describe(?:SecurityGroups|Subnets|Vpcs|DhcpOptions|NetworkInterfaces)|(?:Create|Delete)NetworkInterface\w{0,20})/i,
    means: ['build-network-refused'],
  },
  {
    says: /(?:failed to|unable to|could not) (?:fetch|download|pull|connect).{0,120}(?:in|from) (?:a|the|your) VPC|BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE.{0,400}(?:timeout|timed out|deadline exceeded|request canceled)|(?:DOWNLOAD_SOURCE|SUBMITTED|PROVISIONING|INSTALL).{0,160}(?:RequestError: send request failed|dial tcp.{0,60}timeout)/i,
    means: ['build-network-unreachable'],
  },
  {
    says: /(?:CodeBuild|CreateProject|UpdateProject).{0,160}(?:service role|role).{0,80}(?:does not exist|is invalid|not (?:valid|found))|Invalid (?:service )?role: ?(?<role>\S{1,300})/i,
    needsAws: true,
    means: ['build-role-unusable'],
  },
  {
    says: /(?:Secrets Manager|SECRETS_MANAGER|Parameter ?Store|PARAMETER_STORE|Decrypted Variables) Error Message: ?(?:ResourceNotFoundException|ParameterNotFound|.{0,80}(?:not found|can't find|does not exist))|(?:parameter|secret)s?:? .{0,100}(?:not found|does not exist).{0,80}(?:CodeBuild|buildspec|build environment)|ParameterNotFound|Secrets Manager can't find the specified secret(?! value)/i,
    rank: 'frame',
    means: ['secret-missing'],
  },
];
