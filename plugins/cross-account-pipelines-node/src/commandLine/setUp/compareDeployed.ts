import { InputError } from '@backstage/errors';
import type { AwsClients } from '../../aws';
import { findingsOfPlan, planDeployment } from '../../deployment';
import { manifestName } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { CheckResult } from './CheckResult';
import { placeInSetUp } from './placeInSetUp';
import type { SetUp } from './readSetUp';

/**
 * Adds to a check what a deployment would change of what is deployed, and finds
 * the permissions that would get wider. What cannot be compared is an error: a
 * check that AWS does not let look must not pass.
 */
export async function compareDeployed(
  setUp: SetUp,
  checked: CheckResult,
  look: { clients: AwsClients; concurrency?: number },
): Promise<CheckResult> {
  const { plan, change, findings } = await planSetUp(setUp, look);
  return {
    ...checked,
    plan,
    change,
    findings: [
      ...checked.findings,
      ...findings.map(finding => placeInSetUp(finding, setUp)),
    ],
  };
}

async function planSetUp(
  { manifest, templates }: SetUp,
  look: { clients: AwsClients; concurrency?: number },
): Promise<Pick<CheckResult, 'plan' | 'change' | 'findings'>> {
  try {
    const { stacks: plan, change } = await planDeployment({
      manifest,
      templates,
      ...look,
      purpose: 'read',
    });
    return {
      plan,
      change,
      findings: findingsOfPlan({ plan, manifest, templates }),
    };
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
    return {
      findings: [
        {
          rule: 'not-compared',
          level: 'error',
          message: `Nothing can be compared with what is deployed: ${error.message}.`,
          place: { file: manifestName },
        },
      ],
    };
  }
}
