import { resolve } from 'node:path';
import {
  applyFindingPolicy,
  type CheckFinding,
  FindingPolicyError,
  type JudgedFinding,
  parseFindingPolicy,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { PortalConfig } from './PortalConfig';
import { UsageError } from '../UsageError';
import { readYamlFile } from './YamlFile';

/**
 * Takes findings as the policy file says, or else the portal's configuration.
 *
 * @returns with a note for each rule of the file that fits nothing
 * @throws UsageError when the file is not right
 */
export async function applyPolicy(
  findings: CheckFinding[],
  options: { file?: string; folder: string; portal: PortalConfig },
): Promise<JudgedFinding[]> {
  const { file, folder, portal } = options;
  if (file === undefined) {
    const { findingPolicy: policy } = portal;
    return applyFindingPolicy({ policy, findings }).findings;
  }
  const yaml = await readYamlFile(resolve(folder, file), file);
  try {
    const policy = parseFindingPolicy(yaml.value);
    const ruled = applyFindingPolicy({ policy, findings });
    return [
      ...ruled.findings,
      ...ruled.unused.map((rule): JudgedFinding => {
        const index = policy.rules.indexOf(rule);
        return {
          rule: 'unused-policy-rule',
          level: 'note',
          message: `The rule for ${rule.rule} fits nothing that was found.`,
          place: { file, ...yaml.locate(['rules', index]) },
        };
      }),
    ];
  } catch (error) {
    throw error instanceof FindingPolicyError
      ? new UsageError(`${file}: ${error.message.replaceAll('\n', '; ')}`)
      : error;
  }
}
