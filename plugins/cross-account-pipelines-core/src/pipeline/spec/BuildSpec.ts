/**
 * How CodeBuild builds or tests.
 *
 * @public
 */
export interface BuildSpec {
  /** Path in the source, or the buildspec itself as text. Default `buildspec.yml`. */
  buildspec?: string;
  /** Default `aws/codebuild/amazonlinux2-x86_64-standard:5.0`. */
  image?: string;
  /** Default `LINUX_CONTAINER`. */
  environmentType?: string;
  /** Default `BUILD_GENERAL1_SMALL`. */
  computeType?: string;
  /** Lets the build run containers. */
  privileged?: boolean;
  /** Environment variables; secrets by the name under which they are kept. */
  environment?: Record<string, EnvironmentValue>;
  /** What is kept from one build to the next on the machine. */
  cache?: Array<'source' | 'docker-layers' | 'custom'>;
  /** Minutes. Default 60. */
  timeout?: number;
}

/**
 * @public
 */
export type EnvironmentValue =
  | string
  /** Name of a parameter of the Systems Manager. */
  | { parameter: string }
  /** Name of a secret of the Secrets Manager, perhaps with `:key`. */
  | { secret: string };
