import { blockingFindings } from 'backstage-plugin-cross-account-pipelines-core';
import {
  nameKeys,
  unknownHops,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
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
  { reports, findings, keyNames = {}, plan, change, failures }: CheckResult,
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
  const tell = (text: string) => stdout.write(nameKeys(text, keyNames));
  const judged = await applyPolicy(findings, {
    file: options.policy,
    folder,
    portal,
  });
  if (options.sarif) {
    tell(toJson(toSarif(judged, { folder })));
  } else if (options.json) {
    tell(
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
    tell(
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
