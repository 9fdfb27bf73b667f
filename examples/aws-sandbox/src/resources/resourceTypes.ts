import {
  codeDeployApplication,
  codeDeployDeploymentGroup,
} from './codeDeployResources';
import { codeBuildProject, codePipelinePipeline } from './codeResources';
import { codeConnection, codeStarConnection } from './connectionResources';
import { eventsEventBusPolicy, eventsRule } from './eventResources';
import { ec2Instance } from './ec2Resources';
import {
  iamInstanceProfile,
  iamManagedPolicy,
  iamPolicy,
  iamRole,
} from './iamResources';
import { kmsAlias, kmsKey } from './kmsResources';
import { ramResourceShare } from './ramResources';
import { thingResources } from './thingResources';
import type { ResourceType } from './ResourceType';
import { s3Bucket, s3BucketPolicy } from './s3Resources';
import { cloudFormationStackSet } from './stackSetResources';
import {
  logsLogGroup,
  snsTopic,
  ssmParameter,
  waitConditionHandle,
} from './storeResources';

/**
 * The resource types that the sandbox's CloudFormation knows, by name.
 */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(
  [
    cloudFormationStackSet,
    codeBuildProject,
    codeConnection,
    codeDeployApplication,
    codeDeployDeploymentGroup,
    codePipelinePipeline,
    codeStarConnection,
    ec2Instance,
    eventsEventBusPolicy,
    eventsRule,
    iamInstanceProfile,
    iamManagedPolicy,
    iamPolicy,
    iamRole,
    kmsAlias,
    kmsKey,
    logsLogGroup,
    ramResourceShare,
    s3Bucket,
    s3BucketPolicy,
    snsTopic,
    ssmParameter,
    ...thingResources,
    waitConditionHandle,
  ].map(type => [type.name, type]),
);
