import * as z from 'zod';
import { say } from '../../report';
import { schemaOf } from '../../pipeline/vocabulary/schemaOf';
import { shaped, text } from '../../pipeline/vocabulary/textSchema';
import {
  requestsOn,
  resourceTarget,
  type ActionPlace,
  type Provider,
} from '../Provider';
import { uniqueBy, type TargetKind } from '../deploy/TargetKind';

function projectArn({
  configuration,
  partition,
  account,
  region,
}: ActionPlace) {
  return `arn:${partition}:codebuild:${region}:${account}:project/${configuration.ProjectName}`;
}

export const codeBuild: Provider = {
  kinds: ['Build/CodeBuild', 'Test/CodeBuild'],
  settings: ['ProjectName'],
  page: 'codepipeline/latest/userguide/action-reference-CodeBuild',
  calls(place) {
    const { configuration } = place;
    const isBatch = configuration.BatchEnabled === 'true';
    return [
      {
        says: caller =>
          say('call.run-builds', {
            caller,
            project: configuration.ProjectName,
          }),
        target: resourceTarget(place, `project ${configuration.ProjectName}`),
        // Builds are stopped only when somebody stops a run.
        requests: requestsOn(
          projectArn(place),
          isBatch
            ? {
                required: [
                  'codebuild:StartBuildBatch',
                  'codebuild:BatchGetBuildBatches',
                ],
                documented: ['codebuild:StopBuildBatch'],
              }
            : {
                required: ['codebuild:StartBuild', 'codebuild:BatchGetBuilds'],
                documented: ['codebuild:StopBuild'],
              },
        ),
      },
    ];
  },
  workers(place) {
    const arn = projectArn(place);
    const known = place.resources.project?.(arn);
    return [
      {
        what: 'project',
        arn,
        kinds: ['H5', 'H6'],
        roles: known && [
          {
            roleArn: known.serviceRole,
            purpose: 'build role',
            service: 'codebuild.amazonaws.com',
            serviceName: 'CodeBuild',
            reads: true,
            writes: Boolean(place.action.outputArtifacts?.length),
            isAssumed: true,
            runsCommands: true,
          },
        ],
        encryption: known && { keyArn: known.encryptionKey },
      },
    ];
  },
};

export const variableName = /* @__PURE__ */ shaped(
  /^[A-Za-z_]\w*$/,
  'the name of an environment variable: letters, digits and underscores',
  { max: 255 },
);

/** Both go into an ARN of a policy, where `*` and `$` would mean more. */
const storedName = /* @__PURE__ */ shaped(
  /^[\w/+=.@-]+$/,
  'the name of a parameter',
  {
    max: 512,
  },
);
export const secretName = /* @__PURE__ */ shaped(
  /^[\w/+=.@-]+(?::[\w+=.@-]+)?$/,
  'the name of a secret, perhaps with :key',
  { max: 512 },
);

export const buildSchema = /* @__PURE__ */ schemaOf(() =>
  z.strictObject({
    buildspec: text({ max: 25_000, multiline: true })
      .describe(
        'Path in the source, or the buildspec itself. Default buildspec.yml',
      )
      .optional(),
    image: shaped(/^[A-Za-z0-9][\w./:@-]*$/, 'the name of an image', {
      max: 512,
    })
      .describe(
        'Image to build in. Default aws/codebuild/amazonlinux2-x86_64-standard:5.0',
      )
      .optional(),
    environmentType: shaped(
      /^[A-Z0-9_]+$/,
      'an environment type such as LINUX_CONTAINER or ARM_CONTAINER',
      { max: 64 },
    )
      .describe(
        'Kind of machine, such as ARM_CONTAINER. Default LINUX_CONTAINER',
      )
      .optional(),
    computeType: shaped(
      /^BUILD_[A-Z0-9_]+$/,
      'a compute type such as BUILD_GENERAL1_SMALL',
      { max: 64 },
    )
      .describe('Size of the machine. Default BUILD_GENERAL1_SMALL')
      .optional(),
    privileged: z
      .boolean()
      .describe('Lets the build run containers')
      .optional(),
    environment: z
      .record(
        variableName,
        z.union([
          text({ max: 4096, min: 0, multiline: true }),
          z.strictObject({
            parameter: storedName.describe(
              'Name of a parameter of the Systems Manager',
            ),
          }),
          z.strictObject({
            secret: secretName.describe(
              'Name of a secret of the Secrets Manager, perhaps with :key',
            ),
          }),
        ]),
      )
      .describe(
        'Environment variables by name: a text, { parameter } or { secret }',
      )
      .optional(),
    cache: z
      .array(
        z.enum(
          ['source', 'docker-layers', 'custom'],
          'must be source, docker-layers or custom',
        ),
      )
      .describe('What is kept on the machine from one build to the next')
      .optional(),
    timeout: z
      .int('must be whole minutes')
      .min(5, 'must be at least 5 minutes')
      .max(480, 'must be at most 480 minutes')
      .describe('Minutes, 5 to 480. Default 60')
      .optional(),
  }),
);

/**
 * How CodeBuild builds or tests.
 *
 * @public
 */
export type BuildSpec = z.output<typeof buildSchema>;

type EnvironmentValue = NonNullable<BuildSpec['environment']>[string];

export const codeBuildTestSchema = /* @__PURE__ */ schemaOf(() =>
  z.strictObject({
    provider: z
      .literal('CodeBuild')
      .describe(
        'A test that CodeBuild runs in the target account, on the source',
      ),
    ...buildSchema.shape,
  }),
);

/**
 * A test that CodeBuild runs in the target account, on the source; where that is
 * in another account, on what the build puts out.
 *
 * @public
 */
export type CodeBuildTestSpec = z.output<typeof codeBuildTestSchema>;

/**
 * What templates can name of a CodeBuild project.
 *
 * @alpha
 */
export interface BuildContext {
  buildspec: string;
  image: string;
  environmentType: string;
  computeType: string;
  privileged: boolean;
  environment: Array<{ name: string; type: string; value: string }>;
  /** CodeBuild's names of what is cached. */
  cacheModes: string[];
  /** Minutes. */
  timeout: number;
  /** Names of parameters and secrets that the build reads. */
  parameters: string[];
  secrets: string[];
}

const cacheModes = {
  source: 'LOCAL_SOURCE_CACHE',
  'docker-layers': 'LOCAL_DOCKER_LAYER_CACHE',
  custom: 'LOCAL_CUSTOM_CACHE',
};

/**
 * @alpha
 */
export function buildContext(build: BuildSpec): BuildContext {
  const environment = Object.entries(build.environment ?? {});
  return {
    buildspec: build.buildspec ?? 'buildspec.yml',
    image: build.image ?? 'aws/codebuild/amazonlinux2-x86_64-standard:5.0',
    environmentType: build.environmentType ?? 'LINUX_CONTAINER',
    computeType: build.computeType ?? 'BUILD_GENERAL1_SMALL',
    privileged: build.privileged ?? false,
    environment: environment.map(([name, value]) => ({
      name,
      ...toVariable(value),
    })),
    cacheModes: (build.cache ?? []).map(mode => cacheModes[mode]),
    timeout: build.timeout ?? 60,
    parameters: environment.flatMap(([, value]) =>
      typeof value === 'object' && 'parameter' in value
        ? [value.parameter.replace(/^\//, '')]
        : [],
    ),
    secrets: environment.flatMap(([, value]) =>
      typeof value === 'object' && 'secret' in value
        ? [value.secret.split(':')[0]]
        : [],
    ),
  };
}

function toVariable(value: EnvironmentValue) {
  if (typeof value === 'string') {
    return { type: 'PLAINTEXT', value };
  }
  return 'parameter' in value
    ? { type: 'PARAMETER_STORE', value: value.parameter }
    : { type: 'SECRETS_MANAGER', value: value.secret };
}

/** Equal tests of a place share a project. */
function projectsOf(
  tests: CodeBuildTestSpec[],
  { pipeline }: { pipeline: string },
) {
  return uniqueBy(tests, test => JSON.stringify(test)).map((test, index) => ({
    key: JSON.stringify(test),
    ...buildContext(test),
    id: String(index + 1),
    project: index === 0 ? `${pipeline}-test` : `${pipeline}-test-${index + 1}`,
  }));
}

export const codeBuildTarget: TargetKind<CodeBuildTestSpec> = {
  category: 'Test',
  provider: 'CodeBuild',
  thing: () => 'test',
  actions: (test, place, alike) => [
    {
      suffix: 'test',
      readsSource: true,
      settings: {
        ProjectName: projectsOf(alike, place).find(
          ({ key }) => key === JSON.stringify(test),
        )!.project,
      },
    },
  ],
  actionReads: false,
  readers: () => ['test'],
  roles: () => ['test'],
  makes: () => ['test'],
  context: (tests, place) => ({ tests: projectsOf(tests, place) }),
};
