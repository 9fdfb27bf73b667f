import * as z from 'zod';
import { unknownProvider } from '../../pipeline/vocabulary/unknownProvider';
import {
  ecrBuildSchema,
  ecrBuildTarget,
} from '../build/buildEcrBuildAndPublish';
import { codeBuildTarget, codeBuildTestSchema } from '../build/codeBuild';
import { commandsSchema, commandsTarget } from '../build/computeCommands';
import { appConfigSchema, appConfigTarget } from './deployAppConfig';
import {
  cloudFormationDeploySchema,
  cloudFormationTarget,
} from './deployCloudFormation';
import { codeDeployDeploySchema, codeDeployTarget } from './deployCodeDeploy';
import { ec2DeploySchema, ec2Target } from './deployEc2';
import { ecsDeploySchema, ecsTarget } from './deployEcs';
import { eksDeploySchema, eksTarget } from './deployEks';
import {
  elasticBeanstalkSchema,
  elasticBeanstalkTarget,
} from './deployElasticBeanstalk';
import { lambdaDeploySchema, lambdaDeployTarget } from './deployLambda';
import { s3DeploySchema, s3Target } from './deployS3';
import {
  serviceCatalogSchema,
  serviceCatalogTarget,
} from './deployServiceCatalog';
import { stackSetDeploySchema, stackSetTarget } from './deployStackSets';
import {
  inspectorScanSchema,
  inspectorScanTarget,
} from '../invoke/invokeInspectorScan';
import { lambdaInvokeSchema, lambdaInvokeTarget } from '../invoke/invokeLambda';
import type { TargetKind } from './TargetKind';

/** What a spec can ask for, by the provider that it names. */
const kinds = {
  CloudFormation: cloudFormationTarget,
  CodeDeploy: codeDeployTarget,
  S3: s3Target,
  ECS: ecsTarget,
  Lambda: lambdaInvokeTarget,
  LambdaDeploy: lambdaDeployTarget,
  EC2: ec2Target,
  EKS: eksTarget,
  ElasticBeanstalk: elasticBeanstalkTarget,
  AppConfig: appConfigTarget,
  ServiceCatalog: serviceCatalogTarget,
  ECRBuildAndPublish: ecrBuildTarget,
  InspectorScan: inspectorScanTarget,
  Commands: commandsTarget,
  CloudFormationStackSet: stackSetTarget,
  CodeBuild: codeBuildTarget,
};

/** One schema for each provider, so that a problem names what that one takes. */
export const deploySchema = z.discriminatedUnion(
  'provider',
  [
    cloudFormationDeploySchema,
    codeDeployDeploySchema,
    s3DeploySchema,
    ecsDeploySchema,
    lambdaInvokeSchema,
    lambdaDeploySchema,
    ec2DeploySchema,
    eksDeploySchema,
    elasticBeanstalkSchema,
    appConfigSchema,
    serviceCatalogSchema,
    ecrBuildSchema,
    inspectorScanSchema,
    commandsSchema,
    stackSetDeploySchema,
    codeBuildTestSchema,
  ],
  { error: unknownProvider(Object.keys(kinds)) },
);

/**
 * What is done in a target.
 *
 * @public
 */
export type DeploySpec = z.output<typeof deploySchema>;

/**
 * What the suite knows of what is done in a target.
 *
 * @alpha
 */
export function targetKindOf(deploy: DeploySpec): TargetKind<DeploySpec> {
  return kinds[deploy.provider];
}

/**
 * Every kind of target with those of some targets that are of it.
 *
 * @alpha
 */
export function groupByKind(
  deploys: DeploySpec[],
): Array<{ kind: TargetKind<DeploySpec>; alike: DeploySpec[] }> {
  return Object.entries(kinds).map(([provider, kind]) => ({
    kind,
    alike: deploys.filter(deploy => deploy.provider === provider),
  }));
}
