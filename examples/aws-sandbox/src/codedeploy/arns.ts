import type { Call } from '../world/Call';

function arn({ region, caller }: Call, resource: string): string {
  return `arn:aws:codedeploy:${region}:${caller.account}:${resource}`;
}

export const applicationArn = (call: Call, name: string) =>
  arn(call, `application:${name}`);

export const deploymentGroupArn = (
  call: Call,
  application: string,
  name: string,
) => arn(call, `deploymentgroup:${application}/${name}`);

export const deploymentConfigArn = (call: Call, name: string) =>
  arn(call, `deploymentconfig:${name}`);
