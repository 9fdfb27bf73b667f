import type { CheckFinding } from 'backstage-plugin-cross-account-pipelines-core';
import { DefaultAwsClients } from '../../aws';
import {
  formatRollOut,
  rollOut,
  RollOutProgress,
  type RollOutReport,
} from '../../rollOut';
import { applyPolicy } from '../setUp/applyPolicy';
import { exitCodes, type ExitCode } from '../ExitCode';
import type { Invocation } from '../Invocation';
import { plainLines } from '../output/plainText';
import { readPortalConfig } from '../setUp/PortalConfig';
import { readConcurrency } from './readConcurrency';
import { readTemplates } from '../setUp/renderSpec';
import type { Terminal } from '../Terminal';
import { UsageError } from '../UsageError';

const codes: Record<RollOutReport['outcome'], ExitCode> = {
  'nothing-to-do': exitCodes.healthy,
  planned: exitCodes.healthy,
  finished: exitCodes.healthy,
  refused: exitCodes.findings,
  stopped: exitCodes.findings,
};

/** Brings new templates or guardrails to pipelines that the suite has made. */
export async function rollOutCommand(
  { operands, options }: Invocation,
  { stdout, stderr, env, folder }: Terminal,
): Promise<ExitCode> {
  const { config: file, policy, json, progress } = options;
  if (operands.length === 0) {
    throw new UsageError('roll-out takes the ARNs of pipelines');
  }
  const dryRun = options['dry-run'];
  const counts = {
    concurrency: readConcurrency(options.concurrency),
    canary: readCount('canary', options.canary, 0),
    wave: readCount('wave', options.wave, 1),
  };
  const portal = await readPortalConfig({ file, folder, env });
  const { accounts, config, guardrails, stackRules } = portal;
  const told = new RollOutProgress({ accounts });
  const report = await rollOut({
    ...counts,
    pipelineArns: operands,
    templates: await readTemplates({
      portal,
      templates: options.templates,
      folder,
    }),
    guardrails: guardrails?.spec,
    clients: DefaultAwsClients.fromConfig(config),
    accounts,
    stackRules,
    existingRoles: guardrails?.existingRoles,
    judge: (findings: CheckFinding[]) =>
      applyPolicy(findings, { file: policy, folder, portal }),
    allowUnknown: options['allow-unknown'],
    lock: { takeOver: options['take-over'] },
    dryRun,
    onEvent: event => {
      const text = told.add(event);
      if (text !== undefined && (progress || dryRun)) {
        stderr.write(plainLines(text));
      }
    },
  });
  stdout.write(
    json
      ? `${JSON.stringify({ version: 1, ...report }, null, 2)}\n`
      : plainLines(formatRollOut(report).join('\n')),
  );
  return codes[report.outcome];
}

/** @throws UsageError when it is no number of pipelines */
function readCount(
  name: string,
  text: string | undefined,
  least: number,
): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || text.trim() === '') {
    throw new UsageError(
      `--${name} is ${text}; it takes a number of pipelines, ${least} or more`,
    );
  }
  return number;
}
