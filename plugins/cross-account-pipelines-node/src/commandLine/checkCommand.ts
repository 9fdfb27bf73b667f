import {
  assessPipeline,
  blockingFindings,
  findingsOfReport,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import { DefaultAwsClients } from '../aws';
import { collectEstate } from '../collection';
import { applyPolicy } from './applyPolicy';
import { checkSetUp, type CheckResult } from './checkSetUp';
import { compareDeployed } from './compareDeployed';
import { exitCodes, type ExitCode } from './ExitCode';
import { formatCheck } from './formatCheck';
import type { Invocation } from './Invocation';
import { loadSetUp } from './loadSetUp';
import { paintFor } from './Paint';
import { readFailedActions } from './readFailedActions';
import { readPortalConfig, type PortalConfig } from './PortalConfig';
import type { Terminal } from './Terminal';
import { toSarif } from './toSarif';
import { UsageError } from './UsageError';

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
  if (blockingFindings(judged).length > 0) {
    return exitCodes.findings;
  }
  return !options['allow-unknown'] && leavesUnknown(reports)
    ? exitCodes.unknown
    : exitCodes.healthy;
}

/** Whether there is a hop of which nobody can tell. */
export function leavesUnknown(reports: PipelineReport[]): boolean {
  return reports.some(({ hops, links }) =>
    [...hops, ...links.flatMap(link => link.hops)].some(
      ({ health }) => health === 'unknown',
    ),
  );
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
  { portal, folder, options }: CheckScope,
): Promise<CheckResult> {
  const { templates, bootstrap } = options;
  const setUp = await loadSetUp(path, { portal, folder, templates, bootstrap });
  if (Array.isArray(setUp)) {
    return { reports: [], findings: setUp };
  }
  const checked = await checkSetUp(setUp, portal.accounts);
  if (!options.deployed) {
    return checked;
  }
  const clients = DefaultAwsClients.fromConfig(portal.config);
  return compareDeployed(setUp, checked, clients);
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
