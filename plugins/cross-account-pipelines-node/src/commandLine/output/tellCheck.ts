import {
  blockingFindings,
  unknownHops,
} from 'backstage-plugin-cross-account-pipelines-core';
import { applyPolicy } from '../setUp/applyPolicy';
import type { CheckResult } from '../setUp/CheckResult';
import { exitCodes, type ExitCode } from '../ExitCode';
import { formatCheck } from './formatCheck';
import type { Invocation } from '../Invocation';
import { paintFor } from './Paint';
import type { PortalConfig } from '../setUp/PortalConfig';
import type { Terminal } from '../Terminal';
import { toSarif } from './toSarif';

/** Prints what a check found, as it was asked for, and says how it ended. */
export async function tellCheck(
  { reports, findings, plan, change, failures }: CheckResult,
  context: {
    options: Invocation['options'];
    terminal: Terminal;
    portal: PortalConfig;
  },
): Promise<ExitCode> {
  const {
    options,
    terminal: { stdout, folder },
    portal,
  } = context;
  const judged = await applyPolicy(findings, {
    file: options.policy,
    folder,
    portal,
  });
  if (options.sarif) {
    stdout.write(toJson(toSarif(judged, { folder })));
  } else if (options.json) {
    stdout.write(
      toJson({
        version: 1,
        findings: judged,
        reports,
        plan,
        change,
        failures,
      }),
    );
  } else {
    stdout.write(
      formatCheck(
        { reports, findings: judged, plan, change, failures },
        paintFor(stdout),
      ),
    );
  }
  if (blockingFindings(judged).length > 0) {
    return exitCodes.findings;
  }
  return !options['allow-unknown'] && unknownHops(reports).length > 0
    ? exitCodes.unknown
    : exitCodes.healthy;
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
