import type {
  CheckFinding,
  ConfiguredAccount,
} from 'backstage-plugin-cross-account-pipelines-core';
import { type AwsClients, DefaultAwsClients } from '../../aws';
import { NotCertainError } from '../../deployment';
import {
  formatRollOut,
  listRecordedPipelines,
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
  if (operands.length === 0 ? !options.all : options.all) {
    throw new UsageError('roll-out takes the ARNs of pipelines, or --all');
  }
  const dryRun = options['dry-run'];
  const counts = {
    concurrency: readConcurrency(options.concurrency),
    canary: readCount('canary', options.canary, 0),
    wave: readCount('wave', options.wave, 1),
  };
  const portal = await readPortalConfig({ file, folder, env });
  const { accounts, config, guardrails, stackRules } = portal;
  const clients = DefaultAwsClients.fromConfig(config);
  const told = new RollOutProgress({ accounts });
  const report = await rollOut({
    ...counts,
    pipelineArns: options.all
      ? await findAll({
          clients,
          accounts,
          allowUnknown: options['allow-unknown'],
        })
      : operands,
    templates: await readTemplates({
      portal,
      templates: options.templates,
      folder,
    }),
    guardrails: guardrails?.spec,
    clients,
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

/**
 * @throws UsageError when no configuration says where pipelines live, or there are
 * none
 * @throws NotCertainError when not all of these accounts could be asked
 */
async function findAll(options: {
  clients: AwsClients;
  accounts?: ConfiguredAccount[];
  allowUnknown?: boolean;
}): Promise<string[]> {
  const { clients, accounts, allowUnknown } = options;
  if (!accounts) {
    throw new UsageError(
      'roll-out --all takes the accounts in which pipelines live from --config, where crossAccountPipelines.accounts lists them',
    );
  }
  const { pipelineArns, unread } = await listRecordedPipelines({
    clients,
    accounts,
  });
  if (unread.length > 0 && !allowUnknown) {
    throw new NotCertainError(
      unread.map(
        ({ account, region, reason }) =>
          `which pipelines there are in account ${account}, ${region}: ${reason}`,
      ),
    );
  }
  if (pipelineArns.length === 0) {
    throw new UsageError(
      'roll-out --all: in the accounts of --config there is no pipeline that this suite has made',
    );
  }
  return pipelineArns;
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
