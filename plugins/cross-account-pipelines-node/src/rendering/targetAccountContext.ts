import type {
  CodeBuildTestSpec,
  CodeDeployDeploySpec,
  EcsDeploySpec,
  PipelineSpec,
  S3DeploySpec,
  StackSetDeploySpec,
  TargetSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import { buildContext, type BuildContext } from './buildContext';
import { existingRole, type PlaceParts } from './PipelineParts';
import { toTemplateValue } from './toTemplateValue';

/**
 * What `target-account.yaml` can name. Accounts with the same context share one
 * template; what differs from account to account is a parameter.
 */
export interface TargetAccountContext {
  makesActionRole: boolean;
  makesDeployRole: boolean;
  makesCodeDeployRole: boolean;
  makesInstanceRole: boolean;
  /** Any role at all. */
  makesRoles: boolean;
  /** Bucket and key of the pipeline account are named. */
  usesStore: boolean;
  retain: boolean;
  permissionsBoundary?: unknown;
  deployRole: {
    managedPolicyArns: unknown[];
    statements: unknown[];
    permissionsBoundary?: unknown;
  };
  /** A repository that the source action reads here. */
  repository?: { name: string; branch: string; emitsEvents: boolean };
  readsArtifacts: boolean;
  cloudFormation?: {
    usesChangeSets: boolean;
    usesDirectUpdates: boolean;
    deletes: boolean;
    /** Templates may contain macros, such as the serverless transform. */
    usesTransforms: boolean;
    /** Existing deploy roles that the action role hands over. */
    passedRoleArns: string[];
  };
  applications: ApplicationContext[];
  /** Names of existing instance roles that have to read revisions. */
  instanceRoles: string[];
  buckets: BucketContext[];
  services: Array<Pick<EcsDeploySpec, 'cluster' | 'service'>>;
  taskRoleArns: string[];
  functions: string[];
  stackSets: StackSetContext[];
  tests: TestContext[];
}

interface ApplicationContext {
  /** Tells logical ids apart. */
  id: string;
  application: string;
  deploymentGroup: string;
  create?: {
    instanceTags: Array<{ key: string; value: string }>;
    deploymentConfig: string;
    /** An application with several groups is made once, by the first. */
    makesApplication: boolean;
    applicationId: string;
  };
}

interface BucketContext {
  id: string;
  name: string;
  create: boolean;
  ownership: string;
  setsAcl: boolean;
  keyArn?: string;
}

interface StackSetContext {
  name: string;
  /** Set where StackSets works with roles that somebody made. */
  administrationRole?: { arn?: string };
}

interface TestContext extends BuildContext {
  id: string;
  project: string;
}

export function targetAccountContext(
  spec: PipelineSpec,
  place: PlaceParts,
): TargetAccountContext {
  const { targets, source } = place;
  const deployRole = spec.deployRole ?? {};
  const applications = deploysOf(targets, 'CodeDeploy');
  const services = deploysOf(targets, 'ECS');
  const tests = testContexts(spec, place);
  const makesActionRole =
    source !== undefined || targets.some(({ actionRoleArn }) => !actionRoleArn);
  const makesDeployRole = targets.some(
    ({ deploy, deployRoleArn }) =>
      deploy.provider === 'CloudFormation' && !deployRoleArn,
  );
  const makesInstanceRole = applications.some(({ create }) => create);
  const readsArtifacts = targets.some(
    ({ deploy, actionRoleArn }) =>
      deploy.provider !== 'CodeBuild' && !actionRoleArn,
  );
  return {
    makesActionRole,
    makesDeployRole,
    makesCodeDeployRole: makesInstanceRole,
    makesInstanceRole,
    makesRoles:
      makesActionRole ||
      makesDeployRole ||
      makesInstanceRole ||
      tests.length > 0,
    usesStore:
      readsArtifacts ||
      makesDeployRole ||
      tests.length > 0 ||
      applications.length > 0 ||
      source !== undefined,
    retain: spec.retain ?? false,
    permissionsBoundary: toTemplateValue(spec.permissionsBoundary),
    deployRole: {
      managedPolicyArns: (deployRole.managedPolicyArns ?? []).map(
        toTemplateValue,
      ),
      statements: (deployRole.statements ?? []).map(toTemplateValue),
      permissionsBoundary: toTemplateValue(
        deployRole.permissionsBoundary ?? spec.permissionsBoundary,
      ),
    },
    repository: source && {
      name: source.repository,
      branch: source.branch,
      emitsEvents: source.detectChanges === 'events',
    },
    readsArtifacts,
    cloudFormation: cloudFormationContext(targets),
    applications: applicationContexts(applications),
    instanceRoles: unique(
      applications.flatMap(({ instanceRoleArn }) =>
        instanceRoleArn ? [existingRole(instanceRoleArn).name] : [],
      ),
    ),
    buckets: bucketContexts(deploysOf(targets, 'S3')),
    services: uniqueBy(services, ({ cluster, service }) =>
      JSON.stringify([cluster, service]),
    ).map(({ cluster, service }) => ({ cluster, service })),
    taskRoleArns: unique(services.flatMap(({ taskRoleArns }) => taskRoleArns)),
    functions: unique(
      deploysOf(targets, 'Lambda').map(deploy => deploy.function),
    ),
    stackSets: stackSetContexts(deploysOf(targets, 'CloudFormationStackSet')),
    tests,
  };
}

/** The CodeBuild project of a test; equal tests of a place share one. */
export function testProject(
  spec: PipelineSpec,
  place: PlaceParts,
  test: CodeBuildTestSpec,
): string {
  const settings = JSON.stringify(test);
  return testContexts(spec, place)[
    distinctTests(place).findIndex(each => JSON.stringify(each) === settings)
  ].project;
}

function testContexts(spec: PipelineSpec, place: PlaceParts): TestContext[] {
  return distinctTests(place).map((test, index) => ({
    ...buildContext(test),
    id: String(index + 1),
    project:
      index === 0 ? `${spec.name}-test` : `${spec.name}-test-${index + 1}`,
  }));
}

function distinctTests({ targets }: PlaceParts): CodeBuildTestSpec[] {
  return uniqueBy(deploysOf(targets, 'CodeBuild'), test =>
    JSON.stringify(test),
  );
}

function cloudFormationContext(targets: TargetSpec[]) {
  const own = targets.filter(
    ({ deploy }) => deploy.provider === 'CloudFormation',
  );
  const deploys = deploysOf(targets, 'CloudFormation');
  if (deploys.length === 0) {
    return undefined;
  }
  const modes = new Set(deploys.map(({ mode }) => mode));
  return {
    usesChangeSets: modes.has('change-set'),
    usesDirectUpdates: modes.has('direct') || modes.has('replace-on-failure'),
    deletes: modes.has('delete') || modes.has('replace-on-failure'),
    usesTransforms: deploys.some(
      ({ mode, capabilities }) =>
        mode !== 'delete' && capabilities?.includes('CAPABILITY_AUTO_EXPAND'),
    ),
    passedRoleArns: unique(
      own.flatMap(({ deployRoleArn }) => deployRoleArn ?? []),
    ),
  };
}

function applicationContexts(
  applications: CodeDeployDeploySpec[],
): ApplicationContext[] {
  const makers = new Map<string, string>();
  return uniqueBy(applications, ({ application, deploymentGroup }) =>
    JSON.stringify([application, deploymentGroup]),
  ).map(({ application, deploymentGroup, create }, index) => {
    const id = String(index + 1);
    if (!create) {
      return { id, application, deploymentGroup };
    }
    const applicationId = makers.get(application) ?? id;
    makers.set(application, applicationId);
    return {
      id,
      application,
      deploymentGroup,
      create: {
        makesApplication: applicationId === id,
        applicationId,
        instanceTags: Object.entries(create.instanceTags).map(
          ([key, value]) => ({ key, value }),
        ),
        deploymentConfig:
          create.deploymentConfig ?? 'CodeDeployDefault.OneAtATime',
      },
    };
  });
}

function bucketContexts(deploys: S3DeploySpec[]): BucketContext[] {
  return uniqueBy(deploys, ({ bucket }) => bucket).map((deploy, index) => ({
    id: String(index + 1),
    name: deploy.bucket,
    create: deploy.create ?? false,
    ownership: deploy.ownership ?? 'BucketOwnerEnforced',
    setsAcl: setsAcl(deploy),
    keyArn: deploy.keyArn,
  }));
}

/** Where ACLs are on, an object belongs to whoever put it unless it says so. */
export function setsAcl({ ownership }: S3DeploySpec): boolean {
  return ownership !== undefined && ownership !== 'BucketOwnerEnforced';
}

function stackSetContexts(deploys: StackSetDeploySpec[]): StackSetContext[] {
  return uniqueBy(deploys, ({ stackSetName }) => stackSetName).map(
    ({ stackSetName, accounts, administrationRoleArn }) => ({
      name: stackSetName,
      administrationRole: accounts && { arn: administrationRoleArn },
    }),
  );
}

function deploysOf<P extends TargetSpec['deploy']['provider']>(
  targets: TargetSpec[],
  provider: P,
): Array<Extract<TargetSpec['deploy'], { provider: P }>> {
  return targets
    .map(({ deploy }) => deploy)
    .filter(
      (deploy): deploy is Extract<TargetSpec['deploy'], { provider: P }> =>
        deploy.provider === provider,
    );
}

function unique<T>(values: T[]): T[] {
  return [...new Set(values)];
}

function uniqueBy<T>(values: T[], keyOf: (value: T) => string): T[] {
  return [...new Map(values.map(value => [keyOf(value), value])).values()];
}
