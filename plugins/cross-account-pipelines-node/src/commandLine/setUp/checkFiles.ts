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
 * @returns no `setUp` where it cannot be read; the findings say why
 */
export async function checkFiles(
  { operands, options }: Invocation,
  { folder, env }: Terminal,
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
  return Array.isArray(setUp)
    ? { portal, checked: { reports: [], findings: setUp } }
    : { portal, setUp, checked: await checkSetUp(setUp, portal.accounts) };
}
