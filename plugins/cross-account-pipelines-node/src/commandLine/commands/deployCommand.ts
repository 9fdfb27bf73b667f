import {
  blockingFindings,
  type CheckFinding,
} from 'backstage-plugin-cross-account-pipelines-core';
import { unknownHops } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { DefaultAwsClients } from '../../aws';
import { lookUpEstate } from '../../collection';
import { deployManifest, findingsOfPlan } from '../../deployment';
import { applyPolicy } from '../setUp/applyPolicy';
import { describeRemoved, describeStacks } from '../output/describeRemoved';
import { checkSetUp } from '../setUp/checkSetUp';
import { exitCodes, type ExitCode } from '../ExitCode';
import { formatCheck } from '../output/formatCheck';
import type { Invocation } from '../Invocation';
import { loadSetUp } from '../setUp/loadSetUp';
import { paintFor } from '../output/Paint';
import { plainLines } from '../output/plainText';
import { readPortalConfig } from '../setUp/PortalConfig';
import { followDeployment } from './followDeployment';
import { readConcurrency } from './readConcurrency';
import type { Terminal } from '../Terminal';
import { UsageError } from '../UsageError';

/** Deploys a set-up, unless something in it would be refused or broken. */
export async function deployCommand(
  { operands, options }: Invocation,
  terminal: Terminal,
): Promise<ExitCode> {
  const { stdout, stderr, env, folder } = terminal;
  const { templates, config: file, policy, json, adopt, progress } = options;
  if (operands.length !== 1) {
    throw new UsageError('deploy takes one folder or one spec');
  }
  const concurrency = readConcurrency(options.concurrency);
  const allowUnknown = options['allow-unknown'];
  const dryRun = options['dry-run'];
  const removal = {
    deleteApplicationStacks: options['application-stacks'],
    emptyBuckets: options['empty-buckets'],
  };
  const removes = options['remove-leftovers'];
  if (!removes && (removal.deleteApplicationStacks || removal.emptyBuckets)) {
    throw new UsageError(
      'deploy takes --application-stacks and --empty-buckets with --remove-leftovers only',
    );
  }
  const portal = await readPortalConfig({ file, folder, env });
  const judge = (findings: CheckFinding[]) =>
    applyPolicy(findings, { file: policy, folder, portal });
  const clients = DefaultAwsClients.fromConfig(portal.config);
  const setUp = await loadSetUp(operands[0], { portal, folder, templates });
  const checked = Array.isArray(setUp)
    ? { reports: [], findings: setUp }
    : await checkSetUp(setUp, {
        accounts: portal.accounts,
        lookUp: (estate, arns) => lookUpEstate(estate, arns, { clients }),
      });
  const findings = await judge(checked.findings);
  if (Array.isArray(setUp) || blockingFindings(findings).length > 0) {
    stderr.write(formatCheck({ ...checked, findings }, paintFor(stderr)));
    return exitCodes.findings;
  }
  if (!allowUnknown && unknownHops(checked.reports).length > 0) {
    stderr.write(formatCheck({ ...checked, findings }, paintFor(stderr)));
    stderr.write(
      'Something is unknown; nothing was changed. --allow-unknown goes on all the same.\n',
    );
    return exitCodes.unknown;
  }
  const { manifest, templates: texts } = setUp;
  const { accounts } = portal;
  const follow = { accounts, progress: progress || dryRun };
  return followDeployment(terminal, follow, async onEvent => {
    const plan: CheckFinding[] = [];
    const result = await deployManifest({
      manifest,
      templates: texts,
      clients,
      stackRules: portal.stackRules,
      existingRoles: portal.guardrails?.existingRoles,
      adopt,
      lock: { takeOver: options['take-over'] },
      allowUnknown,
      allowLoss: options['allow-loss'],
      removeLeftovers: removes ? removal : undefined,
      concurrency,
      dryRun,
      onEvent: event => {
        onEvent(event);
        if (event.type === 'deployment-planned') {
          const found = findingsOfPlan({
            plan: event.stacks,
            manifest,
            templates: texts,
          });
          plan.push(...found.filter(({ rule }) => rule === 'wider-permission'));
        }
      },
      beforeWriting: async () => {
        const blocking = blockingFindings(await judge(plan));
        if (blocking.length > 0) {
          stderr.write(
            formatCheck({ reports: [], findings: blocking }, paintFor(stderr)),
          );
          throw new UsageError(
            'The policy for findings does not let that pass; nothing was changed',
          );
        }
      },
    });
    stdout.write(
      json
        ? `${JSON.stringify({ version: 1, ...result }, null, 2)}\n`
        : plainLines(
            [
              ...describeStacks(result.stacks, dryRun),
              ...(result.leftovers ? describeRemoved(result.leftovers) : []),
            ].join('\n'),
          ),
    );
    return exitCodes.healthy;
  });
}
