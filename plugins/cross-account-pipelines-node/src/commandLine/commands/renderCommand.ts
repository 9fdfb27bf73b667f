import { resolve } from 'node:path';
import { blockingFindings } from 'backstage-plugin-cross-account-pipelines-core';
import { checkRendered, formatPlan } from '../../rendering';
import { applyPolicy } from '../setUp/applyPolicy';
import { exitCodes, type ExitCode } from '../ExitCode';
import { formatCheck } from '../output/formatCheck';
import type { Invocation } from '../Invocation';
import { paintFor } from '../output/Paint';
import { plainText } from '../output/plainText';
import { readPortalConfig } from '../setUp/PortalConfig';
import { renderSpec } from '../setUp/renderSpec';
import type { Terminal } from '../Terminal';
import { UsageError } from '../UsageError';
import { writeFolder } from '../output/writeFolder';
import { readYamlFile } from '../setUp/YamlFile';

/**
 * Writes the files of a pipeline, unless something in them would be refused or
 * broken.
 */
export async function renderCommand(
  { operands, options }: Invocation,
  { stdout, stderr, env, folder }: Terminal,
): Promise<ExitCode> {
  const { output, templates, config: file, policy, json } = options;
  const [specPath] = operands;
  if (operands.length !== 1 || output === undefined) {
    throw new UsageError('render takes one spec, and -o with a folder');
  }
  const portal = await readPortalConfig({ file, folder, env });
  const { accounts } = portal;
  const specFile = await readYamlFile(resolve(folder, specPath), specPath);
  const rendered = await renderSpec({ specFile, portal, templates, folder });
  if (Array.isArray(rendered)) {
    stderr.write(
      formatCheck({ reports: [], findings: rendered }, paintFor(stderr)),
    );
    return exitCodes.findings;
  }
  const check = await checkRendered(rendered, { accounts });
  const findings = await applyPolicy(check.findings, {
    file: policy,
    folder,
    portal,
  });
  const isSound = blockingFindings(findings).length === 0;
  if (isSound) {
    await writeFolder(resolve(folder, output), output, rendered.files);
  }
  const { pipelineArn, files } = rendered;
  if (json) {
    const written = isSound
      ? { folder: output, files: Object.keys(files) }
      : {};
    stdout.write(
      `${JSON.stringify(
        { version: 1, pipelineArn, ...written, findings, report: check.report },
        null,
        2,
      )}\n`,
    );
  } else {
    const lines = [
      ...formatPlan({ ...check, findings }),
      isSound
        ? `Wrote ${Object.keys(files).length} files to ${output}`
        : 'Nothing was written.',
    ];
    stdout.write(lines.map(line => `${plainLine(line)}\n`).join(''));
  }
  return isSound ? exitCodes.healthy : exitCodes.findings;
}

/** A line with its indentation. */
function plainLine(line: string): string {
  return `${/^ */.exec(line)![0]}${plainText(line)}`;
}
