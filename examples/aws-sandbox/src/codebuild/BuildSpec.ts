import { parse } from 'yaml';

/**
 * One place for output, as a buildspec's `artifacts` says.
 */
export interface ArtifactsSpec {
  files: string[];
  excluded: string[];
  baseDirectory: string;
  discardPaths: boolean;
}

export interface BuildPhaseSpec {
  name: 'install' | 'pre_build' | 'build' | 'post_build';
  commands: string[];
  finally: string[];
}

/**
 * The parts of a buildspec that the sandbox carries out.
 * See `codebuild/latest/userguide/build-spec-ref`.
 */
export interface BuildSpec {
  variables: Record<string, string>;
  exportedVariables: string[];
  phases: BuildPhaseSpec[];
  artifacts?: ArtifactsSpec;
  secondaryArtifacts: Record<string, ArtifactsSpec>;
}

/**
 * A buildspec that cannot be carried out.
 */
export class BuildSpecError extends Error {}

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

const PHASES = ['install', 'pre_build', 'build', 'post_build'] as const;

function strings(value: unknown, where: string): string[] {
  const list = value === undefined || value === null ? [] : [value].flat();
  if (
    !list.every(item => ['string', 'number', 'boolean'].includes(typeof item))
  ) {
    throw new BuildSpecError(
      `YAML_FILE_ERROR: Expected Commands[0] to be of string type: found another type in ${where}`,
    );
  }
  return list.map(String);
}

function record(value: unknown, where: string): Record<string, unknown> {
  if (value === undefined || value === null) {
    return {};
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new BuildSpecError(`YAML_FILE_ERROR: ${where} is not a mapping`);
  }
  return value as Record<string, unknown>;
}

function artifactsOf(
  value: Record<string, unknown>,
  where: string,
): ArtifactsSpec {
  return {
    files: strings(value.files, `${where}/files`),
    excluded: strings(value['exclude-paths'], `${where}/exclude-paths`),
    baseDirectory: String(value['base-directory'] ?? '.'),
    discardPaths: ['yes', 'true'].includes(String(value['discard-paths'])),
  };
}

/**
 * Reads a buildspec.
 *
 * @throws BuildSpecError
 */
export function readBuildSpec(text: string): BuildSpec {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    throw new BuildSpecError(`YAML_FILE_ERROR: ${error}`);
  }
  const spec = record(document, 'The buildspec');
  if (spec.version === undefined) {
    throw new BuildSpecError('YAML_FILE_ERROR: Version is missing');
  }
  const env = record(spec.env, 'env');
  const phases = record(spec.phases, 'phases');
  if (Object.keys(phases).length === 0) {
    throw new BuildSpecError('YAML_FILE_ERROR: phases is missing');
  }
  const exportedVariables = strings(env['exported-variables'], 'env');
  const unnamable = exportedVariables.find(name => !VARIABLE.test(name));
  if (unnamable !== undefined) {
    throw new BuildSpecError(
      `YAML_FILE_ERROR: ${unnamable} in env/exported-variables is no name of a variable`,
    );
  }
  const artifacts = record(spec.artifacts, 'artifacts');
  const secondary = record(
    artifacts['secondary-artifacts'],
    'artifacts/secondary-artifacts',
  );
  return {
    variables: Object.fromEntries(
      Object.entries(record(env.variables, 'env/variables')).map(
        ([name, value]) => [name, String(value)],
      ),
    ),
    exportedVariables,
    phases: PHASES.filter(name => phases[name] !== undefined).map(name => {
      const phase = record(phases[name], `phases/${name}`);
      return {
        name,
        commands: strings(phase.commands, `phases/${name}/commands`),
        finally: strings(phase.finally, `phases/${name}/finally`),
      };
    }),
    ...(spec.artifacts !== undefined && {
      artifacts: artifactsOf(artifacts, 'artifacts'),
    }),
    secondaryArtifacts: Object.fromEntries(
      Object.entries(secondary).map(([name, value]) => [
        name,
        artifactsOf(record(value, name), name),
      ]),
    ),
  };
}
