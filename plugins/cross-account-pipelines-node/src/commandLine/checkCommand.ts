import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import {
  assemblyManifestName,
  assessPipeline,
  blockingFindings,
  type CheckFinding,
  findingsOfReport,
  manifestName,
} from 'backstage-plugin-cross-account-pipelines-core';
import { DefaultAwsClients } from '../aws';
import { collectEstate } from '../collection';
import { applyPolicy } from './applyPolicy';
import { checkSetUp, type CheckResult } from './checkSetUp';
import { compareDeployed } from './compareDeployed';
import { exitCodes, type ExitCode } from './ExitCode';
import { formatCheck } from './formatCheck';
import type { Invocation } from './Invocation';
import { paintFor } from './Paint';
import { readFailedActions } from './readFailedActions';
import { readPortalConfig, type PortalConfig } from './PortalConfig';
import { readAssembly } from './readAssembly';
import { readSetUp, type SetUp } from './readSetUp';
import { renderSpec } from './renderSpec';
import type { Terminal } from './Terminal';
import { toSarif } from './toSarif';
import { UsageError } from './UsageError';
import { readYamlFile, type YamlFile } from './YamlFile';

/** Judges a set-up, or a pipeline in AWS. */
export async function checkCommand(
  { operands, options }: Invocation,
  terminal: Terminal,
): Promise<ExitCode> {
  const { stdout, folder, env } = terminal;
  const { live, config: file } = options;
  const portal = await readPortalConfig({ file, folder, env });
  const { reports, findings, plan, failures } =
    live === undefined
      ? await checkFiles(onlyPath(operands), { portal, folder, options })
      : await checkLive(live, operands, { portal, folder, options });
  const judged = await applyPolicy(findings, {
    file: options.policy,
    folder,
    portal,
  });
  if (options.sarif) {
    stdout.write(toJson(toSarif(judged, { folder })));
  } else if (options.json) {
    stdout.write(
      toJson({ version: 1, findings: judged, reports, plan, failures }),
    );
  } else {
    stdout.write(
      formatCheck(
        { reports, findings: judged, plan, failures },
        paintFor(stdout),
      ),
    );
  }
  return blockingFindings(judged).length > 0
    ? exitCodes.findings
    : exitCodes.healthy;
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function onlyPath(operands: string[]): string {
  if (operands.length !== 1) {
    throw new UsageError(
      'check takes one folder or one spec, or --live and the ARN of a pipeline',
    );
  }
  return operands[0];
}

/** What pipelines are read and judged with. */
interface CheckScope {
  portal: PortalConfig;
  folder: string;
  options: Invocation['options'];
}

async function checkFiles(
  path: string,
  scope: CheckScope,
): Promise<CheckResult> {
  const { portal, folder, options } = scope;
  const isFolder = await stat(resolve(folder, path)).then(
    stats => stats.isDirectory(),
    () => false,
  );
  const setUp = (await isAssembly(resolve(folder, path)))
    ? await readAssembly({
        assembly: path,
        folder,
        bootstrap: options.bootstrap,
      })
    : await readWritten(isFolder ? join(path, manifestName) : path, scope);
  if (Array.isArray(setUp)) {
    return { reports: [], findings: setUp };
  }
  const checked = await checkSetUp(setUp, portal.accounts);
  return options.deployed
    ? compareDeployed(
        setUp,
        checked,
        DefaultAwsClients.fromConfig(portal.config),
      )
    : checked;
}

/** Whether a folder is what `cdk synth` writes. */
async function isAssembly(path: string): Promise<boolean> {
  const isThere = (name: string) =>
    stat(join(path, name)).then(
      stats => stats.isFile(),
      () => false,
    );
  return (
    (await isThere(assemblyManifestName)) && !(await isThere(manifestName))
  );
}

/** A manifest with its templates, or a spec that is rendered first. */
async function readWritten(
  name: string,
  scope: CheckScope,
): Promise<SetUp | CheckFinding[]> {
  const path = resolve(scope.folder, name);
  const yaml = await readYamlFile(path, name);
  return basename(name) === manifestName || isManifest(yaml)
    ? readSetUp(yaml, dirname(path))
    : renderedSetUp(yaml, scope);
}

/** A manifest may have any name; what it holds tells it from a spec. */
function isManifest({ value }: YamlFile): boolean {
  return typeof value === 'object' && value !== null && 'stacks' in value;
}

async function renderedSetUp(
  specFile: YamlFile,
  { portal, folder, options: { templates } }: CheckScope,
): Promise<SetUp | CheckFinding[]> {
  const rendered = await renderSpec({ specFile, portal, templates, folder });
  return Array.isArray(rendered)
    ? rendered
    : {
        manifest: rendered.manifest,
        templates: rendered.files,
        renderedFrom: { file: specFile.file, rendered },
      };
}

async function checkLive(
  pipelineArn: string,
  operands: string[],
  { portal: { config, accounts }, options }: CheckScope,
): Promise<CheckResult> {
  if (operands.length > 0) {
    throw new UsageError('check takes either files or --live, not both');
  }
  if (options.deployed) {
    throw new UsageError(
      'check compares files with what is deployed: --deployed needs no --live',
    );
  }
  const clients = DefaultAwsClients.fromConfig(config);
  const estate = await collectEstate({ clients, pipelineArn });
  const report = assessPipeline({ estate, pipelineArn, accounts });
  const failures = await readFailedActions({ clients, report });
  return { reports: [report], findings: findingsOfReport(report), failures };
}
