import { isError, NotFoundError } from '@backstage/errors';
import {
  assessPipeline,
  planRemedies,
} from 'backstage-plugin-cross-account-pipelines-core';
import { DefaultAwsClients } from '../../aws';
import { collectEstate } from '../../collection';
import {
  formatRemedyPlan,
  formatRepair,
  isWhole,
  patchOf,
  readDeployedPipeline,
  repairPipeline,
} from '../../deployment';
import { exitCodes, type ExitCode } from '../ExitCode';
import type { Invocation } from '../Invocation';
import { plainLines } from '../output/plainText';
import { readPortalConfig, type PortalConfig } from '../setUp/PortalConfig';
import { followDeployment } from './followDeployment';
import { readConcurrency } from './readConcurrency';
import { readTemplates } from '../setUp/renderSpec';
import type { Terminal } from '../Terminal';
import { readPipelineArn } from '../readPipelineArn';

/**
 * Repairs a pipeline that the suite has made. For any other it says what to do
 * and writes nothing.
 */
export async function repairCommand(
  invocation: Invocation,
  terminal: Terminal,
): Promise<ExitCode> {
  const { options } = invocation;
  const { stdout, env, folder } = terminal;
  const { config: file, json, progress } = options;
  const { pipelineArn } = readPipelineArn(invocation, []);
  const concurrency = readConcurrency(options.concurrency);
  const portal = await readPortalConfig({ file, folder, env });
  const { config, accounts } = portal;
  const clients = DefaultAwsClients.fromConfig(config);
  const templates = await readTemplates({
    portal,
    templates: options.templates,
    folder,
  });
  const made = await unlessForeign(() =>
    readDeployedPipeline({ clients, pipelineArn, templates }),
  );
  if (!made) {
    return proposeRemedies(pipelineArn, clients, portal, json, stdout);
  }
  return followDeployment(terminal, { accounts, progress }, async onEvent => {
    const repair = await repairPipeline({
      pipelineArn,
      manifest: made.rendered.manifest,
      templates: made.rendered.files,
      appliesTemplates: made.hasSameTemplates,
      clients,
      accounts,
      stackRules: portal.stackRules,
      existingRoles: portal.guardrails?.existingRoles,
      concurrency,
      dryRun: options['dry-run'],
      onEvent,
    });
    stdout.write(
      json
        ? `${JSON.stringify({ version: 1, ...repair }, null, 2)}\n`
        : plainLines(formatRepair(repair, accounts)),
    );
    return isWhole(repair) ? exitCodes.healthy : exitCodes.findings;
  });
}

async function unlessForeign<T>(
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isError(error) && error.name === NotFoundError.name) {
      return undefined;
    }
    throw error;
  }
}

async function proposeRemedies(
  pipelineArn: string,
  clients: DefaultAwsClients,
  { accounts }: PortalConfig,
  json: boolean | undefined,
  stdout: Terminal['stdout'],
): Promise<ExitCode> {
  const estate = await collectEstate({ clients, pipelineArn });
  const before = assessPipeline({ estate, pipelineArn, accounts });
  const { remedies, byHand, report } = planRemedies({
    estate,
    pipelineArn,
    accounts,
  });
  const isNeeded = remedies.length + byHand.length > 0;
  stdout.write(
    json
      ? `${JSON.stringify(
          {
            version: 1,
            dryRun: true,
            before,
            remedies: { remedies, byHand, report },
          },
          null,
          2,
        )}\n`
      : plainLines(
          [
            'This suite has not made the pipeline; nothing was written.',
            ...(isNeeded
              ? [
                  ...formatRemedyPlan({ remedies, byHand }),
                  '',
                  patchOf({ remedies }),
                  `Afterwards the pipeline would be ${report.health}; it is ${before.health}`,
                ]
              : [`The pipeline is ${before.health}; there is nothing to mend`]),
          ].join('\n'),
        ),
  );
  return isNeeded ? exitCodes.findings : exitCodes.healthy;
}
