import type {
  BuildSpec,
  EnvironmentValue,
} from 'backstage-plugin-cross-account-pipelines-core';

/**
 * What templates can name of a CodeBuild project.
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
