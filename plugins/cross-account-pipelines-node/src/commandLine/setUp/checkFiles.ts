import type { EstateLookUp } from 'backstage-plugin-cross-account-pipelines-core';
import type { CheckResult } from './CheckResult';
import { checkSetUp } from './checkSetUp';
import type { Invocation } from '../Invocation';
import { loadSetUp } from './loadSetUp';
import { readPortalConfig, type PortalConfig } from './PortalConfig';
import type { SetUp } from './readSetUp';
import type { Terminal } from '../Terminal';
import { UsageError } from '../UsageError';

/**
 * Judges the set-up that an invocation names.
 *
 * @param lookUpFor - what asks AWS for what no template makes; without it, nobody
 *   asks
 * @returns no `setUp` where it cannot be read; the findings say why
 */
export async function checkFiles(
  { operands, options }: Invocation,
  { folder, env }: Terminal,
  lookUpFor?: (portal: PortalConfig) => EstateLookUp,
): Promise<{ portal: PortalConfig; setUp?: SetUp; checked: CheckResult }> {
  const { config: file, templates, bootstrap } = options;
  if (operands.length !== 1) {
    throw new UsageError(
      'check takes one folder or one spec, or --live and the ARN of a pipeline',
    );
  }
  const portal = await readPortalConfig({ file, folder, env });
  const setUp = await loadSetUp(operands[0], {
    portal,
    folder,
    templates,
    bootstrap,
  });
  if (Array.isArray(setUp)) {
    return { portal, checked: { reports: [], findings: setUp } };
  }
  const checked = await checkSetUp(setUp, {
    accounts: portal.accounts,
    lookUp: lookUpFor?.(portal),
  });
  return { portal, setUp, checked };
}
