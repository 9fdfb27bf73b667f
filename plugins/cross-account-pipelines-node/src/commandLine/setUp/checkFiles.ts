import {
  checkPlan,
  type EstateLookUp,
} from 'backstage-plugin-cross-account-pipelines-core';
import { awsReference } from '../../reference';
import type { CheckResult } from './CheckResult';
import { checkSetUp } from './checkSetUp';
import type { Invocation } from '../Invocation';
import { loadSetUp } from './loadSetUp';
import { readPortalConfig, type PortalConfig } from './PortalConfig';
import { readPlan } from './readPlan';
import { readProviderPlaces } from './readProviderPlaces';
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
      'check takes one folder, spec or plan, or --live and the ARN of a pipeline',
    );
  }
  const portal = await readPortalConfig({ file, folder, env });
  const plan = await readPlan(operands[0], folder);
  if (plan !== undefined) {
    return {
      portal,
      checked: await judgePlan(
        plan,
        operands[0],
        options,
        portal,
        lookUpFor?.(portal),
      ),
    };
  }
  if (options.provider) {
    throw new UsageError(
      '--provider says where a provider of a Terraform plan works',
    );
  }
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

async function judgePlan(
  plan: unknown,
  file: string,
  options: Invocation['options'],
  { accounts }: PortalConfig,
  lookUp?: EstateLookUp,
): Promise<CheckResult> {
  if (options.deployed || options.templates || options.bootstrap) {
    throw new UsageError(
      'a Terraform plan is checked without --deployed, --templates and --bootstrap',
    );
  }
  const { reports, findings, keyNames } = await checkPlan({
    plan,
    file,
    providers: readProviderPlaces(options.provider ?? []),
    accounts,
    awsReference,
    lookUp,
  });
  return { reports, findings, keyNames };
}
