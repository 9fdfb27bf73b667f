import {
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import type {
  BuildPhaseType,
  Project,
  StatusType,
} from '@aws-sdk/client-codebuild';
import type { actAs } from '../access/actAs';
import { authorize } from '../access/authorize';
import { Refusal, ServiceError } from '../front/ServiceError';
import { getObject, putObject } from '../s3/objects';
import type { Call } from '../world/Call';
import { pack, unpack, ZipError } from '../zip';
import {
  ArtifactsSpec,
  BuildPhaseSpec,
  BuildSpec,
  BuildSpecError,
  readBuildSpec,
} from './BuildSpec';
import { BuildRecord, MAX_LOG } from './CodeBuildState';
import { collectArtifacts } from './collectArtifacts';
import type { PipelineJob } from './PipelineJob';
import { assumeBuildRole } from './projects';
import { readBuildVariables } from './readBuildVariables';
import { commandUser, runCommands } from './runCommands';
import { runsShippedCommands } from './shippedCommands';

const SYSTEM_PATH =
  '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const DEFAULT_BUILDSPEC = 'buildspec.yml';
const MINUTE = 60_000;

/** A phase failed; the message is the one people see. */
class PhaseFailure extends Error {
  constructor(readonly code: string, message: string) {
    super(message);
  }
}

/** Lets the user who runs the commands have a folder and all that is in it. */
async function giveToCommands(folder: string): Promise<void> {
  if (!commandUser) {
    return;
  }
  const entries = await readdir(folder, { recursive: true });
  for (const path of [folder, ...entries.map(each => join(folder, each))]) {
    await chown(path, commandUser.uid, commandUser.gid);
  }
}

/** @throws Error for what is not there or lies outside of the folder */
async function readInside(folder: string, file: string): Promise<string> {
  if (!file.startsWith(`${folder}${sep}`)) {
    throw new Error(`${file} is outside of ${folder}`);
  }
  return readFile(file, 'utf8');
}

function quote(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}

/** Anything that goes wrong in a phase as CodeBuild reports it. */
function toFailure(error: unknown, subject: string): PhaseFailure {
  if (error instanceof PhaseFailure) {
    return error;
  }
  if (error instanceof BuildSpecError) {
    const [code] = error.message.split(':');
    return new PhaseFailure(code, error.message.slice(code.length + 2));
  }
  if (error instanceof Refusal) {
    return new PhaseFailure(
      'CLIENT_ERROR',
      `AccessDenied: ${error.message} status code: 403 for ${subject}`,
    );
  }
  if (error instanceof ServiceError) {
    return new PhaseFailure(
      'CLIENT_ERROR',
      `${error.code}: ${error.message} status code: ${error.status} for ${subject}`,
    );
  }
  if (error instanceof ZipError) {
    return new PhaseFailure('CLIENT_ERROR', `${error.message} for ${subject}`);
  }
  throw error;
}

/**
 * Carries out one build: fetches the source as the build role, runs the
 * buildspec's commands in a folder of their own, and stores what they made.
 */
export class BuildRun {
  private acting!: NonNullable<ReturnType<typeof actAs>>;
  private directory = '';
  private spec!: BuildSpec;
  private failure?: PhaseFailure;
  /** Variables whose values lie elsewhere. */
  private referred: Record<string, string> = {};

  constructor(
    private readonly call: Call,
    private readonly project: Project,
    private readonly record: BuildRecord,
    private readonly options: {
      job?: PipelineJob;
      environment: Record<string, string>;
    },
  ) {}

  async run(): Promise<void> {
    const { build } = this.record;
    const { world } = this.call;
    try {
      await this.phase('PROVISIONING', () => this.provision());
      await this.phase('DOWNLOAD_SOURCE', () => this.downloadSource());
      for (const phase of this.spec?.phases ?? []) {
        await this.runPhase(phase);
      }
      await this.phase('UPLOAD_ARTIFACTS', () => this.uploadArtifacts());
    } finally {
      if (this.directory) {
        await rm(this.directory, { recursive: true, force: true });
      }
      const stopped = this.record.stop.signal.aborted || world.signal.aborted;
      const failed = this.failure ? 'FAILED' : 'SUCCEEDED';
      build.buildStatus = stopped ? 'STOPPED' : failed;
      build.buildComplete = true;
      build.endTime = new Date();
      build.currentPhase = 'COMPLETED';
    }
  }

  /** Runs a phase, unless an earlier one failed, and writes down how it went. */
  private async phase(
    phaseType: BuildPhaseType,
    task: () => Promise<void>,
    subject = '',
  ): Promise<void> {
    if (this.failure) {
      return;
    }
    const { build } = this.record;
    const startTime = new Date();
    build.currentPhase = phaseType;
    await this.call.world.pause();
    let status: StatusType = 'SUCCEEDED';
    try {
      await task();
    } catch (error) {
      this.failure = toFailure(error, subject || this.sourceName());
      status = 'FAILED';
      this.log(
        `[Container] Phase ${phaseType} failed: ${this.failure.message}`,
      );
    }
    const endTime = new Date();
    build.phases = [
      ...(build.phases ?? []),
      {
        phaseType,
        phaseStatus: status,
        startTime,
        endTime,
        durationInSeconds: Math.round(
          (endTime.getTime() - startTime.getTime()) / 1_000,
        ),
        contexts: this.failure
          ? [{ statusCode: this.failure.code, message: this.failure.message }]
          : [],
      },
    ];
  }

  private sourceName(): string {
    const place = this.options.job?.inputs.find(
      ({ name }) => name === this.options.job?.primary,
    );
    return place
      ? `primary source and source version arn:aws:s3:::${place.bucket}/${place.key}`
      : 'primary source';
  }

  private log(line: string): void {
    this.record.log = `${this.record.log}${line}\n`.slice(0, MAX_LOG);
  }

  private async provision(): Promise<void> {
    const { build } = this.record;
    const id = build.id!.split(':')[1];
    try {
      this.acting = assumeBuildRole(
        this.call,
        this.project,
        `AWSCodeBuild-${id}`,
      );
    } catch (error) {
      throw error instanceof ServiceError
        ? new PhaseFailure('ACCESS_DENIED', error.message)
        : error;
    }
    const { call } = this.acting;
    const group = `/aws/codebuild/${this.project.name}`;
    const arn = `arn:aws:logs:${call.region}:${call.caller.account}:log-group:${group}`;
    try {
      authorize(call, {
        action: 'logs:CreateLogStream',
        resource: `${arn}:log-stream:${id}`,
      });
      authorize(call, {
        action: 'logs:PutLogEvents',
        resource: `${arn}:log-stream:${id}`,
      });
    } catch (error) {
      throw error instanceof Refusal
        ? new PhaseFailure(
            'ACCESS_DENIED',
            `Service role ${this.project.serviceRole} does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams for build ${build.arn}. Error message: ${error.message}`,
          )
        : error;
    }
    build.logs = { groupName: group, streamName: id };
    this.directory = await mkdtemp(join(tmpdir(), 'aws-sandbox-build-'));
  }

  private folderOf(artifact: string): string {
    const primary = artifact === this.options.job?.primary;
    return join(this.directory, primary ? 'src' : join('sources', artifact));
  }

  private async unpackInto(folder: string, zip: Buffer): Promise<void> {
    await mkdir(folder, { recursive: true });
    for (const [path, content] of Object.entries(unpack(zip))) {
      const target = join(folder, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
    }
  }

  private async downloadSource(): Promise<void> {
    const source = join(this.directory, 'src');
    await mkdir(source);
    for (const { name, bucket, key } of this.options.job?.inputs ?? []) {
      const { Body } = getObject(this.acting.call, {
        Bucket: bucket,
        Key: key,
      });
      await this.unpackInto(this.folderOf(name), Body);
    }
    const given = this.project.source?.buildspec ?? DEFAULT_BUILDSPEC;
    const isText =
      given.includes('\n') || given.trimStart().startsWith('version');
    const file = resolve(source, given);
    const text = isText
      ? given
      : await readInside(source, file).catch(() => {
          throw new PhaseFailure(
            'YAML_FILE_ERROR',
            `stat /codebuild/output/src/${given}: no such file or directory`,
          );
        });
    this.spec = readBuildSpec(text);
    this.referred = readBuildVariables(
      this.acting.call,
      this.project.environment?.environmentVariables ?? [],
    );
    await writeFile(join(this.directory, 'cwd'), source);
    await giveToCommands(this.directory);
  }

  /** Whether what this build runs came with the sandbox. */
  private get isShipped(): boolean {
    return runsShippedCommands(this.spec);
  }

  private requirePermission(): void {
    if (!this.call.world.runsAnyCommands && !this.isShipped) {
      throw new PhaseFailure(
        'COMMAND_EXECUTION_ERROR',
        'Builds run on the machine of whoever started the sandbox, so it runs only the commands of its sample services. To let builds run any commands, as the user who starts it, start the sandbox with AWS_SANDBOX_RUN_ANY_COMMANDS=yes.',
      );
    }
  }

  private environment(): Record<string, string> {
    const { build } = this.record;
    const { credential } = this.acting;
    const { call, options } = this;
    return {
      PATH: `${SYSTEM_PATH}:${dirname(process.execPath)}`,
      HOME: this.directory,
      LANG: 'C.UTF-8',
      AWS_REGION: call.region,
      AWS_DEFAULT_REGION: call.region,
      AWS_ENDPOINT_URL: call.world.endpoint,
      AWS_ACCESS_KEY_ID: credential.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credential.secretAccessKey,
      AWS_SESSION_TOKEN: credential.temporary.sessionToken,
      CI: 'true',
      CODEBUILD_BUILD_ARN: build.arn!,
      CODEBUILD_BUILD_ID: build.id!,
      CODEBUILD_BUILD_NUMBER: String(build.buildNumber),
      CODEBUILD_INITIATOR: build.initiator ?? '',
      CODEBUILD_SRC_DIR: join(this.directory, 'src'),
      ...Object.fromEntries(
        (options.job?.inputs ?? [])
          .filter(({ name }) => name !== options.job?.primary)
          .map(({ name }) => [
            `CODEBUILD_SRC_DIR_${name}`,
            this.folderOf(name),
          ]),
      ),
      ...(call.world.runsAnyCommands && this.givenEnvironment()),
    };
  }

  /** What others chose; a `PATH` among it makes any command another one. */
  private givenEnvironment(): Record<string, string> {
    const { project, options } = this;
    return {
      ...this.spec.variables,
      ...Object.fromEntries(
        (project.environment?.environmentVariables ?? [])
          .filter(({ type }) => type === undefined || type === 'PLAINTEXT')
          .map(({ name, value }) => [name!, value!]),
      ),
      ...this.referred,
      ...options.environment,
    };
  }

  /** Variables and folder go from phase to phase, as in one shell. */
  private script(commands: string[]): string {
    const state = (name: string) => quote(join(this.directory, name));
    return [
      'set -a',
      `[ -f ${state('env')} ] && . ${state('env')}`,
      `cd "$(cat ${state('cwd')})" || exit 1`,
      ...commands.flatMap((command, index) => [
        `printf '[Container] Running command %s\\n' ${quote(command)}`,
        `echo ${index} > ${state('command')}`,
        command,
        'codebuild_status=$?',
        '[ $codebuild_status -eq 0 ] || exit $codebuild_status',
      ]),
      `export -p > ${state('env')}`,
      `pwd > ${state('cwd')}`,
    ].join('\n');
  }

  private async runScript(commands: string[]): Promise<void> {
    this.requirePermission();
    const result = await runCommands({
      script: this.script(commands),
      directory: join(this.directory, 'src'),
      environment: this.environment(),
      timeout: (this.project.timeoutInMinutes ?? 1) * MINUTE,
      signal: AbortSignal.any([
        this.record.stop.signal,
        this.call.world.signal,
      ]),
      maxOutput: MAX_LOG,
    });
    this.log(result.output.trimEnd());
    if (result.exitCode === undefined) {
      throw new PhaseFailure(
        'BUILD_TIMED_OUT',
        'Build has timed out or was stopped.',
      );
    }
    if (result.exitCode !== 0) {
      const index = Number(
        await readFile(join(this.directory, 'command'), 'utf8').catch(
          () => '0',
        ),
      );
      throw new PhaseFailure(
        'COMMAND_EXECUTION_ERROR',
        `Error while executing command: ${commands[index]}. Reason: exit status ${result.exitCode}`,
      );
    }
  }

  private async runPhase(phase: BuildPhaseSpec): Promise<void> {
    const earlier = this.failure;
    const buildFailed =
      earlier && this.record.build.phases?.at(-1)?.phaseType === 'BUILD';
    if (earlier && !(phase.name === 'post_build' && buildFailed)) {
      return;
    }
    this.failure = undefined;
    await this.phase(phase.name.toUpperCase() as BuildPhaseType, async () => {
      try {
        await this.runScript(phase.commands);
      } finally {
        if (phase.finally.length > 0) {
          await this.runScript(phase.finally);
        }
      }
    });
    this.failure = earlier ?? this.failure;
  }

  private async store(
    spec: ArtifactsSpec,
    place: { bucket: string; key: string },
  ): Promise<void> {
    const files = await collectArtifacts(join(this.directory, 'src'), spec);
    putObject(this.acting.call, {
      Bucket: place.bucket,
      Key: place.key,
      Body: pack(files),
      ContentType: 'application/zip',
      // CodeBuild takes the project's key, whatever the pipeline's is.
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: this.project.encryptionKey?.endsWith(':alias/aws/s3')
        ? undefined
        : this.project.encryptionKey,
    });
  }

  private async uploadArtifacts(): Promise<void> {
    const { outputs = [] } = this.options.job ?? {};
    await this.exportVariables();
    for (const place of outputs) {
      const spec =
        this.spec.secondaryArtifacts[place.name] ?? this.spec.artifacts;
      if (!spec) {
        throw new PhaseFailure(
          'CLIENT_ERROR',
          'no artifacts are declared in the buildspec',
        );
      }
      try {
        await this.store(spec, place);
      } catch (error) {
        throw toFailure(
          error,
          `uploading artifacts to ${place.bucket}/${place.key}`,
        );
      }
    }
  }

  private async exportVariables(): Promise<void> {
    const names = this.spec.exportedVariables;
    if (names.length === 0) {
      return;
    }
    const { output } = await runCommands({
      script: `. ${quote(join(this.directory, 'env'))}\n${names
        .map(name => `printf '%s\\0' "$${name}"`)
        .join('\n')}`,
      directory: this.directory,
      environment: this.environment(),
      timeout: MINUTE,
      signal: this.call.world.signal,
      maxOutput: MAX_LOG,
    });
    const values = output.split('\0');
    this.record.build.exportedEnvironmentVariables = names.map(
      (name, index) => ({ name, value: values[index] ?? '' }),
    );
  }
}
