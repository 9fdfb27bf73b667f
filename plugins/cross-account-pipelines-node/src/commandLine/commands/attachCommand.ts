import { resolve } from 'node:path';
import { describeDocument } from 'backstage-plugin-cross-account-pipelines-core';
import {
  AttachmentError,
  type AttachmentRequest,
  parseAttachment,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { DefaultAwsClients } from '../../aws';
import { attachPipeline, formatAttachment } from '../../deployment';
import { exitCodes, type ExitCode } from '../ExitCode';
import type { Invocation } from '../Invocation';
import { plainLines } from '../output/plainText';
import { type PortalConfig, readPortalConfig } from '../setUp/PortalConfig';
import { readTemplates } from '../setUp/renderSpec';
import { readYamlFile } from '../setUp/YamlFile';
import type { Terminal } from '../Terminal';
import { UsageError } from '../UsageError';
import { readPipelineArn } from '../readPipelineArn';
import { followDeployment } from './followDeployment';
import { readConcurrency } from './readConcurrency';

/** Lets a pipeline that others made work in other accounts. */
export async function attachCommand(
  invocation: Invocation,
  terminal: Terminal,
): Promise<ExitCode> {
  const { options } = invocation;
  const { stdout, stderr, env, folder } = terminal;
  const { config: file, json, progress } = options;
  const { pipelineArn, rest } = readPipelineArn(invocation, [
    'and a file that says what it is to do where',
  ]);
  const concurrency = readConcurrency(options.concurrency);
  const dryRun = options['dry-run'];
  const portal = await readPortalConfig({ file, folder, env });
  const { accounts, stackRules } = portal;
  const request = await readRequest(rest[0], folder, portal);
  return followDeployment(terminal, { accounts, progress }, async onEvent => {
    const { plan, stacks, report } = await attachPipeline({
      pipelineArn,
      request,
      clients: DefaultAwsClients.fromConfig(portal.config),
      templates: await readTemplates({
        portal,
        templates: options.templates,
        folder,
      }),
      accounts,
      stackRules,
      existingRoles: portal.guardrails?.existingRoles,
      adopt: options.adopt,
      allowUnknown: options['allow-unknown'],
      lock: { takeOver: options['take-over'] },
      concurrency,
      dryRun,
      onPlanned: found => {
        if (!json) {
          stdout.write(plainLines(formatAttachment(found, accounts)));
        }
      },
      onEvent,
      onWritten: document => {
        if (progress) {
          stderr.write(plainLines(`${describeDocument(document)} written`));
        }
      },
    });
    const { key, changes, refusals, unknown, notes } = plan;
    stdout.write(
      json
        ? `${JSON.stringify(
            {
              version: 1,
              dryRun: dryRun ?? false,
              key,
              changes,
              stacks: dryRun ? plan.stacks : stacks,
              refusals,
              unknown,
              notes,
              report,
            },
            null,
            2,
          )}\n`
        : plainLines(
            dryRun
              ? 'Nothing was changed'
              : `The pipeline is attached and ${report.health}`,
          ),
    );
    if (refusals.length > 0 || report.health === 'broken') {
      return exitCodes.findings;
    }
    return unknown.length > 0 ? exitCodes.unknown : exitCodes.healthy;
  });
}

/** What the platform team says of every pipeline comes before what a file says. */
async function readRequest(
  file: string,
  folder: string,
  { guardrails }: PortalConfig,
): Promise<AttachmentRequest> {
  const { value } = await readYamlFile(resolve(folder, file), file);
  const { deployRole, permissionsBoundary } = guardrails?.spec ?? {};
  try {
    return {
      ...parseAttachment(value),
      ...(deployRole && { deployRole }),
      ...(permissionsBoundary && { permissionsBoundary }),
    };
  } catch (error) {
    throw error instanceof AttachmentError
      ? new UsageError(`${file}: ${error.message}`)
      : error;
  }
}
